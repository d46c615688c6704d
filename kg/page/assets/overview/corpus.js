// The cables as things: their numbers, names and dates, and everything they name. An id is a letter and a number:
// c12 a cable, p3 a post or addressee, t4 a topic, o5 a person.

import { quotedForShell } from "../copying.js";
import { edgeKind } from "../data.js";
import { MONTHS } from "../elements.js";
import { COLUMNS, DATA, rowsOf, turned, unzigzag } from "./columns.js";

export const corpus = /** @type {Corpus} */ ({ held: DATA.held, total: DATA.total, links: {}, ROLES: DATA.roles.length });

export function setUpCorpus() {
  const { serial, station } = COLUMNS;
  corpus.serial = new Uint32Array(serial.length);
  corpus.odd = new Uint32Array(serial.length);
  for (let i = 0, last = 0, odd = 0; i < serial.length; i++) {
    last += unzigzag(serial[i]);
    corpus.serial[i] = last;
    if (!station[i]) corpus.odd[i] = odd++;
  }
  for (const name of /** @type {const} */ (["action", "info", "topics", "roles"])) corpus.links[name] = rowsOf(name);
  corpus.links.references = rowsOf("references", true);
  corpus.marked = rowsOf("marked");
  const { at, to } = corpus.links.roles;
  const people = Uint32Array.from(to, (link) => Math.floor(link / corpus.ROLES));
  corpus.links.people = { at, to: people };
  corpus.people = COLUMNS.people.map((line) => line.split("\t"));
  corpus.sizes = { action: DATA.places.length, info: DATA.places.length, topics: DATA.topics.length, people: corpus.people.length, references: corpus.total };
  corpus.turned = {};
}

/**
 * Return the cables by what they name: made when it is first asked for.
 * @param {LinkName | "origin"} name
 */
export function namedIn(name) {
  if (!corpus.turned[name]) {
    if (name === "origin") {
      const at = new Uint32Array(corpus.held + 1), to = [];
      for (let c = 0; c < corpus.held; c++) { if (COLUMNS.origin[c]) to.push(COLUMNS.origin[c] - 1); at[c + 1] = to.length; }
      corpus.turned.origin = turned({ at, to: Uint32Array.from(to) }, DATA.places.length);
    } else corpus.turned[name] = turned(corpus.links[name], corpus.sizes[name]);
  }
  return corpus.turned[name];
}

/**
 * @param {Rows} _0
 * @param {number} i
 */
export const row = ({ at, to }, i) => to.slice(at[i], at[i + 1]);
/** @param {Id} id */
export const numberOf = (id) => Number(id.slice(1));

/** @param {number} c */
export function keyOf(c) {
  const station = COLUMNS.station[c];
  return station ? String(COLUMNS.year[c]).padStart(2, "0") + COLUMNS.stations[station - 1] + corpus.serial[c] : COLUMNS.odd[corpus.odd[c]];
}

/** @param {number} c */
export function cableName(c) {
  const key = keyOf(c);
  if (key.startsWith("unnumbered-")) return "Unnumbered cable " + key.slice(11, 17);
  try { return decodeURIComponent(key); } catch { return key; }
}

/** @param {number} c */
export const dateOf = (c) => (c < corpus.held && COLUMNS.date[c] ? COLUMNS.days[COLUMNS.date[c] - 1] : "");

/**
 * Return a cable's date, or the year in its number, as text that sorts.
 * @param {number} c
 */
export function yearOf(c) {
  const year = COLUMNS.year[c];
  return dateOf(c) || (COLUMNS.station[c] ? String(year < 50 ? 2000 + year : 1900 + year) : "9999");
}

/** @param {number} c */
export const wholeSubject = (c) => (c < corpus.held ? COLUMNS.subjects[c] : "");
const SHOWN_OF_SUBJECT = 120;

/**
 * Return the subject as it is shown; `wholeSubject` is the data, and cut only where the page says that it cuts.
 * @param {number} c
 */
export function subjectOf(c) {
  const whole = wholeSubject(c), letters = whole.length > SHOWN_OF_SUBJECT ? Array.from(whole) : [];
  return letters.length > SHOWN_OF_SUBJECT ? letters.slice(0, SHOWN_OF_SUBJECT - 1).join("").trimEnd() + "…" : whole;
}

/**
 * Say whether a value of a cable is doubtful or was repaired: a field, or one thing that the cable names in it.
 * @param {number} c
 * @param {string} field
 * @param {Id} [thing]
 */
export function isMarked(c, field, thing) {
  if (c >= corpus.held) return false;
  const code = (thing ? numberOf(thing) + 1 : 0) * DATA.markWidth + DATA.markFields.indexOf(field);
  const { at, to } = corpus.marked;
  for (let k = at[c]; k < at[c + 1]; k++) if (to[k] === code) return true;
  return false;
}

/**
 * Return the fields of a cable in which something is doubtful or repaired.
 * @param {number} c
 */
export const markedFields = (c) => [...new Set(Array.from(row(corpus.marked, c), (code) => DATA.markFields[code % DATA.markWidth]))];

/**
 * Return the field that marks say a kind of arrow by: its role, or `person` for every way to name one.
 * @param {string} kind
 */
export const fieldOf = (kind) => (DATA.markFields.includes(edgeKind(kind).role) ? edgeKind(kind).role : "person");

/**
 * Return a date as people write it: 21 June 2007.
 * @param {string} date
 */
export function inWords(date) {
  const [year, month, day] = date.split("-");
  return [day && Number(day), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

/** @param {Id} id */
export function kindOf(id) {
  const n = numberOf(id);
  if (id[0] === "c") return n < corpus.held ? "cable" : "stub";
  if (id[0] === "p") return /(?:^|\/)(post|official)\/[^/]*$/.exec(DATA.places[n][0])?.[1] || "addressee";
  return id[0] === "t" ? "topic" : "official";
}

/** @param {Id} id */
export function nameOf(id) {
  const n = numberOf(id);
  if (id[0] === "c") return cableName(n);
  return id[0] === "p" ? DATA.places[n][1] : id[0] === "t" ? DATA.topics[n][1] : corpus.people[n][1];
}

/**
 * A name short enough to stand in the picture: a topic by its code, an embassy by its city.
 * @param {Id} id
 */
export function shortName(id) {
  if (id[0] === "t") return DATA.topics[numberOf(id)][2] || nameOf(id);
  return id[0] === "p" ? nameOf(id).replace(/^(Embassy|Consulate General|Consulate) /, "").replace(/ \(.*\)$/, "") : nameOf(id);
}

/**
 * Return what stands in the address for a thing: the end of its IRI.
 * @param {Id} id
 */
export function localOf(id) {
  const n = numberOf(id);
  if (id[0] === "c") return "cable/" + keyOf(n);
  return id[0] === "p" ? DATA.places[n][0] : id[0] === "t" ? DATA.topics[n][0] : corpus.people[n][0];
}

/** @param {Id} id */
export const iriOf = (id) => { const local = localOf(id); return local.includes("://") ? local : DATA.base + local; };

/**
 * Return the id of a thing by the end of its IRI, or undefined.
 * @param {string | undefined} local
 */
export function idOf(local) {
  if (!corpus.byLocal) {
    const known = corpus.byLocal = new Map();
    DATA.places.forEach((place, n) => known.set(place[0], "p" + n));
    DATA.topics.forEach((topic, n) => known.set(topic[0], "t" + n));
    corpus.people.forEach((person, n) => known.set(person[0], "o" + n));
  }
  const text = local && local.startsWith(DATA.base) ? local.slice(DATA.base.length) : local || "";
  if (!text.startsWith("cable/")) return corpus.byLocal.get(text);
  if (!corpus.byKey) {
    corpus.byKey = new Map();
    for (let c = 0; c < corpus.total; c++) corpus.byKey.set(keyOf(c), c);
  }
  const c = corpus.byKey.get(text.slice(6)) ?? corpus.byKey.get(encodeURIComponent(text.slice(6)));
  return c === undefined ? undefined : "c" + c;
}

/**
 * The command that writes a page of what is around a thing, with every fact and its source lines.
 * @param {Id} id
 */
export const commandFor = (id) => "kg view --focus " + quotedForShell(localOf(id).replace(/^cable\//, ""));
