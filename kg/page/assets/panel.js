// The panel: the facts of what was chosen, beside the picture or, on a phone, over its lower part.

const STRUCTURE = new Set(["paragraph", "heading"]);
const TRANSMISSION = new Set(["messageReferenceNumber", "identifier", "status", "section", "passLine", "releaseMarking", "filingTime", "repair",
  "alias", "wasDerivedFrom", "routedTo", "routingIndicator", "station", "securityLine", "transmissionId", "serial", "date"]);
const MOST_CARDS = 30;
const panel = { choice: null };

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
  const main = isCable ? of((role) => !STRUCTURE.has(role) && !TRANSMISSION.has(role)) : facts;
  const list = el("div", { class: "facts" }, onServer(i), citeOf(i), node.kind === "post" ? coverageSection(node.iri.split("/").pop(), node.years || []) : null,
    ...incoming(i).filter(() => !isCable), ...factGroups(main), threadOf(i), ...incoming(i).filter(() => isCable),
    isCable ? foldedAway("Paragraphs and headings", of((role) => STRUCTURE.has(role))) : null,
    isCable ? foldedAway("Number, status and transmission", of((role) => TRANSMISSION.has(role))) : null);
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

function openThread(t, options) {
  panel.choice = { thread: t };
  showThread(t);
  opened(options, DATA.threads[t].name);
}

/** Returns the two tabs of a cable: its facts, and its text with every fact marked. */
function tabs(i, list, copies, facts, options) {
  const text = el("div", { class: "texts" });
  const parts = [["Facts", list], ["Source text", text]].map(([name, body], n) => {
    body.id = "tab-body-" + n;
    body.setAttribute("role", "tabpanel");
    body.setAttribute("aria-labelledby", "tab-" + n);
    return { body, button: el("button", { type: "button", role: "tab", id: "tab-" + n, "aria-controls": body.id, click: () => { choose(n); writeAddress(false); } }, name) };
  });
  const fillText = () => {
    if (text.childElementCount) return;
    for (const copyNumber of copies) text.append(...sourceText(copyNumber, facts, (number) => { choose(0); flash(number); writeAddress(false); }));
  };
  const choose = (n) => {
    if (n === 1) fillText();
    parts.forEach(({ body, button }, m) => {
      body.hidden = m !== n;
      button.setAttribute("aria-selected", String(m === n));
      button.tabIndex = m === n ? 0 : -1;
    });
    if (panel.choice) panel.choice.text = n === 1;
  };
  const bar = el("div", { class: "tabs", role: "tablist", "aria-label": "Facts or source text", keydown: (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const n = parts.findIndex(({ button }) => button === document.activeElement);
    choose(1 - n); parts[1 - n].button.focus(); writeAddress(false);
  } }, ...parts.map(({ button }) => button));
  panel.chooseTab = choose;
  choose(options && options.text ? 1 : 0);
  return [bar, list, text];
}

function sourceText(copyNumber, facts, onMark) {
  const known = DATA.copies[copyNumber];
  const name = el("p", { class: "copy" }, el("strong", {}, bdi(known.name)), known.release ? badge("release", known.release) : null);
  if (known.details) name.append(el("span", { class: "quiet" }, " " + known.details.map(([key, value]) => key + ": " + value).join(" · ")));
  if (known.text === undefined) return [name, el("p", { class: "missing" }, known.missing)];
  const body = markedText(copyNumber, facts, onMark);
  body.dataset.copy = copyNumber;
  return [name, el("p", { class: "quiet" }, "Marked: what a fact was read from; press a mark to go to its fact. Wavy line: damaged and repaired."), body];
}

/** Goes to a fact in the list and lights it for a moment. */
function flash(number) {
  const item = byId("panel-body").querySelector(`[data-fact="${number}"]`);
  if (!item) return;
  const fold = item.closest("details");
  if (fold) fold.open = true;
  light(item);
}

function light(item) {
  for (const old of document.querySelectorAll(".lit")) old.classList.remove("lit");
  item.classList.add("lit");
  item.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
}

/** Opens the text of the cable a fact belongs to, at the place it was read from. */
function openText(place, number) {
  const i = DATA.nodes.findIndex((node) => node.kind === "cable" && (node.facts || []).includes(number));
  if (i < 0) return;
  if (!panel.choice || panel.choice.node !== i) openNode(i, { text: true });
  else { panel.chooseTab(1); writeAddress(false); }
  const body = byId("panel-body").querySelector(`.whole[data-copy="${place[0]}"]`);
  if (!body) return;
  const marks = [...body.querySelectorAll("mark")];
  const own = marks.filter((mark) => mark.dataset.facts.split(" ").includes(String(number)));
  const nth = (DATA.facts[number].evidence || []).filter((p) => p[0] === place[0]).findIndex((p) => p[1] === place[1]);
  const target = own[Math.max(0, nth)] || own[0] || nearestMark(marks, place);
  if (target) { light(target); body.focus({ preventScroll: true }); announce("Shown in the source text"); }
}

/** Returns the mark that stands first in a place that is itself not marked, because others stand inside it. */
function nearestMark(marks, [copyNumber, from]) {
  const start = offsets(copyNumber)(from);
  let at = 0;
  const walker = document.createTreeWalker(marks[0] ? marks[0].closest(".whole") : document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.closest(".control")) { at += 1; continue; }
    at += walker.currentNode.data.length;
    const mark = walker.currentNode.parentElement.closest("mark");
    if (at > start && mark) return mark;
  }
  return marks[0] || null;
}

function showEdge(e) {
  const edge = DATA.edges[e], kind = EDGE_KINDS.get(edge.kind);
  fill(
    el("header", { class: "title" },
      el("p", { class: "kind" }, edgeSample(kind), kind.label),
      el("h2", { tabindex: "-1" }, bdi(DATA.nodes[edge.from].name), " and ", bdi(DATA.nodes[edge.to].name))),
    el("dl", { class: "ends" }, el("dt", {}, NODE_KINDS.get(DATA.nodes[edge.from].kind).label), el("dd", {}, source(edge.from)),
      el("dt", {}, kind.forward), el("dd", {}, nodeLink(edge.to))),
    edge.fetched ? el("p", { class: "quiet" }, "The words that this was read from are on the page of the cable: ", el("a", { href: pageOf(DATA.nodes[edge.from].iri) }, bdi(DATA.nodes[edge.from].name))) : null,
    el("div", { class: "facts" }, ...factGroups(edge.facts)),
  );
}

function openNode(i, options) {
  panel.choice = { node: i, text: Boolean(options && options.text) };
  showNode(i, options);
  opened(options, NODE_KINDS.get(DATA.nodes[i].kind).label + ": " + DATA.nodes[i].name);
}

function openEdge(e, options) {
  panel.choice = { edge: e };
  showEdge(e);
  opened(options, EDGE_KINDS.get(DATA.edges[e].kind).label);
}

function opened(options, message) {
  document.body.classList.add("chosen");
  byId("panel").scrollTop = 0;
  chooseInPicture(panel.choice, true);
  announce(message);
  if (!options || !options.quiet) writeAddress(true);
  if (options && options.focusPanel) byId("panel-body").querySelector("h2").focus({ preventScroll: true });
}

function closePanel(options) {
  if (!panel.choice) return;
  const inside = byId("panel").contains(document.activeElement);
  panel.choice = null;
  document.body.classList.remove("chosen");
  chooseInPicture(null, false);
  showOverview();
  if (inside) byId("picture").focus({ preventScroll: true });
  if (!options || !options.quiet) writeAddress(true);
}

function setUpPanel() {
  showOverview();
  byId("panel-close").addEventListener("click", () => closePanel());
}
