// The graph of a page that holds all of it: nodes by their IRI, arrows by their nodes.

import { DATA } from "./data.js";

export const BY_IRI = new Map(DATA.nodes.map((node, i) => [node.iri, i]));
export const EDGES_OF = DATA.nodes.map(() => []);
DATA.edges.forEach((edge, i) => {
  EDGES_OF[edge.from].push(i);
  if (edge.to !== edge.from) EDGES_OF[edge.to].push(i);
});
