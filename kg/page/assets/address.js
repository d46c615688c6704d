// What is chosen and hidden stands in the address after `#`: a link, the back button and a reload bring it back.

import { asked, chosen, hidden } from "./choice.js";
import { BY_IRI, DATA } from "./graph.js";

/** @param {string} iri */
export const short = (iri) => (iri.startsWith(DATA.base) ? iri.slice(DATA.base.length) : iri);
/** @param {string} text */
const coded = (text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",");

function addressNow() {
  const parts = [];
  const choice = chosen.now;
  if (choice && choice.node !== undefined) parts.push("at=" + coded(short(DATA.nodes[choice.node].iri)));
  if (choice && choice.edge !== undefined) {
    const edge = DATA.edges[choice.edge];
    parts.push("at=" + coded(short(DATA.nodes[edge.from].iri)), "arrow=" + coded(edge.kind), "to=" + coded(short(DATA.nodes[edge.to].iri)));
  }
  if (choice && choice.thread !== undefined) parts.push("thread=" + coded(short(DATA.threads[choice.thread].iri)));
  if (choice && choice.text) parts.push("text=1");
  if (asked.size) parts.push("more=" + [...asked].map(([iri, { steps }]) => encodeURIComponent(short(iri) + (steps > 1 ? "*" + steps : ""))).join(","));
  if (hidden.nodes.size) parts.push("hide=" + coded([...hidden.nodes].sort().join(",")));
  if (hidden.edges.size) parts.push("hide-arrows=" + coded([...hidden.edges].sort().join(",")));
  return "#" + parts.join("&");
}

/** @param {boolean} newStep */
export function writeAddress(newStep) {
  const now = addressNow();
  if (now === (location.hash || "#")) return;
  if (location.href === "about:srcdoc") return; // a notebook's frame has no address of its own to write
  if (newStep) history.pushState(null, "", now); else history.replaceState(null, "", now);
}

export function parseAddress() {
  const found = new Map();
  for (const part of location.hash.slice(1).split("&")) {
    const cut = part.indexOf("=");
    if (cut < 1) continue;
    try { found.set(part.slice(0, cut), decodeURIComponent(part.slice(cut + 1))); } catch { /* a broken escape says nothing */ }
  }
  return found;
}

/** @param {string | undefined} text */
export const nodeAt = (text) => (text === undefined ? undefined : BY_IRI.get(text) ?? BY_IRI.get(DATA.base + text));
