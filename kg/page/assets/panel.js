// The panel: the facts of what was chosen, beside the picture or, on a phone, over its lower part.

import { short, writeAddress } from "./address.js";
import { coverageSection, threadSection } from "./beside.js";
import { closePanel, follow, openThread } from "./choice.js";
import { citeSection } from "./citing.js";
import { copy, quotedForShell } from "./copying.js";
import { DATA, EDGE_KINDS, NODE_KINDS, pageOf, SERVED } from "./data.js";
import { announce, bdi, bounded, byId, el, plural, shown } from "./elements.js";
import { onServer } from "./expanding.js";
import { factGroups, factItem, group, nodeLink } from "./facts.js";
import { EDGES_OF } from "./graph.js";
import { chooseInPicture } from "./picture.js";
import { edgeSample, nodeSample } from "./samples.js";
import { tabs } from "./source_text.js";

/** What is folded away of a cable: a title, and the roles of the facts under it. */
const FOLDED = DATA.folded.map(({ title, roles }) => ({ title, roles: new Set(roles) }));
const MOST_CARDS = 30;

const fill = (...children) => byId("panel-body").replaceChildren(...children.filter(Boolean));

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

function cableCard(i) {
  const node = DATA.nodes[i];
  return el("li", { class: "card" }, nodeLink(i), node.subject ? el("div", { class: "subject" }, bdi(node.subject)) : null, node.date ? el("div", { class: "quiet" }, node.date) : null);
}

function iriLine(iri) {
  const button = el("button", { type: "button", class: "small", click: () => copy(iri, button, "IRI copied") }, "Copy IRI");
  return el("p", { class: "iri" }, el("code", {}, ...shown(iri)), button);
}

function heading(node) {
  const kind = NODE_KINDS.get(node.kind);
  const quiet = [node.code && node.code !== node.name ? node.code : null, node.date].filter(Boolean).join(" · ");
  return el("header", { class: "title" },
    el("p", { class: "kind" }, nodeSample(kind), kind.label),
    bounded(el("h2", { tabindex: "-1" }, bdi(node.name))),
    node.subject ? bounded(el("p", { class: "subject" }, bdi(node.subject))) : null,
    quiet ? el("p", { class: "quiet" }, bdi(quiet)) : null,
    node.kind === "stub" ? el("p", { class: "quiet" }, "No copy of this cable is in this graph: it is known because other cables refer to it.") : null,
    iriLine(node.iri));
}

/** Returns what other nodes say of this one: a group for each kind of arrow that ends here. */
function incoming(i) {
  const groups = new Map();
  for (const e of EDGES_OF[i]) {
    const edge = DATA.edges[e];
    if (edge.to !== i) continue;
    if (!groups.has(edge.kind)) groups.set(edge.kind, []);
    groups.get(edge.kind).push(edge);
  }
  return [...EDGE_KINDS.values()].filter((kind) => groups.has(kind.code)).map((kind) => group(kind.back,
    groups.get(kind.code).flatMap((edge) => (edge.fetched ? [el("li", { class: "fact" }, source(edge.from))] : edge.facts.map((number) => factItem(number, source(edge.from)))))));
}

function source(i) {
  const node = DATA.nodes[i];
  return el("span", {}, nodeLink(i), node.subject ? el("span", { class: "subject" }, " ", bdi(node.subject)) : null);
}

function foldedAway(title, numbers) {
  return numbers.length ? el("details", { class: "fold" }, el("summary", {}, title), ...factGroups(numbers)) : null;
}

function showNode(i, options) {
  const node = DATA.nodes[i];
  const facts = node.facts || [];
  const of = (test) => facts.filter((number) => test(DATA.facts[number].role));
  const isCable = node.kind === "cable" || node.kind === "stub";
  const main = isCable ? of((role) => !FOLDED.some(({ roles }) => roles.has(role))) : facts;
  const list = el("div", { class: "facts" }, onServer(i), citeOf(i), node.kind === "post" ? coverageSection(node.iri.split("/").pop(), node.years || []) : null,
    ...incoming(i).filter(() => !isCable), ...factGroups(main), threadOf(i), ...incoming(i).filter(() => isCable),
    ...(isCable ? FOLDED.map(({ title, roles }) => foldedAway(title, of((role) => roles.has(role)))) : []));
  const copies = [...new Set(facts.flatMap((number) => (DATA.facts[number].evidence || []).map((place) => place[0])))];
  if (node.kind === "cable" && copies.length) fill(heading(node), ...tabs(i, list, copies, facts, options));
  else fill(heading(node), list);
}

const PARAGRAPH = /#(p(\d{1,4})(?:~[0-9a-f]{6})?)$/;

/** How a cable is cited, and its paragraphs. */
function citeOf(i) {
  const { cite, iri, facts } = DATA.nodes[i];
  if (!cite) return null;
  const parts = [];
  for (const number of facts || []) {
    const found = PARAGRAPH.exec(DATA.facts[number].iri || "");
    if (found) parts.push({ fragment: found[1], words: "para. " + found[2] });
  }
  return citeSection(iri, cite, parts);
}

function threadOf(i) {
  const thread = DATA.threads[DATA.nodes[i].thread];
  if (!thread) return null;
  const open = el("p", {}, el("button", { type: "button", class: "small", "data-thread": DATA.nodes[i].thread, click: () => openThread(DATA.nodes[i].thread, { focusPanel: true }) }, "Show the thread"));
  return threadSection(thread, (member) => member.node === i, memberLink, open);
}

function memberLink(member) {
  if (member.node !== undefined) return nodeLink(member.node, member.name);
  return SERVED ? el("a", { href: pageOf(member.iri) }, bdi(member.name)) : bdi(member.name);
}

/** A thread by itself: its cables in the panel, and lit in the picture. */
function showThread(t) {
  const thread = DATA.threads[t], away = thread.members.filter((member) => member.node === undefined).length;
  fill(
    el("header", { class: "title" }, el("p", { class: "kind" }, "Thread"), el("h2", { tabindex: "-1" }, bdi(thread.name)), iriLine(thread.iri)),
    el("div", { class: "facts" }, threadSection(thread, () => false, memberLink, null)),
    away ? el("p", { class: "quiet" }, plural(away, "cable is", "cables are") + " not in this picture. The thread by itself, with its texts: ",
      SERVED ? el("a", { href: "/explorer?focus=" + encodeURIComponent(thread.iri) }, "draw it") : el("code", { class: "command" }, "kg view --focus " + quotedForShell(short(thread.iri)))) : null,
  );
}

function showEdge(e) {
  const edge = DATA.edges[e], kind = EDGE_KINDS.get(edge.kind);
  fill(
    el("header", { class: "title" },
      el("p", { class: "kind" }, edgeSample(kind), kind.label),
      el("h2", { tabindex: "-1" }, bdi(DATA.nodes[edge.from].name), " and ", bdi(DATA.nodes[edge.to].name))),
    el("dl", { class: "ends" }, el("dt", {}, NODE_KINDS.get(DATA.nodes[edge.from].kind).label), el("dd", {}, source(edge.from)),
      el("dt", {}, kind.label), el("dd", {}, nodeLink(edge.to))),
    edge.fetched ? el("p", { class: "quiet" }, "The words that this was read from are on the page of the cable: ", el("a", { href: pageOf(DATA.nodes[edge.from].iri) }, bdi(DATA.nodes[edge.from].name))) : null,
    el("div", { class: "facts" }, ...factGroups(edge.facts)),
  );
}

/** Shows what was chosen, here and in the picture, and says so in the address. */
function show(choice, options) {
  if (choice === null) return showNothing(options);
  const name = showChoice(choice, options);
  if (options.again) return;
  document.body.classList.add("chosen");
  byId("panel").scrollTop = 0;
  chooseInPicture(choice, true);
  announce(name);
  if (!options.quiet) writeAddress(true);
  if (options.focusPanel) byId("panel-body").querySelector("h2").focus({ preventScroll: true });
}

/** Fills the panel; returns what was chosen, in words. */
function showChoice(choice, options) {
  if (choice.thread !== undefined) {
    showThread(choice.thread);
    return DATA.threads[choice.thread].name;
  }
  if (choice.edge !== undefined) {
    showEdge(choice.edge);
    return EDGE_KINDS.get(DATA.edges[choice.edge].kind).label;
  }
  showNode(choice.node, options);
  return NODE_KINDS.get(DATA.nodes[choice.node].kind).label + ": " + DATA.nodes[choice.node].name;
}

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
