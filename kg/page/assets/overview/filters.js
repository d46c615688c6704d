// The filters: classification, precedence, release, topics and posts; what is on stands as chips that take it off.

import { bdi, byId, el, plural } from "../elements.js";
import { corpus, inWords, nameOf, shortName } from "./corpus.js";
import { facetCounts, filtered, mask } from "./mask.js";
import { change, FACETS, state } from "./state.js";

export function drawFilters() {
  byId("facets").replaceChildren(...FACETS.filter(([, , , codes]) => codes.length).map(([name, title, column, codes]) => {
    const counts = facetCounts(name, column, codes);
    const boxes = [...codes.map((code, n) => ({ words: code[1], n: n + 1 })), ...(counts[0] ? [{ words: "Not said", n: 0 }] : [])].map(({ words, n }) => {
      const box = el("input", { type: "checkbox", checked: state.facets[name].has(n), "data-facet": name + n, change: (event) => {
        const chosen = new Set(state.facets[name]);
        if (event.target.checked) chosen.add(n); else chosen.delete(n);
        change({ facets: { ...state.facets, [name]: chosen } }, { keepView: true });
      } });
      return el("label", {}, box, el("span", { class: "name" }, bdi(words)), el("span", { class: "count" }, counts[n].toLocaleString("en")));
    });
    return el("fieldset", {}, el("legend", {}, title), ...boxes.filter((label, at) => counts[at === codes.length ? 0 : at + 1] || label.querySelector("input")?.checked));
  }));
  const chips = /** @type {HTMLElement[]} */ ([]);
  /**
   * @param {string} text
   * @param {() => Partial<State>} off
   */
  const chip = (text, off) => chips.push(el("button", { type: "button", class: "on", "aria-label": "Take off the filter " + text, click: () => { change(off(), { keepView: true }); byId("filter-toggle").focus(); } }, bdi(text), el("span", { "aria-hidden": "true" }, " ×")));
  for (const [name, , , codes] of FACETS) for (const n of state.facets[name]) chip(n ? codes[n - 1][1] : "Not said", () => ({ facets: { ...state.facets, [name]: without(state.facets[name], n) } }));
  for (const id of state.topics) chip("Topic " + shortName(id), () => ({ topics: without(state.topics, id) }));
  for (const id of state.posts) chip("With " + nameOf(id), () => ({ posts: without(state.posts, id) }));
  if (state.from || state.to) chip(periodInWords(), () => ({ from: "", to: "" }));
  if (state.without.size) chip(plural(state.without.size, "hidden node", "hidden nodes"), () => ({ without: new Set() }));
  if (state.pinned.size) chip(plural(state.pinned.size, "pinned node", "pinned nodes"), () => ({ pinned: new Set() }));
  byId("filters-on").replaceChildren(...chips);
  byId("passing").textContent = filtered() ? mask.count.toLocaleString("en") + " of " + plural(corpus.held, "cable", "cables") : plural(corpus.held, "cable", "cables");
}

const periodInWords = () => [state.from ? "from " + inWords(state.from) : "", state.to ? "to " + inWords(state.to) : ""].filter(Boolean).join(" ");

/**
 * @template T
 * @param {Set<T>} set
 * @param {T} member
 * @returns {Set<T>}
 */
function without(set, member) {
  const rest = new Set(set);
  rest.delete(member);
  return rest;
}

/**
 * @template T
 * @param {Set<T>} set
 * @param {T} member
 * @returns {Set<T>}
 */
const withMember = (set, member) => new Set([...set, member]);
/**
 * @template T
 * @param {Set<T>} set
 * @param {T} member
 * @returns {Set<T>}
 */
export const toggled = (set, member) => (set.has(member) ? without(set, member) : withMember(set, member));

/**
 * A button that opens what it controls, closes it again, and lets Escape close it.
 * @param {string} buttonId
 * @param {string} bodyId
 */
export function setUpToggle(buttonId, bodyId) {
  const button = byId(buttonId), body = byId(bodyId);
  /** @param {boolean} open */
  const show = (open) => { button.setAttribute("aria-expanded", String(open)); body.hidden = !open; };
  button.addEventListener("click", () => show(body.hidden));
  body.addEventListener("keydown", (event) => { if (event.key === "Escape") { show(false); button.focus(); event.stopPropagation(); } });
  document.addEventListener("pointerdown", (event) => { if (!body.hidden && !body.contains(/** @type {Node} */ (event.target)) && !button.contains(/** @type {Node} */ (event.target))) show(false); });
  return show;
}
