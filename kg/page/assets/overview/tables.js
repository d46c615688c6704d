// Tables: of the cables behind whatever is chosen, and of the nodes and arrows of the picture. Sortable, a part at a time.

import { edgeKind, nodeKind } from "../data.js";
import { bdi, byId, el, focusIn, sure } from "../elements.js";
import { nodeSample } from "../samples.js";
import { cablesOf } from "./around.js";
import { COLUMNS } from "./columns.js";
import { cableName, corpus, dateOf, isMarked, nameOf, shortName, subjectOf, yearOf } from "./corpus.js";
import { citedTimes } from "./mask.js";
import { picture } from "./picture.js";
import { mark, thingLink } from "./pieces.js";
import { choose, state } from "./state.js";

const PAGE = 50;

export const CABLE_COLUMNS = /** @type {Column<number>[]} */ ([
  ["date", "Date", (c) => dateOf(c) || yearOf(c).replace("9999", "")],
  ["number", "Cable", (c) => thingLink("c" + c), (c) => cableName(c)],
  ["from", "From", (c) => (COLUMNS.origin[c] && c < corpus.held ? thingLink("p" + (COLUMNS.origin[c] - 1), shortName("p" + (COLUMNS.origin[c] - 1))) : ""), (c) => (c < corpus.held && COLUMNS.origin[c] ? shortName("p" + (COLUMNS.origin[c] - 1)) : "")],
  ["subject", "Subject", (c) => (isMarked(c, "title") ? el("span", {}, bdi(subjectOf(c)), mark()) : bdi(subjectOf(c))), subjectOf],
  ["cited", "Referred to", (c) => String(citedTimes(c)), citedTimes],
]);
const NODE_COLUMNS = /** @type {Column<SceneNode>[]} */ ([
  ["kind", "Kind", (n) => el("span", {}, nodeSample(nodeKind(n.kind)), " ", nodeKind(n.kind).label), (n) => nodeKind(n.kind).label],
  ["name", "Name", (n) => thingLink(n.id), (n) => nameOf(n.id)],
  ["weight", "Cables", (n) => n.weight.toLocaleString("en"), (n) => n.weight],
]);
const EDGE_COLUMNS = /** @type {Column<SceneEdge>[]} */ ([
  ["from", "From", (e) => thingLink(e.from), (e) => nameOf(e.from)],
  ["kind", "Arrow", (e) => el("button", { type: "button", class: "link", click: () => choose({ from: e.from, to: e.to, kind: e.kind }, { focusPanel: true }) }, edgeKind(e.kind).label), (e) => edgeKind(e.kind).label],
  ["to", "To", (e) => thingLink(e.to), (e) => nameOf(e.to)],
  ["weight", "Cables", (e) => e.weight.toLocaleString("en"), (e) => e.weight],
]);

/**
 * Make a sortable table of things in `place`, a page of them at a time: "shown n of N" and a button for more.
 * @template T
 * @param {HTMLElement} place
 * @param {string} caption
 * @param {Column<T>[]} columns
 * @param {T[]} things
 */
export function sortable(place, caption, columns, things) {
  const look = { by: /** @type {string | null} */ (null), down: false, shown: PAGE };
  /** @param {string} [focus] */
  const draw = (focus) => {
    let order = things;
    if (look.by) {
      const [, , cell, key] = sure(columns.find(([code]) => code === look.by)), value = /** @type {(thing: T) => string | number} */ (key || cell);
      const keyed = things.map((thing, n) => ({ by: value(thing), n, thing }));
      keyed.sort((a, b) => (typeof a.by === "number" && typeof b.by === "number" ? a.by - b.by : String(a.by).localeCompare(String(b.by), "en", { numeric: true })) || a.n - b.n);
      order = keyed.map((entry) => entry.thing);
      if (look.down) order.reverse();
    }
    const head = columns.map(([code, name]) => el("th", { scope: "col", "aria-sort": look.by !== code ? "none" : look.down ? "descending" : "ascending" },
      el("button", { type: "button", "data-column": code, click: () => { look.down = look.by === code ? !look.down : false; look.by = code; draw(code); } }, name, el("span", { class: "arrow", "aria-hidden": "true" }, look.by !== code ? "" : look.down ? " ↓" : " ↑"))));
    const body = order.slice(0, look.shown).map((thing) => el("tr", {}, ...columns.map(([code, , cell]) => el("td", { class: code === "weight" || code === "cited" ? "number" : code }, cell(thing)))));
    const count = things.length > look.shown ? "Shown " + look.shown.toLocaleString("en") + " of " + things.length.toLocaleString("en") : null;
    place.replaceChildren(el("table", {}, el("caption", { class: "unseen" }, caption), el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body)),
      count ? el("p", { class: "more-line" }, count + " ", el("button", { type: "button", class: "small", click: () => { look.shown += 4 * PAGE; draw(); } }, "Show more")) : "");
    if (focus) focusIn(place, `[data-column="${focus}"]`);
  };
  draw();
}

export const tables = { kind: "cables" };

export function drawTable() {
  if (!byId("table-details").open) return;
  const place = byId("table-scroll");
  for (const button of byId("table-tabs").children) button.setAttribute("aria-pressed", String(button.getAttribute("data-table") === tables.kind));
  if (tables.kind === "nodes") sortable(place, "Nodes of the picture", NODE_COLUMNS, [...picture.scene.nodes.values()]);
  else if (tables.kind === "arrows") sortable(place, "Arrows of the picture", EDGE_COLUMNS, picture.scene.edges);
  else sortable(place, "Cables", CABLE_COLUMNS, cablesOf(state.at));
}

export function setUpTable() {
  byId("table-details").addEventListener("toggle", drawTable);
  byId("table-tabs").replaceChildren(...[["cables", "Cables"], ["nodes", "Nodes of the picture"], ["arrows", "Arrows of the picture"]].map(([kind, name]) =>
    el("button", { type: "button", class: "small", "data-table": kind, click: () => { tables.kind = kind; drawTable(); } }, name)));
}
