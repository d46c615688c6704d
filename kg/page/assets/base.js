// The page's data, and making elements: what every page shares. Text is only ever set as text: nothing from a cable becomes markup.

const DATA = JSON.parse(document.getElementById("data").textContent);
const NODE_KINDS = new Map(DATA.nodeKinds.map((kind) => [kind.code, kind]));
const EDGE_KINDS = new Map(DATA.edgeKinds.map((kind) => [kind.code, kind]));

const byId = (id) => document.getElementById(id);
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const phone = window.matchMedia("(max-width: 760px)");

// Letters that Unicode doesn't take apart into a letter and an accent, in small: as kg/vocabulary/latin_letters.py has them.
const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ŧ: "t", ı: "i", ŀ: "l", ɨ: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ĳ: "ij" };
const STROKES = new RegExp("[" + Object.keys(LETTERS).join("") + "]", "g");
const plainLetters = (text) => text.replace(STROKES, (letter) => LETTERS[letter]);

/** Returns small letters with numbers as they are compared: a serial number without the zeros before it. */
const withoutZeros = (text) => text.replace(/(^|[^\p{L}\p{N}])0+(\d+)(?![\p{L}\p{N}])/gu, (all, before, digits) =>
  all.length - before.length < 4 ? all : before + digits).replace(/([a-z])0+(?=[1-9])/g, "$1");

/** Makes an element: `el("p", {class: "x"}, "text", child, …)`; null children are left out. */
function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Makes an SVG element; the same calling as `el`. */
function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const UNSEEN = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Returns text as nodes, with every character that hides or turns other characters shown as its code. */
function shown(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(UNSEEN)) {
    if (found[0] === "\t") continue;
    if (found.index > at) parts.push(text.slice(at, found.index));
    const code = "U+" + found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    parts.push(el("span", { class: "control", title: "A character that is not seen: " + code }, code));
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/** Text that keeps its own direction to itself. */
const bdi = (text, attributes) => el("bdi", attributes, ...shown(String(text)));

/** Makes an element scroll inside, and reachable by keyboard for that, where its text is very long. */
function bounded(element) {
  if (element.textContent.length > 500) {
    element.classList.add("long");
    element.tabIndex = 0;
  }
  return element;
}

const plural = (n, one, many) => n.toLocaleString("en") + " " + (n === 1 ? one : many);

/** Whether `kg serve` gives this page: then it can ask for what is not inside. */
const SERVED = document.documentElement.dataset.served === "yes";

/** The address of a thing's page on the server: the path of its IRI. */
const pageOf = (iri) => (iri.startsWith(DATA.base) ? "/" + iri.slice(DATA.base.length) : "/thing?iri=" + encodeURIComponent(iri));

const badge = (kind, text) => el("span", { class: "badge " + kind }, text);

function announce(message) {
  byId("announce").textContent = message;
}
