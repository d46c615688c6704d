// Letters and numbers as they are compared when something is looked for.

// Letters that Unicode doesn't take apart into a letter and an accent, in small: as kg/vocabulary/latin_letters.py has them.
const LETTERS = /** @type {Record<string, string>} */ ({ ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ŧ: "t", ı: "i", ŀ: "l", ɨ: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ĳ: "ij" });
const STROKES = new RegExp("[" + Object.keys(LETTERS).join("") + "]", "g");
/** @param {string} text */
export const plainLetters = (text) => text.replace(STROKES, (letter) => LETTERS[letter]);

/**
 * Return small letters with numbers as they are compared: a serial number without the zeros before it.
 * @param {string} text
 */
export const withoutZeros = (text) => text.replace(/(^|[^\p{L}\p{N}])0+(\d+)(?![\p{L}\p{N}])/gu, (all, before, digits) =>
  all.length - before.length < 4 ? all : before + digits).replace(/([a-z])0+(?=[1-9])/g, "$1");
