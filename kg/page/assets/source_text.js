// The source text of a cable beside its facts: two tabs, every fact marked in the text, and ways from one to the other.

import { writeAddress } from "./address.js";
import { chosen, openNode } from "./choice.js";
import { announce, badge, bdi, byId, calm, el, focusIn, sure } from "./elements.js";
import { DATA } from "./graph.js";
import { markedText, offsets } from "./text.js";

/** Goes to one of the two tabs that are shown; each cable's own. */
let toTab = /** @type {(n: number) => void} */ (() => {});

/**
 * Return the two tabs of a cable: its facts, and its text with every fact marked.
 * @param {number} i
 * @param {HTMLElement} list
 * @param {number[]} copies
 * @param {number[]} facts
 * @param {Opening} options
 */
export function tabs(i, list, copies, facts, options) {
  const text = el("div", { class: "texts" });
  const parts = [{ name: "Facts", body: list }, { name: "Source text", body: text }].map(({ name, body }, n) => {
    body.id = "tab-body-" + n;
    body.setAttribute("role", "tabpanel");
    body.setAttribute("aria-labelledby", "tab-" + n);
    return { body, button: el("button", { type: "button", role: "tab", id: "tab-" + n, "aria-controls": body.id, click: () => { choose(n); writeAddress(false); } }, name) };
  });
  const fillText = () => {
    if (text.childElementCount) return;
    for (const copyNumber of copies) text.append(...sourceText(copyNumber, facts, (number) => { choose(0); flash(number); writeAddress(false); }));
  };
  /** @param {number} n */
  const choose = (n) => {
    if (n === 1) fillText();
    parts.forEach(({ body, button }, m) => {
      body.hidden = m !== n;
      button.setAttribute("aria-selected", String(m === n));
      button.tabIndex = m === n ? 0 : -1;
    });
    if (chosen.now) chosen.now.text = n === 1;
  };
  const bar = el("div", { class: "tabs", role: "tablist", "aria-label": "Facts or source text", keydown: (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const n = parts.findIndex(({ button }) => button === document.activeElement);
    choose(1 - n); parts[1 - n].button.focus(); writeAddress(false);
  } }, ...parts.map(({ button }) => button));
  toTab = choose;
  choose(options && options.text ? 1 : 0);
  return [bar, list, text];
}

/**
 * @param {number} copyNumber
 * @param {number[]} facts
 * @param {(number: number) => void} onMark
 */
function sourceText(copyNumber, facts, onMark) {
  const known = DATA.copies[copyNumber];
  const name = el("p", { class: "copy" }, el("strong", {}, bdi(known.name)), known.release ? badge("release", known.release) : null);
  if (known.details) name.append(el("span", { class: "quiet" }, " " + known.details.map(([key, value]) => key + ": " + value).join(" · ")));
  if (known.text === undefined) return [name, el("p", { class: "missing" }, known.missing)];
  const body = markedText(copyNumber, facts, onMark);
  body.dataset.copy = String(copyNumber);
  return [name, el("p", { class: "quiet" }, "Marked: what a fact was read from; press a mark to go to its fact. Wavy line: damaged and repaired."), body];
}

/**
 * Go to a fact in the list and lights it for a moment.
 * @param {number} number
 */
function flash(number) {
  const item = byId("panel-body").querySelector(`[data-fact="${number}"]`);
  if (!item) return;
  const fold = item.closest("details");
  if (fold) fold.open = true;
  light(item);
}

/** @param {Element} item */
function light(item) {
  for (const old of document.querySelectorAll(".lit")) old.classList.remove("lit");
  item.classList.add("lit");
  item.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
}

/**
 * Open the text of the cable a fact belongs to, at the place it was read from.
 * @param {Place} place
 * @param {number} number
 */
export function openText(place, number) {
  const i = DATA.nodes.findIndex((node) => node.kind === "cable" && (node.facts || []).includes(number));
  if (i < 0) return;
  if (!chosen.now || chosen.now.node !== i) openNode(i, { text: true });
  else { toTab(1); writeAddress(false); }
  const body = byId("panel-body").querySelector(`.whole[data-copy="${place[0]}"]`);
  if (!body) return;
  const marks = /** @type {HTMLElement[]} */ ([...body.querySelectorAll("mark")]);
  const own = marks.filter((mark) => (mark.dataset.facts || "").split(" ").includes(String(number)));
  const nth = (DATA.facts[number].evidence || []).filter((p) => p[0] === place[0]).findIndex((p) => p[1] === place[1]);
  const target = own[Math.max(0, nth)] || own[0] || nearestMark(marks, place);
  if (target) { light(target); focusIn(byId("panel-body"), `.whole[data-copy="${place[0]}"]`); announce("Shown in the source text"); }
}

/**
 * Return the mark that stands first in a place that is itself not marked, because others stand inside it.
 * @param {HTMLElement[]} marks
 * @param {Place} _1
 */
function nearestMark(marks, [copyNumber, from]) {
  const start = offsets(copyNumber)(from);
  let at = 0;
  const walker = document.createTreeWalker((marks[0] && marks[0].closest(".whole")) || document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = /** @type {Text} */ (walker.currentNode), holder = sure(text.parentElement);
    if (holder.closest(".control")) { at += 1; continue; }
    at += text.data.length;
    const mark = holder.closest("mark");
    if (at > start && mark) return mark;
  }
  return marks[0] || null;
}
