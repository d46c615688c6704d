// What is chosen, hidden and asked for. Something is chosen in the picture, a list, the table or by the address; what has to
// show it follows.

import { DATA } from "./graph.js";

export const chosen = { now: /** @type {Choice | null} */ (null) };
export const hidden = /** @type {KindSets} */ ({ nodes: new Set(), edges: new Set() });
/** What was asked of the server: by the IRI of a node, how much of what is around it is here. */
export const asked = /** @type {Map<string, Asked>} */ (new Map());
const followers = /** @type {Follower[]} */ ([]);

/** @param {number} i */
export const nodeHidden = (i) => hidden.nodes.has(DATA.nodes[i].kind);
/** @param {GraphEdge} edge */
export const edgeHidden = (edge) => hidden.edges.has(edge.kind) || nodeHidden(edge.from) || nodeHidden(edge.to);

/**
 * Have a function called with each choice from now on.
 * @param {Follower} follower
 */
export function follow(follower) {
  followers.push(follower);
}

/**
 * @param {Choice | null} choice
 * @param {Opening} [options]
 */
function choose(choice, options = {}) {
  chosen.now = choice;
  for (const follower of followers) follower(choice, options);
}

/**
 * @param {number} i
 * @param {Opening} [options]
 */
export const openNode = (i, options) => choose({ node: i, text: Boolean(options && options.text) }, options);
/**
 * @param {number} e
 * @param {Opening} [options]
 */
export const openEdge = (e, options) => choose({ edge: e }, options);
/**
 * @param {number} t
 * @param {Opening} [options]
 */
export const openThread = (t, options) => choose({ thread: t }, options);

/**
 * Choose nothing.
 * @param {Opening} [options]
 */
export function closePanel(options) {
  if (chosen.now) choose(null, options);
}

/** Show what is chosen once more, because more is known of it. */
export function showAgain() {
  for (const follower of followers) follower(chosen.now, { again: true });
}
