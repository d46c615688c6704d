// The legend: what shapes and arrows mean, how many the picture shows of each, and a switch for each.

import { DATA, EDGE_KINDS, NODE_KINDS } from "../data.js";
import { announce, byId, el } from "../elements.js";
import { add } from "./around.js";
import { shortName } from "./corpus.js";
import { toggled } from "./filters.js";
import { picture } from "./picture.js";
import { change, state } from "./state.js";
import { edgeSample, nodeSample } from "../samples.js";

export function drawLegend(focusCode) {
  if (!picture.scene) return;
  const nodes = new Map(), edges = new Map();
  for (const n of picture.scene.nodes.values()) add(nodes, n.kind);
  for (const e of picture.scene.edges) add(edges, e.kind);
  const draw = (place, kinds, counts, set, key, sample) => {
    const shown = [...kinds.values()].filter((kind) => counts.has(kind.code) || set.has(kind.code));
    place.replaceChildren(...shown.map((kind) => {
      const name = kind.plural && counts.get(kind.code) !== 1 ? kind.plural : kind.label;
      return el("button", { type: "button", class: "chip", "aria-pressed": String(!set.has(kind.code)), "data-kind": kind.code, title: (set.has(kind.code) ? "Show: " : "Hide: ") + name,
        click: () => { change({ [key]: toggled(set, kind.code) }, { keepView: true, legend: kind.code }); announce(name + (state[key].has(kind.code) ? " hidden" : " shown")); } },
      sample(kind), el("span", { class: "name" }, name), el("span", { class: "count" }, (counts.get(kind.code) || 0).toLocaleString("en")));
    }));
    for (const button of place.children) if (button.dataset.kind === focusCode) button.focus();
  };
  draw(byId("node-kinds"), NODE_KINDS, nodes, state.hidden, "hidden", nodeSample);
  draw(byId("edge-kinds"), EDGE_KINDS, edges, state.hiddenArrows, "hiddenArrows", edgeSample);
  if (DATA.chart.hubs.length && state.view === "traffic" && DATA.chart.hubs.length) {
    byId("edge-kinds").append(el("button", { type: "button", class: "chip", id: "hubs", "aria-pressed": String(state.hubs), click: () => { change({ hubs: !state.hubs }, { keepView: true }); byId("hubs").focus(); } },
      el("span", { class: "name" }, DATA.chart.hubs.map((n) => shortName("p" + n)).join(", "))));
  }
}
