// On a server: what the page does not hold is asked for, a step at a time, and set down around the node that was opened.

import { nodeAt, writeAddress } from "./address.js";
import { asked, chosen, showAgain } from "./choice.js";
import { edgeKind, NODE_KINDS, nodeKind, pageOf, SERVED } from "./data.js";
import { announce, byId, el, focusIn, plural, shown, sure } from "./elements.js";
import { BY_IRI, DATA, EDGES_OF } from "./graph.js";
import { applyFilters, drawLegend } from "./legend.js";
import { boxOf, chooseInPicture, edgeColour, fitAll, fontOf, picture, smoothOf, standing } from "./picture.js";
import { buildIndex } from "./search.js";
import { drawTable, table } from "./table.js";

const STEP = 25, RINGS = 14, FAR = 170, ROOM = [150, 62];

/**
 * What a node leads to on a server: its page, the picture around it, and a button that adds what surrounds it.
 * @param {number} i
 */
export function onServer(i) {
  if (!SERVED) return null;
  const { iri } = DATA.nodes[i], known = asked.get(iri);
  const more = known && known.next === null ? null : el("button", { type: "button", class: "small", "data-more": iri, click: (event) => expand(i, event.currentTarget) }, known ? "Show more around it" : "Show what surrounds it");
  return el("div", { class: "served" }, el("p", { class: "actions" },
    el("a", { class: "small", href: pageOf(iri) }, "Its page"), el("a", { class: "small", href: "/explorer?focus=" + encodeURIComponent(iri) }, "Draw what surrounds it"), more),
    known ? el("p", { class: "quiet" }, "Shown: " + known.shown.toLocaleString("en") + " of " + plural(known.total, "neighbour", "neighbours") + ".") : null,
    DATA.nodes[i].fetched ? el("p", { class: "quiet" }, "This page does not hold its facts: its own page does, with the words they were read from.") : null);
}

/**
 * Ask for the next neighbours of a node and adds them; the button says what goes wrong.
 * @param {number} i
 * @param {HTMLElement | null} button
 */
async function expand(i, button) {
  const { iri } = DATA.nodes[i], offset = (asked.get(iri) || { next: 0 }).next;
  if (button) { button.setAttribute("disabled", ""); button.textContent = "Asking…"; }
  let answer;
  try {
    const reply = await fetch("/expand?iri=" + encodeURIComponent(iri) + "&limit=" + STEP + "&offset=" + offset);
    if (!reply.ok) throw new Error((await reply.text()).slice(0, 300));
    answer = await reply.json();
  } catch (error) {
    if (button) button.replaceWith(el("p", { class: "missing", role: "alert" }, "The server did not answer: ", ...shown(String(error instanceof Error ? error.message : error))));
    return;
  }
  const before = DATA.nodes.length;
  addFetched(i, answer);
  asked.set(iri, { next: answer.next, shown: offset + answer.shown, total: answer.total, steps: ((asked.get(iri) || {}).steps || 0) + 1 });
  announce(plural(DATA.nodes.length - before, "node", "nodes") + " added; shown " + (offset + answer.shown) + " of " + answer.total);
  if (chosen.now && chosen.now.node === i) {
    showAgain();
    if (button) focusIn(byId("panel-body"), byId("panel-body").querySelector("[data-more]") ? "[data-more]" : "h2");
  }
  if (button) writeAddress(false); // else the address is being read, and says so already
}

/**
 * @param {number} i
 * @param {Expansion} answer
 */
function addFetched(i, answer) {
  const fresh = answer.nodes.filter((node) => !BY_IRI.has(node.iri)).map(addNode);
  const spots = freeSpots(i, fresh.length);
  fresh.forEach((n, at) => placeFetched(n, spots[at]));
  const edges = answer.edges.filter((edge) => !has(edge)).map(addEdge);
  picture.nodes.add(fresh.map((n) => ({ ...DATA.drawing.nodes[n], ...standing(n), font: fontOf(n, true) })));
  picture.edges.add(edges.map((e) => ({ ...DATA.drawing.edges[e], smooth: smoothOf(e), color: edgeColour(DATA.edges[e].kind, 1) })));
  buildIndex();
  table.rows = null;
  if (byId("table-details").open) drawTable();
  applyFilters();
  drawLegend();
  chooseInPicture(chosen.now, false);
  if (fresh.length) fitAll(true);
}

/** @param {FetchedEdge} edge */
const has = (edge) => (EDGES_OF[BY_IRI.get(edge.from) ?? -1] || []).some((e) => DATA.edges[e].kind === edge.kind && DATA.nodes[DATA.edges[e].to].iri === edge.to && DATA.nodes[DATA.edges[e].from].iri === edge.from);

/** @param {FetchedNode} node */
function addNode(node) {
  const kind = node.kind === "cable" && !node.held ? "stub" : NODE_KINDS.has(node.kind) ? node.kind : "addressee", i = DATA.nodes.length;
  DATA.nodes.push({ iri: node.iri, kind, name: node.label, subject: node.subject || undefined, date: (node.date || "").slice(0, 10) || undefined, when: node.date, facts: [], fetched: true });
  BY_IRI.set(node.iri, i);
  EDGES_OF.push([]);
  nodeKind(kind).count++;
  return i;
}

/**
 * @param {number} i
 * @param {Point} _1
 */
function placeFetched(i, { x, y }) {
  const node = DATA.nodes[i], kind = nodeKind(node.kind), boxed = kind.shape === "box", label = twoLines(node.name);
  DATA.drawing.nodes.push({ id: i, group: node.kind, x, y, ...(boxed ? { label } : { size: kind.radius }) });
  for (const screen of new Set([DATA.drawing.level, DATA.drawing.upright])) screen.places.push([x, y, boxed ? "" : "below", label, x, y + (boxed ? 0 : 20), ROOM[0], ROOM[1]]);
}

/** @param {string} name */
function twoLines(name) {
  const words = name.slice(0, 44).split(" "), half = name.length > 22 ? Math.ceil(words.length / 2) : words.length;
  return [words.slice(0, half).join(" "), words.slice(half).join(" ")].filter(Boolean).join("\n") + (name.length > 44 ? "…" : "");
}

/** @param {FetchedEdge} edge */
function addEdge(edge) {
  const e = DATA.edges.length, [from, to] = [sure(BY_IRI.get(edge.from)), sure(BY_IRI.get(edge.to))], kind = edgeKind(edge.kind);
  DATA.edges.push({ from, to, kind: edge.kind, facts: [], fetched: true });
  EDGES_OF[from].push(e);
  if (to !== from) EDGES_OF[to].push(e);
  kind.count++;
  DATA.drawing.edges.push({ id: e, from, to, kind: edge.kind, width: kind.width, ...(kind.dashes.length ? { dashes: kind.dashes } : {}), ...(kind.head ? {} : { arrows: { to: { enabled: false } } }) });
  for (const screen of new Set([DATA.drawing.level, DATA.drawing.upright])) screen.bends.push(0);
  return e;
}

/**
 * Return places around a node that nothing else takes up, the near ones first; the same graph gives the same ones.
 * @param {number} i
 * @param {number} count
 */
function freeSpots(i, count) {
  const taken = DATA.nodes.map((_, n) => n).filter((n) => n < DATA.drawing.nodes.length).map(boxOf);
  const middle = picture.network.getPosition(i), found = [];
  for (let ring = 1; found.length < count; ring++) {
    const around = 6 * ring;
    for (let n = 0; n < around && found.length < count; n++) {
      const angle = (n / around) * 2 * Math.PI + ring * 0.4, x = Math.round(middle.x + ring * FAR * Math.cos(angle)), y = Math.round(middle.y + ring * FAR * 0.62 * Math.sin(angle));
      const box = { left: x - ROOM[0] / 2, right: x + ROOM[0] / 2, top: y - 16, bottom: y + ROOM[1] - 16 };
      if (ring < RINGS && taken.some((b) => b.left < box.right && b.right > box.left && b.top < box.bottom && b.bottom > box.top)) continue;
      taken.push(box);
      found.push({ x, y });
    }
  }
  return found;
}

/**
 * Ask again for what the address says was opened.
 * @param {string[]} named
 */
export async function expandAgain(named) {
  for (const part of named) {
    const [iri, steps] = [part.replace(/\*\d+$/, ""), Number((/\*(\d+)$/.exec(part) || [0, 1])[1])];
    for (let n = 0, i = nodeAt(iri); n < Math.min(steps, 20) && i !== undefined; n++) await expand(i, null);
  }
}
