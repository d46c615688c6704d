// The panel: the facts of what was chosen, beside the picture or, on a phone, over its lower part.

import { short, writeAddress } from "./address.js";
import { coverageSection, threadSection } from "./beside.js";
import { closePanel, follow, openThread } from "./choice.js";
import { citeSection } from "./citing.js";
import { copy, quotedForShell } from "./copying.js";
import { EDGE_KINDS, edgeKind, nodeKind, pageOf, SERVED } from "./data.js";
import { announce, bdi, bounded, byId, el, focusIn, plural, shown, sure } from "./elements.js";
import { onServer } from "./expanding.js";
import { factGroups, factItem, group, nodeLink } from "./facts.js";
import { DATA, EDGES_OF } from "./graph.js";
import { chooseInPicture } from "./picture.js";
import { edgeSample, nodeSample } from "./samples.js";
import { tabs } from "./source_text.js";

/** What is folded away of a cable: a title, and the roles of the facts under it. */
const FOLDED = DATA.folded.map(({ title, roles }) => ({ title, roles: new Set(roles) }));
const MOST_CARDS = 30;

/** @param {...Node | null} children */
const fill = (...children) => byId("panel-body").replaceChildren(...children.filter((child) => child !== null));

/** What the panel shows when nothing is chosen. */
function showOverview() {
  const all = DATA.nodes.map((_, i) => i).filter((i) => DATA.nodes[i].kind === "cable");
  const held = all.slice(0, MOST_CARDS).sort((a, b) => (DATA.nodes[a].when || "").localeCompare(DATA.nodes[b].when || "") || a - b);
  fill(
    el("h2", { class: "kind" }, "About this picture"),
    el("p", {}, "Each arrow is something a cable says. Choose a node or an arrow to read the facts behind it and the lines of the source they were read from."),
    held.length ? el("section", { class: "group" }, el("h3", {}, held.length === 1 ? "The cable" : "Cables"), el("ul", {}, ...held.map(cableCard)),
      all.length > held.length ? el("p", { class: "quiet" }, "and " + plural(all.length - held.length, "other", "others") + " in the table") : null) : null,
    el("section", { class: "group" }, el("h3", {}, "Keys"), el("dl", { class: "keys" },
      ...[["/", "search"], ["← ↑ → ↓", "next node"], ["Enter", "go to the facts"], ["+ − 0", "zoom, show all"], ["Esc", "close"]]
        .flatMap(([key, does]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, does)]))),
  );
}

/** @param {number} i */
function cableCard(i) {
  const node = DATA.nodes[i];
  return el("li", { class: "card" }, nodeLink(i), node.subject ? el("div", { class: "subject" }, bdi(node.subject)) : null, node.date ? el("div", { class: "quiet" }, node.date) : null);
}

/** @param {string} iri */
function iriLine(iri) {
  const button = el("button", { type: "button", class: "small", click: () => copy(iri, button, "IRI copied") }, "Copy IRI");
  return el("p", { class: "iri" }, el("code", {}, ...shown(iri)), button);
}

/** @param {GraphNode} node */
function heading(node) {
  const kind = nodeKind(node.kind);
  const quiet = [node.code && node.code !== node.name ? node.code : null, node.date].filter(Boolean).join(" · ");
  return el("header", { class: "title" },
    el("p", { class: "kind" }, nodeSample(kind), kind.label),
    bounded(el("h2", { tabindex: "-1" }, bdi(node.name))),
    node.subject ? bounded(el("p", { class: "subject" }, bdi(node.subject))) : null,
    quiet ? el("p", { class: "quiet" }, bdi(quiet)) : null,
    node.kind === "stub" ? el("p", { class: "quiet" }, "No copy of this cable is in this graph: it is known because other cables refer to it.") : null,
    iriLine(node.iri));
}

/**
 * Return what other nodes say of this one: a group for each kind of arrow that ends here.
 * @param {number} i
 */
function incoming(i) {
  const groups = /** @type {Map<string, GraphEdge[]>} */ (new Map());
  for (const e of EDGES_OF[i]) {
    const edge = DATA.edges[e];
    if (edge.to !== i) continue;
    groups.set(edge.kind, [...(groups.get(edge.kind) || []), edge]);
  }
  return [...EDGE_KINDS.values()].filter((kind) => groups.has(kind.code)).map((kind) => group(kind.back,
    (groups.get(kind.code) || []).flatMap((edge) => (edge.fetched ? [el("li", { class: "fact" }, source(edge.from))] : edge.facts.map((number) => factItem(number, source(edge.from)))))));
}

/** @param {number} i */
function source(i) {
  const node = DATA.nodes[i];
  return el("span", {}, nodeLink(i), node.subject ? el("span", { class: "subject" }, " ", bdi(node.subject)) : null);
}

/**
 * @param {string} title
 * @param {number[]} numbers
 */
function foldedAway(title, numbers) {
  return numbers.length ? el("details", { class: "fold" }, el("summary", {}, title), ...factGroups(numbers)) : null;
}

/**
 * @param {number} i
 * @param {Opening} options
 */
function showNode(i, options) {
  const node = DATA.nodes[i];
  const facts = node.facts || [];
  /** @param {(role: string) => boolean} test */
  const of = (test) => facts.filter((number) => test(DATA.facts[number].role));
  const isCable = node.kind === "cable" || node.kind === "stub";
  const main = isCable ? of((role) => !FOLDED.some(({ roles }) => roles.has(role))) : facts;
  const list = el("div", { class: "facts" }, onServer(i), citeOf(i), node.kind === "post" ? coverageSection(node.iri.slice(node.iri.lastIndexOf("/") + 1), node.years || []) : null,
    ...incoming(i).filter(() => !isCable), ...factGroups(main), threadOf(i), ...incoming(i).filter(() => isCable),
    ...(isCable ? FOLDED.map(({ title, roles }) => foldedAway(title, of((role) => roles.has(role)))) : []));
  const copies = [...new Set(facts.flatMap((number) => (DATA.facts[number].evidence || []).map((place) => place[0])))];
  if (node.kind === "cable" && copies.length) fill(heading(node), ...tabs(i, list, copies, facts, options));
  else fill(heading(node), list);
}

const PARAGRAPH = /#(p(\d{1,4})(?:~[0-9a-f]{6})?)$/;

/**
 * How a cable is cited, and its paragraphs.
 * @param {number} i
 */
function citeOf(i) {
  const { cite, citedPages, iri, facts } = DATA.nodes[i];
  if (!cite) return null;
  const parts = [];
  for (const number of facts || []) {
    const found = PARAGRAPH.exec(DATA.facts[number].iri || "");
    if (found) parts.push({ fragment: found[1], words: "para. " + found[2], pages: (citedPages || {})[found[1]] || ["", ""] });
  }
  return citeSection(iri, cite, parts);
}

/** @param {number} i */
function threadOf(i) {
  const t = DATA.nodes[i].thread;
  if (t === undefined) return null;
  const open = el("p", {}, el("button", { type: "button", class: "small", "data-thread": t, click: () => openThread(t, { focusPanel: true }) }, "Show the thread"));
  return threadSection(DATA.threads[t], (member) => member.node === i, memberLink, open);
}

/** @param {Member} member */
function memberLink(member) {
  if (member.node !== undefined) return nodeLink(member.node, member.name);
  return SERVED ? el("a", { href: pageOf(member.iri) }, bdi(member.name)) : bdi(member.name);
}

/**
 * A thread by itself: its cables in the panel, and lit in the picture.
 * @param {number} t
 */
function showThread(t) {
  const thread = DATA.threads[t], away = thread.members.filter((member) => member.node === undefined).length;
  fill(
    el("header", { class: "title" }, el("p", { class: "kind" }, "Thread"), el("h2", { tabindex: "-1" }, bdi(thread.name)), iriLine(thread.iri)),
    el("div", { class: "facts" }, threadSection(thread, () => false, memberLink, null)),
    away ? el("p", { class: "quiet" }, plural(away, "cable is", "cables are") + " not in this picture. The thread by itself, with its texts: ",
      SERVED ? el("a", { href: "/explorer?focus=" + encodeURIComponent(thread.iri) }, "draw it") : el("code", { class: "command" }, "kg view --focus " + quotedForShell(short(thread.iri)))) : null,
  );
}

/** @param {number} e */
function showEdge(e) {
  const edge = DATA.edges[e], kind = edgeKind(edge.kind);
  fill(
    el("header", { class: "title" },
      el("p", { class: "kind" }, edgeSample(kind), kind.label),
      el("h2", { tabindex: "-1" }, bdi(DATA.nodes[edge.from].name), " and ", bdi(DATA.nodes[edge.to].name))),
    el("dl", { class: "ends" }, el("dt", {}, nodeKind(DATA.nodes[edge.from].kind).label), el("dd", {}, source(edge.from)),
      el("dt", {}, kind.label), el("dd", {}, nodeLink(edge.to))),
    edge.fetched ? el("p", { class: "quiet" }, "The words that this was read from are on the page of the cable: ", el("a", { href: pageOf(DATA.nodes[edge.from].iri) }, bdi(DATA.nodes[edge.from].name))) : null,
    el("div", { class: "facts" }, ...factGroups(edge.facts)),
  );
}

/**
 * Show what was chosen, here and in the picture, and says so in the address.
 * @param {Choice | null} choice
 * @param {Opening} options
 */
function show(choice, options) {
  if (choice === null) return showNothing(options);
  const name = showChoice(choice, options);
  if (options.again) return;
  document.body.classList.add("chosen");
  byId("panel").scrollTop = 0;
  chooseInPicture(choice, true);
  announce(name);
  if (!options.quiet) writeAddress(true);
  if (options.focusPanel) focusIn(byId("panel-body"), "h2");
}

/**
 * Fill the panel; returns what was chosen, in words.
 * @param {Choice} choice
 * @param {Opening} options
 */
function showChoice(choice, options) {
  if (choice.thread !== undefined) {
    showThread(choice.thread);
    return DATA.threads[choice.thread].name;
  }
  if (choice.edge !== undefined) {
    showEdge(choice.edge);
    return edgeKind(DATA.edges[choice.edge].kind).label;
  }
  const i = sure(choice.node), node = DATA.nodes[i];
  showNode(i, options);
  return nodeKind(node.kind).label + ": " + node.name;
}

/** @param {Opening} options */
function showNothing(options) {
  const inside = byId("panel").contains(document.activeElement);
  document.body.classList.remove("chosen");
  chooseInPicture(null, false);
  showOverview();
  if (inside) byId("picture").focus({ preventScroll: true });
  if (!options.quiet) writeAddress(true);
}

export function setUpPanel() {
  follow(show);
  showOverview();
  byId("panel-close").addEventListener("click", () => closePanel());
}
