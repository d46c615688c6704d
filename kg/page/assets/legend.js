// The legend: what the shapes and arrows mean, how many there are, and a switch for each.

import { writeAddress } from "./address.js";
import { edgeHidden, hidden, nodeHidden } from "./choice.js";
import { EDGE_KINDS, NODE_KINDS } from "./data.js";
import { announce, byId, el, focusIn } from "./elements.js";
import { DATA } from "./graph.js";
import { picture } from "./picture.js";
import { edgeSample, nodeSample } from "./samples.js";
import { filterTable } from "./table.js";

/**
 * @param {NodeKind | EdgeKind} kind
 * @param {Node} sample
 * @param {Set<string>} set
 */
function chip(kind, sample, set) {
  const name = kind.count !== 1 ? kind.plural : kind.label;
  const button = el("button", {
    type: "button", class: "chip", "aria-pressed": String(!set.has(kind.code)), "data-kind": kind.code,
    title: (set.has(kind.code) ? "Show: " : "Hide: ") + name,
    click: () => toggle(kind, set),
  }, sample, el("span", { class: "name" }, name), el("span", { class: "count" }, kind.count.toLocaleString("en")));
  return button;
}

/**
 * @param {NodeKind | EdgeKind} kind
 * @param {Set<string>} set
 */
function toggle(kind, set) {
  if (set.has(kind.code)) set.delete(kind.code); else set.add(kind.code);
  applyFilters();
  announce((kind.plural || kind.label) + (set.has(kind.code) ? " hidden" : " shown"));
  drawLegend(kind.code, set);
  writeAddress(false);
}

/**
 * @param {string} [focusCode]
 * @param {Set<string>} [focusSet]
 */
export function drawLegend(focusCode, focusSet) {
  /**
   * @template {NodeKind | EdgeKind} K
   * @param {HTMLElement} place
   * @param {Map<string, K>} kinds
   * @param {(kind: K) => Node} sample
   * @param {Set<string>} set
   */
  const draw = (place, kinds, sample, set) => {
    place.replaceChildren(...[...kinds.values()].filter((kind) => kind.count).map((kind) => chip(kind, sample(kind), set)));
    if (focusSet !== set) return;
    if (focusCode) focusIn(place, `[data-kind="${focusCode}"]`);
  };
  draw(byId("node-kinds"), NODE_KINDS, nodeSample, hidden.nodes);
  draw(byId("edge-kinds"), EDGE_KINDS, edgeSample, hidden.edges);
}

/** Show and hides nodes, arrows and rows of the table as the legend says. */
export function applyFilters() {
  picture.nodes.update(DATA.nodes.map((_, i) => ({ id: i, hidden: nodeHidden(i) })));
  picture.edges.update(DATA.edges.map((edge, i) => ({ id: i, hidden: edgeHidden(edge) })));
  filterTable();
}

export function setUpLegend() {
  drawLegend();
  document.addEventListener("themechange", () => drawLegend());
  const button = byId("legend-toggle");
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    byId("legend").classList.toggle("open", open);
  });
}
