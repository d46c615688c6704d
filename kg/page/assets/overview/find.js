// Search over all that the page holds: posts, topics and persons by name and code, cables by number, subject and date.

import { closeFound, markOption, setUpCombobox } from "../combobox.js";
import { nodeKind } from "../data.js";
import { announce, bdi, byId, el, plural, shown, sure } from "../elements.js";
import { plainLetters, withoutZeros } from "../letters.js";
import { nodeSample } from "../samples.js";
import { COLUMNS, DATA } from "./columns.js";
import { cableName, corpus, dateOf, kindOf, nameOf, numberOf, subjectOf } from "./corpus.js";
import { picture } from "./picture.js";
import { choose, goAround } from "./state.js";

const MOST_FOUND = 14;
const search = { things: /** @type {FoundRow[] | null} */ (null), parts: /** @type {IndexPart[]} */ ([]), found: /** @type {Id[]} */ ([]), at: -1, show: showFound, take };

/** How many cables one part of the index holds: a part is made in an instant, all of them while nothing else is to do. */
const PART = 20000;

const PLAIN = /^[\x00-\x7f]*$/;
/** @param {string} text */
const folded = (text) => withoutZeros(PLAIN.test(text) ? String(text).toLowerCase()
  : plainLetters(String(text).normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()));

function indexThings() {
  /**
   * @param {Id} id
   * @param {...string} texts
   */
  const thing = (id, ...texts) => ({ id, text: folded(texts.join(" ")), name: folded(texts[0]) });
  search.things = [
    ...DATA.places.map(([local, name], n) => thing("p" + n, name, local.slice(local.lastIndexOf("/") + 1))),
    ...DATA.topics.map(([, name, code], n) => thing("t" + n, name, code)),
    ...corpus.people.map(([, name], n) => thing("o" + n, name)),
  ];
}

/** Add the next part of the index; returns whether there are more to come. */
function indexPart() {
  const first = search.parts.length * PART, end = Math.min(first + PART, corpus.total);
  if (!search.things) indexThings();
  else if (first < end) {
    const rows = [], starts = new Uint32Array(end - first + 1);
    for (let c = first; c < end; c++) {
      const from = c < corpus.held && COLUMNS.origin[c] ? DATA.places[COLUMNS.origin[c] - 1][1] : "";
      rows.push(folded(cableName(c) + " " + (c < corpus.held ? COLUMNS.subjects[c] + " " + from + " " + dateOf(c) : "")));
    }
    rows.forEach((text, n) => { starts[n + 1] = starts[n] + text.length + 1; });
    search.parts.push({ first, starts, text: rows.join("\n") });
  }
  return search.parts.length * PART < corpus.total;
}

function buildIndex() {
  while (indexPart());
}

/** Make the index part by part when the page has nothing else to do. */
export function indexWhenIdle() {
  (window.requestIdleCallback || ((does) => setTimeout(does, 50)))(() => { if (indexPart()) indexWhenIdle(); });
}

/**
 * @param {Uint32Array} starts
 * @param {number} offset
 */
function rowAt(starts, offset) {
  let low = 0, high = starts.length - 1;
  while (high - low > 1) { const middle = (low + high) >> 1; if (starts[middle] <= offset) low = middle; else high = middle; }
  return low;
}

/**
 * Return the cables whose row has all words; the longest word leads, the others are looked for in its rows. A number that ends where it does comes before longer ones.
 * @param {string[]} words
 * @param {number} most
 */
function findCables(words, most) {
  const lead = words.reduce((a, b) => (b.length > a.length ? b : a)), others = words.filter((word) => word !== lead), exact = /** @type {Id[]} */ ([]), found = /** @type {Id[]} */ ([]);
  let total = 0;
  for (const { first, starts, text } of search.parts) {
    for (let at = text.indexOf(lead); at >= 0;) {
      const n = rowAt(starts, at), row = others.length ? text.slice(starts[n], starts[n + 1]) : "";
      if (others.every((word) => row.includes(word))) {
        total++;
        const list = /\d$/.test(lead) && !/\d/.test(text[at + lead.length] || "") ? exact : found;
        if (list.length < most) list.push("c" + (first + n));
      }
      at = text.indexOf(lead, starts[n + 1]);
    }
  }
  return { found: [...exact, ...found].slice(0, most), total };
}

/** @param {string} text */
function find(text) {
  buildIndex();
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (!words.length) return { found: /** @type {Id[]} */ ([]), total: 0 };
  const whole = words.join(" ");
  /** @param {FoundRow} _0 */
  const rank = ({ text: given, name }) => (name === whole || given.endsWith(" " + whole) ? 0 : name.startsWith(whole) ? 1 : (" " + given).includes(" " + whole) ? 2 : 3);
  const things = sure(search.things).filter((one) => words.every((word) => one.text.includes(word))).map((one) => ({ rank: rank(one), id: one.id })).sort((a, b) => a.rank - b.rank);
  const joinedUp = /^\w+ \d+$/.test(whole) ? findCables([whole.replace(" ", "")], MOST_FOUND) : { found: /** @type {Id[]} */ ([]), total: 0 };
  const cables = findCables(words, MOST_FOUND);
  const exact = /\d/.test(whole);
  const ranked = [...new Set(exact ? [...joinedUp.found, ...cables.found, ...things.map(({ id }) => id)] : [...things.slice(0, 8).map(({ id }) => id), ...cables.found, ...things.slice(8).map(({ id }) => id)])];
  return { found: ranked.slice(0, MOST_FOUND), total: Math.max(ranked.length, things.length + cables.total) };
}

function showFound() {
  const input = byId("search"), list = byId("found"), { found, total } = find(input.value);
  search.found = found;
  search.at = found.length ? 0 : -1;
  list.replaceChildren(...found.map((id, place) => el("li", { role: "option", id: "found-" + place, click: () => take(place), mousemove: () => { search.at = place; markOption(search); } },
    nodeSample(nodeKind(kindOf(id))),
    el("span", { class: "what" }, bdi(nameOf(id), { class: "name" }), id[0] === "t" ? el("span", { class: "code" }, ...shown(DATA.topics[numberOf(id)][2])) : null,
      el("span", { class: "subject" }, id[0] === "c" && subjectOf(numberOf(id)) ? bdi(subjectOf(numberOf(id))) : nodeKind(kindOf(id)).label)))));
  /** @param {string} text */
  const say = (text) => list.append(el("li", { class: "none", role: "option", "aria-disabled": "true" }, text));
  if (!found.length && input.value.trim()) say("Nothing found. " + DATA.leftOut.join(" "));
  if (total > found.length) say("and " + plural(total - found.length, "other", "others") + ": add a word");
  list.hidden = !input.value.trim();
  input.setAttribute("aria-expanded", String(!list.hidden));
  markOption(search);
  if (input.value.trim()) announce(plural(total, "result", "results"));
}

/** @param {number} place */
function take(place) {
  const id = search.found[place];
  if (id === undefined) return;
  closeFound();
  byId("search").value = "";
  if (picture.scene.nodes.has(id)) choose(id, { focusPanel: true });
  else goAround(id, { focusPanel: true });
}

export function setUpSearch() {
  setUpCombobox(search, "input:not([type=range]):not([type=checkbox]), textarea", () => choose(null));
}
