// What is chosen, hidden and asked for. Something is chosen in the picture, a list, the table or by the address; what has to
// show it follows.

import { DATA } from "./data.js";

export const chosen = { now: null };
export const hidden = { nodes: new Set(), edges: new Set() };
/** What was asked of the server: by the IRI of a node, how much of what is around it is here. */
export const asked = new Map();
const followers = [];

export const nodeHidden = (i) => hidden.nodes.has(DATA.nodes[i].kind);
export const edgeHidden = (edge) => hidden.edges.has(edge.kind) || nodeHidden(edge.from) || nodeHidden(edge.to);

/** Has a function called with each choice from now on. */
export function follow(follower) {
  followers.push(follower);
}

function choose(choice, options = {}) {
  chosen.now = choice;
  for (const follower of followers) follower(choice, options);
}

export const openNode = (i, options) => choose({ node: i, text: Boolean(options && options.text) }, options);
export const openEdge = (e, options) => choose({ edge: e }, options);
export const openThread = (t, options) => choose({ thread: t }, options);

/** Chooses nothing. */
export function closePanel(options) {
  if (chosen.now) choose(null, options);
}

/** Shows what is chosen once more, because more is known of it. */
export function showAgain() {
  for (const follower of followers) follower(chosen.now, { again: true });
}
