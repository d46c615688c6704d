// The same nodes as a table, for everyone who would rather read than look; made when it is first opened.

import { nodeHidden } from "./choice.js";
import { NODE_KINDS, nodeKind } from "./data.js";
import { bdi, byId, el, focusIn, sure } from "./elements.js";
import { nodeLink } from "./facts.js";
import { DATA, EDGES_OF } from "./graph.js";
import { nodeSample } from "./samples.js";

export const table = { rows: /** @type {HTMLElement[] | null} */ (null), by: "kind", down: false };

const COLUMNS = /** @type {[code: string, heading: string, value: (i: number) => string | number][]} */ ([
  ["kind", "Kind", (i) => nodeKind(DATA.nodes[i].kind).label],
  ["name", "Name", (i) => DATA.nodes[i].name],
  ["about", "Code, subject or date", (i) => [DATA.nodes[i].code !== DATA.nodes[i].name ? DATA.nodes[i].code : "", DATA.nodes[i].subject, DATA.nodes[i].date].filter(Boolean).join(" · ")],
  ["links", "Links", (i) => EDGES_OF[i].length],
]);

function sortedNodes() {
  const order = new Map([...NODE_KINDS.keys()].map((code, n) => [code, n]));
  const [, , value] = sure(COLUMNS.find(([code]) => code === table.by));
  /**
   * @param {number} a
   * @param {number} b
   */
  const compare = (a, b) => {
    const x = table.by === "kind" ? order.get(DATA.nodes[a].kind) : value(a);
    const y = table.by === "kind" ? order.get(DATA.nodes[b].kind) : value(b);
    return (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en", { numeric: true })) || a - b;
  };
  const sorted = DATA.nodes.map((_, i) => i).sort(compare);
  return table.down ? sorted.reverse() : sorted;
}

export function drawTable() {
  const head = el("tr", {}, ...COLUMNS.map(([code, name]) => el("th", { scope: "col", "aria-sort": table.by !== code ? "none" : table.down ? "descending" : "ascending" },
    el("button", { type: "button", "data-column": code, click: () => sortBy(code) }, name, el("span", { class: "arrow", "aria-hidden": "true" }, table.by !== code ? "" : table.down ? " ↓" : " ↑")))));
  table.rows = sortedNodes().map((i) => {
    const row = el("tr", {}, el("td", {}, nodeSample(nodeKind(DATA.nodes[i].kind)), " ", nodeKind(DATA.nodes[i].kind).label), el("th", { scope: "row" }, nodeLink(i)),
      el("td", {}, bdi(COLUMNS[2][2](i))), el("td", { class: "number" }, String(EDGES_OF[i].length)));
    row.dataset.row = String(i);
    return row;
  });
  byId("table-scroll").replaceChildren(el("table", {}, el("caption", { class: "unseen" }, "All nodes; the names open their facts"), el("thead", {}, head), el("tbody", {}, ...table.rows)));
  filterTable();
}

/** @param {string} code */
function sortBy(code) {
  table.down = table.by === code ? !table.down : false;
  table.by = code;
  drawTable();
  focusIn(byId("table-scroll"), `[data-column="${code}"]`);
}

export function filterTable() {
  for (const row of table.rows || []) row.hidden = nodeHidden(Number(row.dataset.row));
}

export function setUpTable() {
  byId("table-details").addEventListener("toggle", () => { if (!table.rows) drawTable(); });
}
