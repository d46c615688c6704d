// Small parts of panel and tables: links to things, buttons, quiet lines, and the mark of what is doubtful.

import { bdi, el } from "../elements.js";
import { isMarked, nameOf, subjectOf } from "./corpus.js";
import { choose } from "./state.js";

/** @param {...Child} children */
export const quiet = (...children) => el("p", { class: "quiet" }, ...children);
const MARK = "Doubtful, or read from a damaged place: the page of the cable says why";
export const mark = () => el("span", { class: "mark", title: MARK, role: "img", "aria-label": MARK }, "?");
/**
 * @param {string} name
 * @param {(event: Pressed) => void} does
 * @param {Attributes} [more]
 */
export const act = (name, does, more) => el("button", { type: "button", class: "small", click: does, ...more }, name);

/**
 * @param {number} c
 * @param {"div" | "p"} name
 */
export function subjectLine(c, name) {
  return subjectOf(c) ? el(name, { class: "subject" }, bdi(subjectOf(c)), isMarked(c, "title") ? mark() : null) : null;
}

/**
 * @param {Id} id
 * @param {string} [text]
 */
export function thingLink(id, text) {
  return el("button", { type: "button", class: "link", "data-id": id, click: () => choose(id, { focusPanel: true }) }, bdi(text || nameOf(id)));
}
