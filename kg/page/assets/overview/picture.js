// What is drawn: the scene, the network that shows it, the labels that had room, and what is lit in it.

import { state } from "./state.js";

export const picture = /** @type {Overview} */ (/** @type {Partial<Overview>} */ ({ placed: [], hover: null }));

/** @param {Arrow} e */
export const edgeId = (e) => e.kind + " " + e.from + " " + e.to;

/** Return what is next to the selection, so that the rest can be faded; null when nothing is chosen. */
export function lit() {
  const at = state.at;
  if (!at || picture.scene.columns) return null;
  const nodes = new Set(), edges = new Set();
  if (typeof at === "string") {
    if (!picture.scene.nodes.has(at)) return null;
    nodes.add(at);
    for (const e of picture.scene.edges) if (e.from === at || e.to === at) { edges.add(edgeId(e)); nodes.add(e.from); nodes.add(e.to); }
  } else { edges.add(edgeId(at)); nodes.add(at.from); nodes.add(at.to); }
  return { nodes, edges };
}
