// The panel: what is known here of the chosen thing or arrow, the cables behind it, and what can be done with it.

import { coverageSection } from "../beside.js";
import { copy } from "../copying.js";
import { edgeKind, nodeKind } from "../data.js";
import { announce, bdi, byId, el, plural, shown } from "../elements.js";
import { edgeSample, nodeSample } from "../samples.js";
import { around, arrowOf, behind, cablesOf, isMarkedArrow } from "./around.js";
import { COLUMNS, DATA } from "./columns.js";
import { corpus, dateOf, inWords, iriOf, isMarked, kindOf, localOf, nameOf, numberOf, shortName } from "./corpus.js";
import { toggled } from "./filters.js";
import { citeOf, evidenceOf, showThreadOf, threadOf, yearsOf } from "./known.js";
import { citedTimes, filtered, mask, mostCited } from "./mask.js";
import { picture } from "./picture.js";
import { act, mark, quiet, subjectLine, thingLink } from "./pieces.js";
import { change, FACETS, goAround, MOST_SHOWN, state } from "./state.js";
import { CABLE_COLUMNS, drawTable, sortable, tables } from "./tables.js";
import { sparqlOf, turtleOf } from "./takeaway.js";

/** @param {...Node | null} children */
const fill = (...children) => byId("panel-body").replaceChildren(...children.filter((child) => child !== null));
export function drawPanel() {
  const at = state.at;
  document.body.classList.toggle("chosen", Boolean(at));
  byId("panel").scrollTop = 0;
  if (!at) showOverview();
  else if (typeof at === "string") showThing(at);
  else showArrow(at);
}

function showOverview() {
  const notes = [...picture.scene.notes, ...DATA.leftOut, ...(corpus.marked.to.length ? ["A question mark stands at what is doubtful or was repaired. Who a person is, and which cables make a thread, is always concluded."] : [])];
  const cables = cablesOf(null);
  fill(
    el("h2", { class: "kind" }, "About this picture"),
    el("p", {}, sayScene()),
    notes.length ? el("ul", { class: "notes" }, ...notes.map((note) => el("li", {}, note))) : null,
    state.around && MOST_SHOWN[state.most + 1] ? el("p", {}, act("Show more of each group", () => change({ most: state.most + 1 }, { fit: true }))) : null,
    DATA.chart.hubs.length && state.view === "traffic" && !state.around ? el("p", {}, act(state.hubs ? "Leave out the busiest again" : "Show what was left out", () => change({ hubs: !state.hubs }, { keepView: true }))) : null,
    listGroup("Most referred to", mostCited(cables).filter((c) => citedTimes(c)).slice(0, 6), cables.length),
    el("section", { class: "group" }, el("h3", {}, "Keys"), el("dl", { class: "keys" },
      ...[["/", "search"], ["← ↑ → ↓", "next node"], ["Enter", "go to the facts"], ["Shift Enter", "go around the node"], ["+ − 0", "zoom, show all"], ["Esc", "nothing chosen"]]
        .flatMap(([key, does]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, does)]))),
  );
}

function sayScene() {
  const count = filtered() ? mask.count.toLocaleString("en") + " of " + plural(corpus.held, "cable", "cables") : plural(corpus.held, "cable", "cables");
  if (state.path.length === 2) return "A shortest way from " + nameOf(state.path[0]) + " to " + nameOf(state.path[1]) + ".";
  if (state.view === "thread" && state.around) return COLUMNS.thread[numberOf(state.around)] ? "The thread of " + nameOf(state.around) + ": cables joined by references that follow each other soon. It is concluded, no cable says so."
    : nameOf(state.around) + " is in no thread. These hang together with it by references, however far apart.";
  if (state.around) return "What is around " + nameOf(state.around) + ", in " + count + ". Choose something to read about it; press it twice to go there.";
  if (state.view === "topics") return "The topics of " + count + ". Colours are communities of topics, named by their leading ones.";
  return "Who writes to whom in " + count + ": the arrows that stand out, thick where there are many cables. Choose a node or an arrow to see the cables behind it.";
}

/**
 * @param {string} title
 * @param {number[]} cables
 * @param {number} total
 */
function listGroup(title, cables, total) {
  if (!cables.length) return null;
  return el("section", { class: "group" }, el("h3", {}, title), el("ul", {}, ...cables.map(cableCard)),
    total > cables.length ? quiet("Shown " + cables.length + " of " + total.toLocaleString("en") + " ", act("All in the table", () => openTable("cables"))) : null);
}

/** @param {number} c */
function cableCard(c) {
  const from = c < corpus.held && COLUMNS.origin[c] ? shortName("p" + (COLUMNS.origin[c] - 1)) : null;
  return el("li", { class: "card" }, thingLink("c" + c), subjectLine(c, "div"),
    el("div", { class: "quiet" }, bdi([inWords(dateOf(c)), from].filter(Boolean).join(" · ")), isMarked(c, "dateTimeGroup") || (from && isMarked(c, "origin", "p" + (COLUMNS.origin[c] - 1))) ? mark() : null));
}

/** @param {string} kind */
function openTable(kind) {
  tables.kind = kind;
  byId("table-details").open = true;
  drawTable();
  byId("table-scroll").focus();
}

/** @param {Id} id */
function heading(id) {
  const kind = nodeKind(kindOf(id)), n = numberOf(id);
  const code = id[0] === "t" ? DATA.topics[n][2] : id[0] === "p" ? DATA.places[n][0].split("/").pop() : "";
  const iri = el("p", { class: "iri" }, el("code", {}, ...shown(iriOf(id))));
  iri.append(act("Copy IRI", (event) => copy(iriOf(id), event.currentTarget, "IRI copied")));
  return el("header", { class: "title" },
    el("p", { class: "kind" }, nodeSample(kind), kind.label),
    el("h2", { tabindex: "-1" }, bdi(nameOf(id))),
    id[0] === "c" ? subjectLine(n, "p") : null,
    quiet(bdi([code, id[0] === "c" ? inWords(dateOf(n)) : ""].filter(Boolean).join(" · ")), id[0] === "c" && isMarked(n, "dateTimeGroup") ? mark() : null),
    kind.code === "stub" ? quiet("No copy of this cable is in this graph: it is known because other cables refer to it.") : null,
    iri);
}

/**
 * What can be done with a thing.
 * @param {Id} id
 */
function actions(id) {
  /** @param {Set<Id>} set */
  const is = (set) => set.has(id);
  const filter = id[0] === "t" ? "topics" : id[0] === "p" ? "posts" : null;
  const start = state.path[0];
  return el("div", { class: "actions", role: "group", "aria-label": "What to do with it" },
    state.around === id && state.view === "around" ? null : act("Go around it", () => goAround(id)),
    id[0] === "c" ? act(COLUMNS.thread[numberOf(id)] ? "Its thread" : "What hangs together with it", () => showThreadOf(id)) : null,
    state.around && state.around !== id && picture.scene.nodes.has(id) && state.view === "around" ? act(is(state.open) ? "Fold in" : "Expand", () => change({ open: toggled(state.open, id) }, { fit: true }), { "aria-pressed": String(is(state.open)) }) : null,
    filter ? act(is(state[filter]) ? "All cables again" : "Only its cables", () => change({ [filter]: toggled(state[filter], id) }, { keepView: true }), { "aria-pressed": String(is(state[filter])) }) : null,
    act(is(state.pinned) ? "Unpin" : "Pin", () => change({ pinned: toggled(state.pinned, id) }, { keepView: true }), { "aria-pressed": String(is(state.pinned)) }),
    act(is(state.without) ? "Show again" : "Hide", () => change({ without: toggled(state.without, id), at: is(state.without) ? id : null }, { keepView: true })),
    state.path.length === 1 && start !== id ? act("Way from " + shortName(start).slice(0, 24), () => change({ path: [start, id], at: null }, { fit: true })) : act("Way from here", () => { state.path = [id]; announce("Choose the other end"); drawPanel(); }, { "aria-pressed": String(state.path.length === 1 && start === id) }),
    act("Copy as SPARQL", (event) => copy(sparqlOf(id), event.currentTarget, "Query copied")),
    act("Copy as Turtle", (event) => copy(turtleOf(id), event.currentTarget, "Turtle copied")));
}

/** @param {Id} id */
function showThing(id) {
  const groups = around(id).map(({ title, items, kind, inward }) => {
    /** @param {Id} other */
    const arrow = (other) => (inward ? arrowOf(kind, other, id) : arrowOf(kind, id, other));
    const list = items.slice(0, 8).map(([other, weight]) => el("li", { class: "fact" }, thingLink(other), isMarkedArrow(arrow(other)) ? mark() : null, id[0] !== "c" && weight > 1 ? el("span", { class: "weight" }, " " + weight.toLocaleString("en")) : null,
      other[0] === "c" ? subjectLine(numberOf(other), "div") : null));
    return el("section", { class: "group", "data-kind": kind }, el("h3", {}, title, el("span", { class: "count" }, items.length > 8 ? "shown 8 of " + items.length.toLocaleString("en") : items.length > 1 ? String(items.length) : "")), el("ul", {}, ...list));
  });
  const cables = id[0] === "c" ? [] : cablesOf(id);
  fill(heading(id), actions(id), codesOf(id), citeOf(id), id[0] === "p" && yearsOf(id).length ? coverageSection(localOf(id).slice(localOf(id).lastIndexOf("/") + 1), yearsOf(id)) : null, threadOf(id), id[0] === "c" ? null : listGroup(plural(cables.length, "cable", "cables"), cables.slice(-5).reverse(), cables.length), ...groups, morePeople(id), evidenceOf(id));
}

/**
 * Say how many people of a cable are not in this page.
 * @param {Id} id
 */
function morePeople(id) {
  const n = id[0] === "c" && numberOf(id) < corpus.held ? COLUMNS.peopleMore[numberOf(id)] : 0;
  return n ? quiet(plural(n, "more person is", "more people are") + " named in this cable: they stand in the page of the cable.") : null;
}

/**
 * The codes of a held cable: classification, precedence, release status.
 * @param {Id} id
 */
function codesOf(id) {
  const c = numberOf(id);
  if (id[0] !== "c" || c >= corpus.held) return null;
  const known = FACETS.filter(([, , column]) => COLUMNS[column][c]).map(([, title, column, codes]) => ({ title, value: codes[COLUMNS[column][c] - 1][1], doubtful: isMarked(c, column) }));
  return known.length ? el("dl", { class: "ends" }, ...known.flatMap(({ title, value, doubtful }) => [el("dt", {}, title), el("dd", {}, bdi(value), doubtful ? mark() : null)])) : null;
}

/** @param {Arrow} edge */
function showArrow(edge) {
  const kind = edgeKind(edge.kind), cables = behind(edge), place = el("div", { class: "behind", tabindex: "0", role: "region", "aria-label": "Cables behind this arrow" });
  fill(
    el("header", { class: "title" }, el("p", { class: "kind" }, edgeSample(kind), kind.label),
      el("h2", { tabindex: "-1" }, bdi(nameOf(edge.from)), kind.head ? " → " : " – ", bdi(nameOf(edge.to)))),
    el("p", {}, thingLink(edge.from), " ", kind.head ? "→" : "–", " ", thingLink(edge.to), ": ", plural(cables.length, "cable", "cables"), filtered() ? " of those that pass the filters" : ""),
    el("div", { class: "actions" }, act("Copy as SPARQL", (event) => copy(sparqlOf(edge), event.currentTarget, "Query copied")), act("Copy as Turtle", (event) => copy(turtleOf(edge), event.currentTarget, "Turtle copied"))),
    place, evidenceOf(edge));
  sortable(place, "Cables behind this arrow", CABLE_COLUMNS.filter(([code]) => code !== "from"), cables);
}
