// Taking what is chosen and hidden from the address: when the page is opened, and at each step back.

import { nodeAt, parseAddress, short } from "./address.js";
import { closePanel, hidden, openEdge, openNode, openThread } from "./choice.js";
import { EDGE_KINDS, NODE_KINDS, SERVED } from "./data.js";
import { expandAgain } from "./expanding.js";
import { DATA } from "./graph.js";
import { applyFilters, drawLegend } from "./legend.js";

function readAddress() {
  const address = parseAddress();
  /**
   * @param {string} name
   * @param {Map<string, unknown>} kinds
   */
  const codes = (name, kinds) => new Set((address.get(name) || "").split(",").filter((/** @type {string} */ code) => kinds.has(code)));
  hidden.nodes = codes("hide", NODE_KINDS);
  hidden.edges = codes("hide-arrows", EDGE_KINDS);
  applyFilters();
  drawLegend();
  const i = nodeAt(address.get("at")), end = nodeAt(address.get("to"));
  const e = end === undefined ? -1 : DATA.edges.findIndex((edge) => edge.from === i && edge.to === end && edge.kind === address.get("arrow"));
  const t = address.has("thread") ? DATA.threads.findIndex((thread) => short(thread.iri) === address.get("thread")) : -1;
  if (t >= 0) openThread(t, { quiet: true });
  else if (e >= 0) openEdge(e, { quiet: true });
  else if (i !== undefined) openNode(i, { quiet: true, text: address.get("text") === "1" });
  else closePanel({ quiet: true });
}

export function setUpAddress() {
  window.addEventListener("popstate", readAddress);
  if (location.hash.length < 2) return;
  const more = (/(?:^#|&)more=([^&]*)/.exec(location.hash) || ["", ""])[1].split(",").filter(Boolean);
  if (SERVED && more.length) expandAgain(more.map((part) => { try { return decodeURIComponent(part); } catch { return ""; } })).then(readAddress, readAddress);
  else readAddress();
}
