// The graph of a page that holds all of it: nodes by their IRI, arrows by their nodes.

import { DATA as GIVEN } from "./data.js";

export const DATA = /** @type {NetworkData} */ (GIVEN);
export const BY_IRI = new Map(DATA.nodes.map((node, i) => [node.iri, i]));
/** The arrows at each node, by number. */
export const EDGES_OF = DATA.nodes.map(() => /** @type {number[]} */ ([]));
DATA.edges.forEach((edge, i) => {
  EDGES_OF[edge.from].push(i);
  if (edge.to !== edge.from) EDGES_OF[edge.to].push(i);
});
