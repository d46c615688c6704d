// What is known of a cable or a post besides what it names: how it is cited, its thread, what is not here; and where the words are.

import { threadSection } from "../beside.js";
import { citeSection } from "../citing.js";
import { copy, quotedForShell } from "../copying.js";
import { pageOf, SERVED } from "../data.js";
import { el, shown, sure } from "../elements.js";
import { COLUMNS, DATA, rowsOf, turned } from "./columns.js";
import { cableName, commandFor, corpus, dateOf, idOf, inWords, iriOf, keyOf, localOf, numberOf, row, shortName, subjectOf, wholeSubject, yearOf } from "./corpus.js";
import { act, quiet, thingLink } from "./pieces.js";
import { change, state } from "./state.js";

/** @param {number} n */
const officeName = (n) => DATA.places[n][1].split(" (")[0];

/**
 * Return the field values of a cable's citation, as the page of one thing carries them.
 * @param {number} c
 */
function citeKnown(c) {
  const held = c < corpus.held, known = /** @type {CiteFields} */ ({ key: held || COLUMNS.station[c] ? cableKey(c) : keyOf(c), date: dateOf(c) || yearOf(c).replace("9999", "") });
  const from = held ? COLUMNS.origin[c] - 1 : senderOf(c);
  if (from >= 0) known.sender = officeName(from);
  if (!held) return known;
  const to = row(corpus.links.action, c);
  if (to.length) Object.assign(known, { recipient: officeName(to[COLUMNS.recipient[c]]), more: to.length > 1 ? String(to.length - 1) : "" });
  Object.assign(known, { title: wholeSubject(c), level: COLUMNS.classification[c] ? DATA.classifications[COLUMNS.classification[c] - 1][1] : "" });
  if (!COLUMNS.copied[c]) return known;
  const [release, authority, by, catalogued] = COLUMNS.releaseWords[COLUMNS.released[c]].split("\t"), [status, extent] = release.toLowerCase().split(", ");
  return { ...known, held: "yes", source: COLUMNS.sources[c].replaceAll("\u0001", keyOf(c)), hash: hashOf(c), release: status, extent, authority, case: by, catalogued };
}

/** @param {number} c */
function cableKey(c) {
  const key = keyOf(c);
  try { return decodeURIComponent(key); } catch { return key; }
}

/**
 * The post in the number of a cable that is not held, or -1.
 * @param {number} c
 */
function senderOf(c) {
  const id = COLUMNS.station[c] ? idOf("post/" + COLUMNS.stations[COLUMNS.station[c] - 1]) : undefined;
  return id === undefined ? -1 : numberOf(id);
}

/** @param {number} c */
function hashOf(c) {
  let digits = "";
  for (let at = 0; at < DATA.hashDigits; at += 8) digits += COLUMNS[/** @type {`hash${number}`} */ ("hash" + at)][c].toString(16).padStart(Math.min(8, DATA.hashDigits - at), "0");
  if (!digits || /^0+$/.test(digits)) return "";
  return digits.length < 32 ? digits + "…" : digits;
}

/** @param {Id} id */
export function citeOf(id) {
  if (id[0] !== "c") return null;
  const c = numberOf(id), key = quotedForShell(cableKey(c) + "#p1"), cut = wholeSubject(c).endsWith("…");
  const note = (cut ? "The subject is cut in this page. " : "") + "A paragraph, or the whole of what is cut here: kg cite " + key;
  return citeSection(iriOf(id), citeKnown(c), [], c < corpus.held ? note : null);
}

/**
 * Return the cables of the thread of a cable by date, as the graph has it; none where it is in no thread.
 * @param {number} c
 */
export function threadMembers(c) {
  const thread = COLUMNS.thread[c];
  if (!thread) return [];
  if (!corpus.inThread) corpus.inThread = turned({ at: Uint32Array.from({ length: corpus.total + 1 }, (_, n) => n), to: COLUMNS.thread }, COLUMNS.threads.length + 1);
  return Array.from(row(corpus.inThread, thread)).sort((a, b) => yearOf(a).localeCompare(yearOf(b)) || a - b);
}

/** @param {Id} id */
export function threadOf(id) {
  const c = numberOf(id), members = id[0] === "c" ? threadMembers(c) : [];
  if (!members.length) return null;
  /** @param {Member} member */
  const link = (member) => thingLink(sure(idOf(member.iri)));
  return threadSection({ iri: "", name: "", members: members.map((m) => ({ iri: iriOf("c" + m), name: cableName(m), date: inWords(yearOf(m)), subject: subjectOf(m), held: m < corpus.held })) }, (member) => member.iri === iriOf(id), link,
    state.view === "thread" && state.around === id ? null : el("p", {}, act("Show the thread", () => showThreadOf(id))));
}

/** @param {Id} id */
export const showThreadOf = (id) => change({ view: "thread", around: id, path: [], most: 0, open: new Set() }, { fit: true });

/**
 * Return the years of a post: rows as `coverageSection` takes them.
 * @param {Id} id
 */
export function yearsOf(id) {
  if (id[0] !== "p") return [];
  const n = numberOf(id), found = /** @type {Year[]} */ ([]), { at, to } = (corpus.gaps ||= rowsOf("coveredGaps"));
  COLUMNS.coveredPost.forEach((post, i) => {
    if (post !== n) return;
    const ranges = /** @type {[number, number][]} */ ([]);
    for (let k = at[i]; k < at[i + 1]; k += 2) ranges.push([to[k], to[k + 1]]);
    const [year, highest, held, referred, beyond, gaps] = ["year", "highest", "held", "referenced", "beyond", "gap_count"]
      .map((name) => COLUMNS[/** @type {`covered_${string}`} */ ("covered_" + name)][i]);
    found.push([year, highest, held, referred, beyond, gaps, ranges]);
  });
  return found;
}

/**
 * Where the words are that a thing or an arrow was read from: on a server its page, else the command that writes it.
 * @param {Id | Arrow} choice
 */
export function evidenceOf(choice) {
  const id = typeof choice === "string" ? choice : [choice.from, choice.to].find((end) => end[0] === "c" && numberOf(end) < corpus.held) || choice.from;
  const title = "Every fact and its source lines", isCable = id[0] === "c";
  if (SERVED) {
    return el("section", { class: "group" }, el("h3", {}, title), el("p", { class: "actions" },
      el("a", { class: "small", href: pageOf(iriOf(id)) }, "Page of " + shortName(id).slice(0, 40)),
      el("a", { class: "small", href: "/explorer?focus=" + encodeURIComponent(iriOf(id)) }, "Draw what surrounds it")),
      quiet("with the words of the source marked, for people, addressees and references too."));
  }
  const line = commandFor(id);
  return el("section", { class: "group" }, el("h3", {}, title),
    el("p", { class: "iri" }, el("code", { class: "command" }, ...shown(line)), act("Copy", (event) => copy(line, event.currentTarget, "Command copied"))),
    isCable ? quiet("writes a page of this cable, with the words of its text marked, for people, addressees and references too. Why the graph says what it says: ", el("code", {}, ...shown("kg why " + quotedForShell(localOf(id).replace(/^cable\//, "cable:")))))
      : quiet("writes a page of the cables around it, with the words of their texts marked" + (typeof choice === "string" ? "." : ", and so of this arrow.")));
}
