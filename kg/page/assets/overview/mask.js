// Which cables pass the filters; all views are made of these.

import { COLUMNS, has } from "./columns.js";
import { corpus, namedIn, numberOf } from "./corpus.js";
import { FACETS, state } from "./state.js";

export const mask = { passes: new Uint8Array(0), count: 0, withoutPeriod: new Uint8Array(0) };
export const PERIOD = { first: "", last: "", unit: 7, bins: /** @type {string[]} */ ([]), binOf: new Int32Array(0) };

/** Find out how long the period is, and counts in months up to fifteen years, else in years. */
export function setUpPeriod() {
  const days = COLUMNS.days;
  if (!days.length) return;
  const first = days[0], last = days[days.length - 1];
  PERIOD.unit = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) < 15 ? 7 : 4;
  let [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7) || 1)];
  const end = PERIOD.unit === 4 ? last.slice(0, 4) : last.slice(0, 7).padEnd(7, "-12");
  for (let bin = ""; bin < end && PERIOD.bins.length < 2000;) {
    bin = String(year).padStart(4, "0") + (PERIOD.unit === 7 ? "-" + String(month).padStart(2, "0") : "");
    PERIOD.bins.push(bin);
    if (PERIOD.unit === 4) year++; else if (++month > 12) { month = 1; year++; }
  }
  const at = new Map(PERIOD.bins.map((bin, n) => [bin, n]));
  PERIOD.binOf = Int32Array.from([-1, ...days.map((day) => at.get(day.slice(0, PERIOD.unit)) ?? at.get(day.slice(0, 4) + "-01") ?? -1)]);
}

/**
 * Return a test for one facet: true for every cable where nothing is chosen.
 * @param {FacetName} name
 * @param {CodeColumn} column
 * @returns {((c: number) => boolean) | null}
 */
function facetTest(name, column) {
  const chosen = state.facets[name], values = COLUMNS[column];
  return chosen.size ? (c) => chosen.has(values[c]) : null;
}

/** @returns {((c: number) => boolean) | null} */
function periodTest() {
  if (!state.from && !state.to) return null;
  const days = COLUMNS.days, dates = COLUMNS.date;
  let low = 1, high = days.length;
  if (state.from) while (low <= days.length && days[low - 1].slice(0, state.from.length) < state.from) low++;
  if (state.to) while (high >= 1 && days[high - 1].slice(0, state.to.length) > state.to) high--;
  return (c) => dates[c] >= low && dates[c] <= high;
}

function thingTests() {
  const { topics, action, info } = corpus.links;
  const tests = /** @type {((c: number) => boolean)[]} */ ([]);
  const wanted = [...state.topics].map(numberOf), posts = [...state.posts].map(numberOf);
  if (wanted.length) tests.push((c) => wanted.some((n) => has(topics, c, n)));
  if (posts.length) tests.push((c) => posts.some((n) => COLUMNS.origin[c] === n + 1 || has(action, c, n) || has(info, c, n)));
  return tests;
}

export function applyFilters() {
  const { held } = corpus;
  const tests = [...FACETS.map(([name, , column]) => facetTest(name, column)), ...thingTests()].filter((test) => test !== null);
  const inPeriod = periodTest();
  const before = new Uint8Array(held), passes = new Uint8Array(held);
  mask.count = 0;
  for (let c = 0; c < held; c++) {
    let ok = 1;
    for (const test of tests) if (!test(c)) { ok = 0; break; }
    before[c] = ok;
    if (ok && (!inPeriod || inPeriod(c))) { passes[c] = 1; mask.count++; }
  }
  mask.passes = passes;
  mask.withoutPeriod = before;
}

/** @param {number} c */
export const passing = (c) => c >= corpus.held || mask.passes[c] === 1;
export const filtered = () => mask.count < corpus.held;

/**
 * Return how many cables have each value of a facet, the facet's own choice left aside.
 * @param {FacetName} name
 * @param {CodeColumn} column
 * @param {Code[]} codes
 */
export function facetCounts(name, column, codes) {
  const kept = state.facets[name];
  const others = [...FACETS.filter(([other]) => other !== name).map(([other, , key]) => facetTest(other, key)), ...thingTests(), periodTest()].filter((test) => test !== null);
  const counts = new Array(codes.length + 1).fill(0), values = COLUMNS[column];
  if (!kept.size) for (let c = 0; c < corpus.held; c++) counts[values[c]] += mask.passes[c];
  else for (let c = 0; c < corpus.held; c++) if (others.every((test) => test(c))) counts[values[c]]++;
  return counts;
}

/**
 * @param {number} a
 * @param {number} b
 */
export const byDate = (a, b) => COLUMNS.date[a] - COLUMNS.date[b] || a - b;

/**
 * Return how many cables, held ones, refer to each: for the most referred to.
 * @param {number} c
 */
export const citedTimes = (c) => { const { at } = namedIn("references"); return at[c + 1] - at[c]; };
/** @param {Iterable<number>} cables */
export const mostCited = (cables) => [...cables].sort((a, b) => citedTimes(b) - citedTimes(a) || byDate(b, a));
