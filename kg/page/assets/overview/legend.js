// The legend: what shapes and arrows mean, how many the picture shows of each, and a switch for each.

import { EDGE_KINDS, NODE_KINDS } from "../data.js";
import { announce, byId, el, focusIn } from "../elements.js";
import { edgeSample, nodeSample } from "../samples.js";
import { add } from "./around.js";
import { DATA } from "./columns.js";
import { shortName } from "./corpus.js";
import { toggled } from "./filters.js";
import { picture } from "./picture.js";
import { change, state } from "./state.js";

/** @param {string} [focusCode] */
export function drawLegend(focusCode) {
  if (!picture.scene) return;
  const nodes = /** @type {Map<string, number>} */ (new Map()), edges = /** @type {Map<string, number>} */ (new Map());
  for (const n of picture.scene.nodes.values()) add(nodes, n.kind);
  for (const e of picture.scene.edges) add(edges, e.kind);
  /**
   * @template {NodeKind | EdgeKind} K
   * @param {HTMLElement} place
   * @param {Map<string, K>} kinds
   * @param {Map<string, number>} counts
   * @param {"hidden" | "hiddenArrows"} key
   * @param {(kind: K) => Node} sample
   */
  const draw = (place, kinds, counts, key, sample) => {
    const set = state[key];
    const shown = [...kinds.values()].filter((kind) => counts.has(kind.code) || set.has(kind.code));
    place.replaceChildren(...shown.map((kind) => {
      const name = counts.get(kind.code) !== 1 ? kind.plural : kind.label;
      return el("button", { type: "button", class: "chip", "aria-pressed": String(!set.has(kind.code)), "data-kind": kind.code, title: (set.has(kind.code) ? "Show: " : "Hide: ") + name,
        click: () => { change({ [key]: toggled(set, kind.code) }, { keepView: true, legend: kind.code }); announce(name + (state[key].has(kind.code) ? " hidden" : " shown")); } },
      sample(kind), el("span", { class: "name" }, name), el("span", { class: "count" }, (counts.get(kind.code) || 0).toLocaleString("en")));
    }));
    if (focusCode) focusIn(place, `[data-kind="${focusCode}"]`);
  };
  draw(byId("node-kinds"), NODE_KINDS, nodes, "hidden", nodeSample);
  draw(byId("edge-kinds"), EDGE_KINDS, edges, "hiddenArrows", edgeSample);
  if (DATA.chart.hubs.length && state.view === "traffic") {
    byId("edge-kinds").append(el("button", { type: "button", class: "chip", id: "hubs", "aria-pressed": String(state.hubs), click: () => { change({ hubs: !state.hubs }, { keepView: true }); byId("hubs").focus(); } },
      el("span", { class: "name" }, DATA.chart.hubs.map((n) => shortName("p" + n)).join(", "))));
  }
}
