// Search by number, subject, name and code; the list is a combobox that the arrow keys walk.

import { closePanel, hidden, nodeHidden, openNode } from "./choice.js";
import { closeFound, markOption, setUpCombobox } from "./combobox.js";
import { nodeKind } from "./data.js";
import { announce, bdi, byId, el, plural, shown } from "./elements.js";
import { DATA } from "./graph.js";
import { applyFilters, drawLegend } from "./legend.js";
import { plainLetters, withoutZeros } from "./letters.js";
import { nodeSample } from "./samples.js";

const MOST = 12;
const search = { index: /** @type {IndexEntry[]} */ ([]), found: /** @type {number[]} */ ([]), at: -1, show: showFound, take };

/**
 * Return text as it is compared: without case, accents and runs of blanks.
 * @param {string} text
 */
function folded(text) {
  const plain = plainLetters(String(text).normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase());
  return withoutZeros(plain).replace(/\s+/g, " ").trim();
}

/** @param {string} text */
const squeezed = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");

export function buildIndex() {
  const written = DATA.nodes.map(() => new Set());
  for (const edge of DATA.edges) {
    for (const number of edge.facts) {
      for (const [name, value] of DATA.facts[number].details || []) {
        if (name === "As written" || name === "Title" || name === "Routing indicator") written[edge.to].add(value);
      }
    }
  }
  search.index = DATA.nodes.map((node, i) => {
    const name = folded(node.name);
    const rest = folded([node.code, node.subject, ...written[i]].filter(Boolean).join(" "));
    return { i, name, code: folded(node.code || ""), rest, tight: squeezed(name + " " + rest) };
  });
}

/**
 * Return how well an entry fits, the lower the better, or -1: whole name or code, its start, a word's start, anywhere.
 * @param {IndexEntry} entry
 * @param {string} wanted
 * @param {string} tight
 */
function rank(entry, wanted, tight) {
  if (entry.name === wanted || entry.code === wanted) return 0;
  if (entry.name.startsWith(wanted)) return 1;
  if ((" " + entry.name).includes(" " + wanted)) return 2;
  if ((" " + entry.rest).includes(" " + wanted)) return 3;
  if (entry.name.includes(wanted) || entry.rest.includes(wanted)) return 4;
  if (tight.length > 1 && entry.tight.includes(tight)) return 5;
  // Words of several fields: the number and a word of the subject, the name and the title.
  const all = entry.name + " " + entry.rest;
  return wanted.includes(" ") && wanted.split(" ").every((word) => all.includes(word)) ? 6 : -1;
}

/** @param {string} text */
function find(text) {
  const wanted = folded(text), tight = squeezed(wanted);
  if (!wanted) return [];
  const ranked = [];
  for (const entry of search.index) {
    const r = rank(entry, wanted, tight);
    if (r >= 0) ranked.push([r + (DATA.nodes[entry.i].kind === "stub" ? 0.5 : 0), entry.i]);
  }
  return ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, i]) => i);
}

function showFound() {
  const input = byId("search"), list = byId("found");
  const all = find(input.value);
  search.found = all.slice(0, MOST);
  search.at = search.found.length ? 0 : -1;
  list.replaceChildren(...search.found.map(option));
  if (!all.length && input.value.trim()) list.append(el("li", { class: "none", role: "option", "aria-disabled": "true" }, "Nothing found"));
  if (all.length > MOST) list.append(el("li", { class: "none", role: "option", "aria-disabled": "true" }, "and " + plural(all.length - MOST, "other", "others")));
  list.hidden = !input.value.trim();
  input.setAttribute("aria-expanded", String(!list.hidden));
  markOption(search);
  if (input.value.trim()) announce(plural(all.length, "result", "results"));
}

/**
 * @param {number} i
 * @param {number} place
 */
function option(i, place) {
  const node = DATA.nodes[i], kind = nodeKind(node.kind);
  return el("li", { role: "option", id: "found-" + place, click: () => take(place), mousemove: () => { search.at = place; markOption(search); } },
    nodeSample(kind),
    el("span", { class: "what" }, bdi(node.name, { class: "name" }), node.code && node.code !== node.name ? el("span", { class: "code" }, ...shown(node.code)) : null,
      node.subject ? bdi(node.subject, { class: "subject" }) : el("span", { class: "subject" }, kind.label)));
}

/** @param {number} place */
function take(place) {
  const i = search.found[place];
  if (i === undefined) return;
  closeFound();
  byId("search").value = "";
  if (nodeHidden(i)) { hidden.nodes.delete(DATA.nodes[i].kind); applyFilters(); drawLegend(); }
  openNode(i, { focusPanel: true });
}

export function setUpSearch() {
  buildIndex();
  setUpCombobox(search, "input, textarea", () => closePanel());
}
