// The page's data, and what the kinds of node and arrow in it are.

import { byId, sure } from "./elements.js";

export const DATA = /** @type {CommonData} */ (JSON.parse(byId("data").textContent || ""));
export const NODE_KINDS = new Map(DATA.nodeKinds.map((kind) => [kind.code, kind]));
export const EDGE_KINDS = new Map(DATA.edgeKinds.map((kind) => [kind.code, kind]));

/**
 * Return a kind of node by its code.
 * @param {string} code
 */
export const nodeKind = (code) => sure(NODE_KINDS.get(code), "a kind of node " + code);

/**
 * Return a kind of arrow by its code.
 * @param {string} code
 */
export const edgeKind = (code) => sure(EDGE_KINDS.get(code), "a kind of arrow " + code);

/** Whether `kg serve` gives this page: then it can ask for what is not inside. */
export const SERVED = document.documentElement.dataset.served === "yes";

/**
 * The address of a thing's page on the server: the path of its IRI.
 * @param {string} iri
 */
export const pageOf = (iri) => (iri.startsWith(DATA.base) ? "/" + iri.slice(DATA.base.length) : "/thing?iri=" + encodeURIComponent(iri));
