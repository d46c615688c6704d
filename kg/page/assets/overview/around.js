// What is around a thing, in groups, each whole: the picture shows the first of each and says of how many.

import { edgeKind } from "../data.js";
import { COLUMNS, DATA, has } from "./columns.js";
import { corpus, fieldOf, isMarked, kindOf, namedIn, numberOf, row } from "./corpus.js";
import { byDate, mostCited, passing } from "./mask.js";
import { state } from "./state.js";

/**
 * Count values and returns them as [id, how many], the most frequent first.
 * @param {string} letter
 * @param {Map<number, number>} counts
 * @returns {Item[]}
 */
function tally(letter, counts) {
  return [...counts].map(([n, weight]) => /** @type {Item} */ ([letter + n, weight])).sort((a, b) => b[1] - a[1] || numberOf(a[0]) - numberOf(b[0]));
}

/**
 * @param {Map<any, number>} counts
 * @param {unknown} n
 */
export const add = (counts, n) => counts.set(n, (counts.get(n) || 0) + 1);
/** @param {Iterable<number>} cables */
const held = (cables) => Array.from(cables).filter((c) => c < corpus.held && passing(c));

/**
 * Return how often the cables name each thing under a link.
 * @param {string} letter
 * @param {Iterable<number>} cables
 * @param {LinkName} name
 * @param {number} [but]
 */
function counted(letter, cables, name, but) {
  const counts = new Map(), { at, to } = corpus.links[name];
  for (const c of cables) for (let k = at[c]; k < at[c + 1]; k++) if (to[k] !== but) add(counts, to[k]);
  return tally(letter, counts);
}

/**
 * @param {Iterable<number>} cables
 * @param {number} [but]
 */
function origins(cables, but) {
  const counts = new Map();
  for (const c of cables) if (COLUMNS.origin[c] && COLUMNS.origin[c] - 1 !== but) add(counts, COLUMNS.origin[c] - 1);
  return tally("p", counts);
}

/**
 * @param {string} letter
 * @param {Iterable<number>} numbers
 * @returns {Item[]}
 */
const ids = (letter, numbers) => Array.from(numbers, (n) => [letter + n, 1]);

const LETTER_OF = /** @type {Record<string, string>} */ ({ cable: "c", post: "p", topic: "t", official: "o" });

/**
 * Return an arrow between two things: it goes from what the table of kinds says; between two of a sort, from `one`.
 * @param {string} kind
 * @param {Id} one
 * @param {Id} other
 */
export function arrowOf(kind, one, other) {
  const source = LETTER_OF[edgeKind(kind).source];
  const [from, to] = one[0] !== source && other[0] === source ? [other, one] : [one, other];
  return { from, to, kind };
}

/**
 * Say whether what an arrow of a cable stands for is doubtful or was repaired.
 * @param {Arrow} _0
 */
export function isMarkedArrow({ from, to, kind }) {
  return from[0] === "c" && isMarked(numberOf(from), fieldOf(kind), to);
}

/**
 * A group: its side, its heading, the kind of arrow, whether it starts from its members where both ends are of a sort, and these.
 * @param {"left" | "right" | "either"} side
 * @param {string} title
 * @param {string} kind
 * @param {boolean} inward
 * @param {Item[]} items
 */
const groupOf = (side, title, kind, inward, items) => ({ side, title, kind, inward, items });

/**
 * A group of what a cable names, under the word for several of them.
 * @param {"left" | "right" | "either"} side
 * @param {string} kind
 * @param {Item[]} items
 */
const named = (side, kind, items) => groupOf(side, edgeKind(kind).plural, kind, kind === "origin", items);

/** @param {number} c */
function aroundCable(c) {
  const citing = groupOf("right", edgeKind("references").back, "references", true, ids("c", held(row(namedIn("references"), c)).sort(byDate)));
  if (c >= corpus.held) return [citing];
  const { action, info, topics, references } = corpus.links;
  const groups = [
    named("left", "origin", COLUMNS.origin[c] ? [["p" + (COLUMNS.origin[c] - 1), 1]] : []),
    named("left", "references", ids("c", row(references, c))),
    named("right", "sent_to", ids("p", row(action, c))),
    named("right", "copied_to", ids("p", row(info, c))),
    named("left", "topic", ids("t", row(topics, c))),
    citing,
  ];
  const byRole = /** @type {Map<number, Item[]>} */ (new Map());
  for (const link of row(corpus.links.roles, c)) {
    const role = link % corpus.ROLES;
    byRole.set(role, [...(byRole.get(role) || []), ["o" + Math.floor(link / corpus.ROLES), 1]]);
  }
  for (const [role, people] of byRole) groups.push(groupOf("either", DATA.roles[role][1], DATA.roles[role][0], false, people));
  return groups;
}

/** @param {number} p */
function aroundPlace(p) {
  const sent = held(row(namedIn("origin"), p)), acted = held(row(namedIn("action"), p)), informed = held(row(namedIn("info"), p));
  return [
    groupOf("left", "Write to it for action", "sent_to", true, origins(acted, p)),
    groupOf("left", "Inform it", "copied_to", true, origins(informed, p)),
    groupOf("right", "It writes to, for action", "sent_to", false, counted("p", sent, "action", p)),
    groupOf("right", "It informs", "copied_to", false, counted("p", sent, "info", p)),
    groupOf("left", "Topics of its cables", "topic", false, counted("t", sent, "topics")),
    groupOf("right", "Its cables, most referred to first", "origin", false, ids("c", mostCited(sent))),
  ];
}

/** @param {number} t */
function aroundTopic(t) {
  const cables = held(row(namedIn("topics"), t));
  return [
    groupOf("left", "Posts that write on it", "topic", true, origins(cables)),
    groupOf("right", "Stands together with", "together", false, counted("t", cables, "topics", t)),
    groupOf("right", "Its cables, most referred to first", "topic", true, ids("c", mostCited(cables))),
  ];
}

/** @param {number} o */
function aroundPerson(o) {
  const cables = held(row(namedIn("people"), o)).sort(byDate);
  const byRole = /** @type {Map<number, Item[]>} */ (new Map());
  for (const c of new Set(cables)) {
    for (const link of row(corpus.links.roles, c)) {
      if (Math.floor(link / corpus.ROLES) !== o) continue;
      const role = link % corpus.ROLES;
      byRole.set(role, [...(byRole.get(role) || []), ["c" + c, 1]]);
    }
  }
  return [...byRole].sort((a, b) => a[0] - b[0]).map(([role, items], n) => groupOf(n % 2 ? "left" : "right", DATA.roles[role][2], DATA.roles[role][0], true, items));
}

/**
 * Return the groups around a thing, without the empty ones and the kinds that are switched off.
 * @param {Id} id
 */
export function around(id) {
  const n = numberOf(id);
  const groups = (id[0] === "c" ? aroundCable : id[0] === "p" ? aroundPlace : id[0] === "t" ? aroundTopic : aroundPerson)(n);
  /** @param {Id} other */
  const shown = (other) => !state.hidden.has(kindOf(other)) && !state.without.has(other);
  return groups.filter((group) => !state.hiddenArrows.has(group.kind))
    .map((group) => ({ ...group, items: group.items.filter(([other]) => shown(other)) })).filter((group) => group.items.length);
}

/**
 * Return the cables that a thing, or an arrow, stands for, of those that pass the filters, by date.
 * @param {Chosen} choice
 */
export function cablesOf(choice) {
  if (!choice) return Array.from({ length: corpus.held }, (_, c) => c).filter(passing).sort(byDate);
  if (typeof choice === "string") {
    const n = numberOf(choice);
    if (choice[0] === "c") return n < corpus.held ? [n] : held(row(namedIn("references"), n)).sort(byDate);
    const names = /** @type {(LinkName | "origin")[]} */ (choice[0] === "p" ? ["origin", "action", "info"] : choice[0] === "t" ? ["topics"] : ["people"]);
    return [...new Set(names.flatMap((name) => held(row(namedIn(name), n))))].sort(byDate);
  }
  return behind(choice);
}

/**
 * Return the cables behind an arrow.
 * @param {Arrow} _0
 */
export function behind({ from, to, kind }) {
  const a = numberOf(from), b = numberOf(to);
  const cable = [from, to].find((id) => id[0] === "c" && numberOf(id) < corpus.held);
  if (cable) return [numberOf(cable)];
  const { action, info, topics } = corpus.links;
  let found = /** @type {number[]} */ ([]);
  if (kind === "sent_to" || kind === "copied_to") found = held(row(namedIn("origin"), a)).filter((c) => has(kind === "sent_to" ? action : info, c, b));
  else if (kind === "together") found = held(row(namedIn("topics"), a)).filter((c) => has(topics, c, b));
  else if (kind === "topic" && from[0] === "p" && to[0] === "t") found = held(row(namedIn("origin"), a)).filter((c) => has(topics, c, b));
  return found.sort(byDate);
}
