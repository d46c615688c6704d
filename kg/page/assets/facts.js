// One fact as people read it: its value, what else is known, whether it is sure, and the lines it comes from.

import { openNode } from "./choice.js";
import { badge, bdi, bounded, el, plural, shown } from "./elements.js";
import { DATA } from "./graph.js";
import { openText } from "./source_text.js";
import { clipped, excerpt } from "./text.js";

const FEW_PLACES = 3;

/**
 * A button that looks like a link and opens a node.
 * @param {number} i
 * @param {string} [text]
 */
export function nodeLink(i, text) {
  return el("button", { type: "button", class: "link", "data-node": i, click: () => openNode(i, { focusPanel: true }) }, bdi(text || DATA.nodes[i].name));
}

/**
 * Return what is unsure, repaired or concluded about a fact, in words, as list items.
 * @param {Fact} fact
 */
function caveats(fact) {
  const items = [];
  for (const doubt of fact.doubts || []) items.push(el("li", { class: "doubt" }, badge("doubt", "Doubt"), " ", ...shown(doubt)));
  for (const repair of fact.repairs || []) {
    items.push(el("li", { class: "repair" }, badge("repair", repair.unsure ? "Repaired, unsure" : "Repaired"), " ", ...shown(repair.rule), repair.rule ? ": " : "",
      el("q", { class: "raw" }, bdi(clipped(repair.raw))), " is read as ", el("q", { class: "raw" }, bdi(clipped(repair.readAs)))));
  }
  for (const note of fact.corrections || []) items.push(correctionItem(note, fact.value));
  if (fact.inferred) items.push(el("li", { class: "inferred" }, badge("inferred", "Concluded"), " ", ...shown(fact.inferred)));
  return items.length ? el("ul", { class: "caveats" }, ...items) : null;
}

/**
 * A correction: who put the value right, when and why, and what the text itself says.
 * @param {Correction} note
 * @param {string} value
 */
function correctionItem(note, value) {
  const said = [note.author ? "by " + note.author : "", note.date].filter(Boolean).join(", ");
  return el("li", { class: "correction" }, badge("corrected", "Corrected"), " ", ...shown(said), note.reason ? ": " : "", bdi(note.reason || ""),
    note.textSays && note.textSays !== value ? el("div", {}, "In the text: ", el("q", { class: "raw" }, bdi(clipped(note.textSays)))) : null,
    note.value && note.value !== value ? el("div", {}, "What holds: ", el("q", { class: "raw" }, bdi(clipped(note.value)))) : null);
}

/**
 * Return a line that a fact comes from: a button that leads there, where the text is at hand.
 * @param {Place} place
 * @param {number} number
 */
function placeItem(place, number) {
  if (place[0] in DATA.copies && DATA.copies[place[0]].text === undefined) return excerpt(place);
  return el("button", { type: "button", class: "place", title: "Show in the text", click: () => openText(place, number) }, excerpt(place));
}

/**
 * Return the lines that a fact comes from; pressing one opens the whole text there.
 * @param {number} number
 */
function places(number) {
  const evidence = DATA.facts[number].evidence || [];
  if (!evidence.length) return null;
  const made = evidence.slice(0, FEW_PLACES).map((place) => placeItem(place, number));
  if (evidence.length > FEW_PLACES) made.push(el("button", { type: "button", class: "link more", click: (event) => {
    const rest = evidence.slice(FEW_PLACES).map((place) => placeItem(place, number));
    event.currentTarget.replaceWith(...rest);
    rest[0].focus();
  } }, "and in " + plural(evidence.length - FEW_PLACES, "other place", "other places")));
  return el("div", { class: "places" }, ...made);
}

/** @param {Fact} fact */
function detailLine(fact) {
  if (!fact.details) return null;
  const parts = fact.details.map(([name, value]) => el("span", { class: "detail" }, el("span", { class: "key" }, name + ": "), bdi(value)));
  return el("p", { class: "details" }, ...parts);
}

/**
 * Return a fact as a list item; `instead` replaces its value (the cable, where its far end is looked at).
 * @param {number} number
 * @param {HTMLElement} [instead]
 */
export function factItem(number, instead) {
  const fact = DATA.facts[number];
  let value = instead || null;
  if (!value && fact.node !== undefined) value = nodeLink(fact.node, fact.value);
  else if (!value && fact.link && /^https?:/.test(fact.link)) value = el("a", { href: fact.link, rel: "noopener noreferrer", target: "_blank" }, bdi(fact.value));
  else if (!value) value = bdi(fact.value);
  const item = el("li", { class: "fact", "data-fact": number }, bounded(el("div", { class: "value" }, value)), detailLine(fact), caveats(fact), places(number));
  return item;
}

/**
 * Return facts under their labels, in their order.
 * @param {number[]} numbers
 */
export function factGroups(numbers) {
  const groups = /** @type {Map<string, number[]>} */ (new Map());
  for (const number of numbers) {
    const label = DATA.facts[number].label;
    groups.set(label, [...(groups.get(label) || []), number]);
  }
  return [...groups].map(([label, members]) => group(label, members.map((number) => factItem(number))));
}

/**
 * @param {string} label
 * @param {Child[]} items
 */
export function group(label, items) {
  return el("section", { class: "group" },
    el("h3", {}, label, items.length > 1 ? el("span", { class: "count" }, String(items.length)) : null),
    el("ul", {}, ...items));
}
