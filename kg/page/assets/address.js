// What is chosen and hidden stands in the address after `#`: a link, the back button and a reload bring it back.

const short = (iri) => (iri.startsWith(DATA.base) ? iri.slice(DATA.base.length) : iri);
const coded = (text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",");

function addressNow() {
  const parts = [];
  const choice = panel.choice;
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

function writeAddress(newStep) {
  const now = addressNow();
  if (now === (location.hash || "#")) return;
  if (location.href === "about:srcdoc") return; // a notebook's frame has no address of its own to write
  if (newStep) history.pushState(null, "", now); else history.replaceState(null, "", now);
}

function parseAddress() {
  const found = new Map();
  for (const part of location.hash.slice(1).split("&")) {
    const cut = part.indexOf("=");
    if (cut < 1) continue;
    try { found.set(part.slice(0, cut), decodeURIComponent(part.slice(cut + 1))); } catch { /* a broken escape says nothing */ }
  }
  return found;
}

const nodeAt = (text) => (text === undefined ? undefined : BY_IRI.get(text) ?? BY_IRI.get(DATA.base + text));

function readAddress() {
  const address = parseAddress();
  const codes = (name, kinds) => new Set((address.get(name) || "").split(",").filter((code) => kinds.has(code)));
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

function setUpAddress() {
  window.addEventListener("popstate", readAddress);
  if (location.hash.length < 2) return;
  const more = (/(?:^#|&)more=([^&]*)/.exec(location.hash) || ["", ""])[1].split(",").filter(Boolean);
  if (SERVED && more.length) expandAgain(more.map((part) => { try { return decodeURIComponent(part); } catch { return ""; } })).then(readAddress, readAddress);
  else readAddress();
}
