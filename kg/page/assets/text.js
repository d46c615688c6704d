// Source texts and the places in them. Places are counted in Unicode code points, JavaScript counts UTF-16 units.

import { el, shown, sure } from "./elements.js";
import { DATA } from "./graph.js";

const STARTS = /** @type {Map<number, (point: number) => number>} */ (new Map());
const LONG = 320;

/**
 * Return the text of a copy that this page holds.
 * @param {number} copy
 */
const textOf = (copy) => sure(DATA.copies[copy].text, "the text of a copy");

/**
 * Return a function from code point to UTF-16 offset in the text of a copy.
 * @param {number} copy
 */
export function offsets(copy) {
  const known = STARTS.get(copy);
  if (known) return known;
  const text = textOf(copy);
  const wide = /** @type {number[]} */ ([]);
  let points = 0;
  for (let i = 0; i < text.length; i++, points++) {
    if ((text.codePointAt(i) || 0) > 0xffff) { wide.push(points); i++; }
  }
  /** @param {number} point */
  const convert = (point) => {
    let low = 0, high = wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wide[middle] < point) low = middle + 1; else high = middle;
    }
    return Math.min(point + low, text.length);
  };
  STARTS.set(copy, convert);
  return convert;
}

const LINES = /** @type {Map<number, number[]>} */ (new Map());

/**
 * Return the number of the line in which a UTF-16 offset lies, from 1.
 * @param {number} copy
 * @param {number} offset
 */
function lineOf(copy, offset) {
  if (!LINES.has(copy)) {
    const starts = [0];
    for (const found of textOf(copy).matchAll(/\r\n|\r|\n/g)) starts.push(found.index + found[0].length);
    LINES.set(copy, starts);
  }
  const starts = sure(LINES.get(copy));
  let low = 0, high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= offset) low = middle + 1; else high = middle;
  }
  return low;
}

/**
 * Return the line or lines of a place as an element, the place itself marked; long ones are cut in the middle.
 * @param {Place} _0
 * @param {Attributes} [attributes]
 */
export function excerpt([copy, from, to, page], attributes) {
  const known = DATA.copies[copy];
  if (known.text === undefined) return el("span", { class: "missing" }, known.missing);
  const text = known.text, at = offsets(copy);
  const start = at(from), end = at(to);
  const before = text.slice(Math.max(0, start - LONG / 2), start).split(/[\r\n]/).pop() || "";
  const after = text.slice(end, end + LONG / 2).split(/[\r\n]/)[0];
  const inside = text.slice(start, end);
  const cutBefore = start - before.length > 0 && !/[\r\n]/.test(text[start - before.length - 1]);
  const cutAfter = end + after.length < text.length && !/[\r\n]/.test(text[end + after.length]);
  const mark = el("mark", {});
  if (inside.length > LONG) {
    mark.append(...shown(whole(inside.slice(0, LONG / 2))), el("span", { class: "gap" }, " … "), ...shown(whole(inside.slice(-LONG / 4))));
  } else mark.append(...shown(inside));
  const first = lineOf(copy, start), last = lineOf(copy, Math.max(start, end - 1));
  return el("span", { class: "excerpt", ...attributes },
    el("span", { class: "line" }, page ? page + ", " : null, first === last ? "line " + first : "lines " + first + "–" + last),
    el("span", { class: "source" }, cutBefore ? "…" : null, ...shown(whole(before)), mark, ...shown(whole(after)), cutAfter ? "…" : null));
}

/**
 * Return a slice without half a surrogate pair at either end.
 * @param {string} slice
 */
function whole(slice) {
  return slice.replace(/^[\udc00-\udfff]/, "").replace(/[\ud800-\udbff]$/, "");
}

/** @param {string} text */
export const clipped = (text) => (text.length > 200 ? whole(text.slice(0, 200)) + "…" : text);

/**
 * Return what facts say about the text of a copy: where they were read, and where it had to be repaired for them.
 * @param {number} copy
 * @param {number[]} facts
 */
function placesIn(copy, facts) {
  const at = offsets(copy);
  const read = /** @type {Marked[]} */ ([]), repaired = /** @type {Repaired[]} */ ([]);
  for (const number of facts) {
    const fact = DATA.facts[number];
    for (const [where, from, to] of fact.evidence || []) if (where === copy) read.push({ number, from: at(from), to: at(to) });
    for (const repair of fact.repairs || []) {
      for (const [where, from, to] of repair.at) if (where === copy) repaired.push({ repair, from: at(from), to: at(to) });
    }
  }
  /**
   * @param {Marked} p
   * @param {Marked} q
   */
  const around = (p, q) => q !== p && q.from >= p.from && q.to <= p.to && q.to - q.from < p.to - p.from;
  return { read: read.filter((p) => !read.some((q) => around(p, q))), repaired };
}

/**
 * Return the whole text of a copy, every place of `facts` marked; a mark knows the facts it stands for.
 * @param {number} copy
 * @param {number[]} facts
 * @param {(number: number) => void} onMark
 */
export function markedText(copy, facts, onMark) {
  const text = textOf(copy);
  const { read, repaired } = placesIn(copy, facts);
  const cuts = [...new Set([0, text.length, ...[...read, ...repaired].flatMap((p) => [p.from, p.to])])].sort((a, b) => a - b);
  const body = el("div", { class: "whole", tabindex: "0", role: "region", "aria-label": "Source text" });
  for (let i = 0; i + 1 < cuts.length; i++) {
    /** @param {{ from: number, to: number }} p */
    const covers = (p) => p.from < cuts[i + 1] && p.to > cuts[i];
    const over = read.filter(covers).map((p) => p.number);
    const fixes = [...new Set(repaired.filter(covers).map((p) => "Repaired: read as “" + clipped(p.repair.readAs) + "”"))];
    const piece = shown(text.slice(cuts[i], cuts[i + 1]));
    const title = [...new Set(over.map((n) => DATA.facts[n].label + ": " + DATA.facts[n].value)), ...fixes].join("\n");
    const look = fixes.length ? "repaired" : null;
    if (over.length) {
      const mark = el("mark", { title, class: look, click: () => onMark(over[0]) }, ...piece);
      mark.dataset.facts = over.join(" ");
      body.append(mark);
    } else if (look) body.append(el("span", { title, class: look }, ...piece));
    else body.append(...piece);
  }
  return body;
}
