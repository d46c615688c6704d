// The graph of a page that holds all of it: nodes by their IRI, arrows by their nodes.

const BY_IRI = new Map(DATA.nodes.map((node, i) => [node.iri, i]));
const EDGES_OF = DATA.nodes.map(() => []);
DATA.edges.forEach((edge, i) => {
  EDGES_OF[edge.from].push(i);
  if (edge.to !== edge.from) EDGES_OF[edge.to].push(i);
});
