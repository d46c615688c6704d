// What the reader has chosen: it stands in the address, so that a link, the back button and a reload bring it back.

import { EDGE_KINDS, NODE_KINDS } from "../data.js";
import { byId, focusIn } from "../elements.js";
import { DATA } from "./columns.js";
import { idOf, localOf } from "./corpus.js";

export const MOST_SHOWN = [7, 20, 60];
export const FACETS = /** @type {Facet[]} */ ([
  ["class", "Classification", "classification", DATA.classifications],
  ["precedence", "Precedence", "precedence", DATA.precedences],
  ["release", "Release status", "release", DATA.releases],
]);
export const state = fresh();

/** @returns {State} */
function fresh() {
  return {
    view: "traffic", at: null, around: null, path: [], from: "", to: "",
    facets: { class: new Set(), precedence: new Set(), release: new Set() }, topics: new Set(), posts: new Set(),
    hidden: new Set(), hiddenArrows: new Set(), pinned: new Set(), without: new Set(), open: new Set(), most: 0, hubs: false,
  };
}

/** @param {string} text */
const coded = (text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%7E/g, "~");
/** @param {Iterable<Id>} ids */
const listed = (ids) => [...ids].map((id) => encodeURIComponent(localOf(id)).replace(/%2F/g, "/")).join(",");

function addressNow() {
  const parts = /** @type {string[]} */ ([]);
  /**
   * @param {string} name
   * @param {string} value
   */
  const put = (name, value) => { if (value) parts.push(name + "=" + value); };
  if (state.path.length === 2) put("path", listed(state.path));
  else if (state.around) put(state.view === "thread" ? "thread" : "around", listed([state.around]));
  else if (state.view !== "traffic") put("view", state.view);
  if (typeof state.at === "string") put("at", listed([state.at]));
  else if (state.at) { put("at", listed([state.at.from])); put("arrow", state.at.kind); put("to", listed([state.at.to])); }
  put("since", state.from); put("until", state.to);
  for (const [name, , , codes] of FACETS) put(name, coded([...state.facets[name]].map((n) => codes[n - 1][0].split("/").pop()).join(",")));
  put("topic", listed(state.topics)); put("post", listed(state.posts));
  put("hide", [...state.hidden].sort().join(",")); put("hide-arrows", [...state.hiddenArrows].sort().join(","));
  put("pin", listed(state.pinned)); put("without", listed(state.without)); put("open", listed(state.open));
  put("most", state.most ? String(MOST_SHOWN[state.most]) : ""); put("hubs", state.hubs ? "1" : "");
  return "#" + parts.join("&");
}

/** @param {boolean} newStep */
export function writeAddress(newStep) {
  const now = addressNow();
  if (now === (location.hash || "#")) return;
  if (newStep) history.pushState(null, "", now); else history.replaceState(null, "", now);
}

function parseAddress() {
  const found = new Map();
  for (const part of location.hash.slice(1).split("&")) {
    const cut = part.indexOf("=");
    if (cut > 0) found.set(part.slice(0, cut), part.slice(cut + 1));
  }
  return found;
}

/** @param {string} text */
const uncoded = (text) => { try { return decodeURIComponent(text); } catch { return ""; } };

/** Take the state from the address; what it does not know or understand is left as at the start. */
export function readAddress() {
  const address = parseAddress();
  /** @param {string} name */
  const text = (name) => uncoded(address.get(name) || "");
  // Ids of cables hold escapes of their own: a local name is tried as it stands too.
  /** @param {string} raw */
  const id = (raw) => idOf(uncoded(raw)) ?? idOf(raw);
  /** @param {string} name */
  const ids = (name) => (address.get(name) || "").split(",").map(id).filter(/** @type {(found: Id | undefined) => found is Id} */ ((found) => found !== undefined));
  /**
   * @param {string} name
   * @param {Map<string, unknown>} kinds
   */
  const codes = (name, kinds) => new Set(text(name).split(",").filter((code) => kinds.has(code)));
  Object.assign(state, fresh());
  if (text("view") === "topics") state.view = "topics";
  const path = ids("path"), [thread] = ids("thread"), [around] = ids("around");
  if (path.length === 2) Object.assign(state, { view: "path", path });
  else if (thread && thread[0] === "c") Object.assign(state, { view: "thread", around: thread });
  else if (around) Object.assign(state, { view: "around", around });
  const [at] = ids("at"), [to] = ids("to"), arrow = text("arrow");
  if (at && to && EDGE_KINDS.has(arrow)) state.at = { from: at, to, kind: arrow };
  else state.at = at || null;
  for (const [name, key] of /** @type {const} */ ([["since", "from"], ["until", "to"]])) if (/^\d{4}(-\d\d)?$/.test(text(name))) state[key] = text(name);
  for (const [name, , , known] of FACETS) {
    const wanted = new Set(text(name).split(","));
    known.forEach((code, n) => { if (wanted.has(code[0].slice(code[0].lastIndexOf("/") + 1))) state.facets[name].add(n + 1); });
  }
  state.topics = new Set(ids("topic").filter((/** @type {Id} */ one) => one[0] === "t"));
  state.posts = new Set(ids("post").filter((/** @type {Id} */ one) => one[0] === "p"));
  state.hidden = codes("hide", NODE_KINDS);
  state.hiddenArrows = codes("hide-arrows", EDGE_KINDS);
  state.pinned = new Set(ids("pin")); state.without = new Set(ids("without")); state.open = new Set(ids("open"));
  state.most = Math.max(0, MOST_SHOWN.indexOf(Number(text("most"))));
  state.hubs = text("hubs") === "1";
}

/** What has to be drawn again when the state changes (`redraw`), or only what is chosen (`point`): the page says it when it begins. */
const followers = /** @type {{ redraw: (options?: Redraw) => void, point: (choice: Chosen) => void }} */ ({ redraw: () => {}, point: () => {} });

/**
 * @param {(options?: Redraw) => void} redraw
 * @param {(choice: Chosen) => void} point
 */
export function followState(redraw, point) {
  Object.assign(followers, { redraw, point });
}

/**
 * Change the state, draws everything that hangs on it, and writes the address as a new step.
 * @param {Partial<State>} values
 * @param {Redraw} [options]
 */
export function change(values, options) {
  Object.assign(state, values);
  followers.redraw(options);
  writeAddress(!(options && options.sameStep));
}

/**
 * Choose a thing, an arrow or nothing.
 * @param {Chosen} choice
 * @param {Opening} [options]
 */
export function choose(choice, options) {
  state.at = choice;
  if (!choice) state.path = state.path.length === 2 ? state.path : [];
  followers.point(choice);
  if (options && options.focusPanel) focusIn(byId("panel-body"), "h2");
}

/**
 * Go to what is around a thing.
 * @param {Id} id
 * @param {Opening} [options]
 */
export function goAround(id, options) {
  // The first end of a way stays chosen while its other end is looked for.
  change({ view: "around", around: id, at: id, path: state.path.length === 1 ? state.path : [], open: new Set(), most: 0 }, { fit: true });
  if (options && options.focusPanel) focusIn(byId("panel-body"), "h2");
}
