// Making elements, and finding those there are. Text is only ever set as text: nothing from a cable becomes markup.

/**
 * Return the element of an id, which the page has.
 * @template {string} I
 * @param {I} id
 * @returns {I extends keyof Ids ? Ids[I] : HTMLElement}
 */
export function byId(id) {
  return /** @type {any} */ (sure(document.getElementById(id), "an element " + id));
}

/**
 * Return a value that must be there, and fail with its name where it is not.
 * @template T
 * @param {T | null | undefined} value
 * @param {string} [name]
 * @returns {T}
 */
export function sure(value, name = "a value") {
  if (value === null || value === undefined) throw new Error("This page should have " + name + ", and has not.");
  return value;
}

export const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
export const phone = window.matchMedia("(max-width: 760px)");

/** @type {(child: Child) => child is Node | string} */
const isThere = (child) => child !== null && child !== undefined;

/**
 * Make an element: `el("p", {class: "x"}, "text", child, …)`; null children are left out.
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Attributes} attributes
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[N]}
 */
export function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, /** @type {EventListener} */ (value));
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter(isThere));
  return made;
}

/**
 * Make an SVG element; the same calling as `el`, without listeners.
 * @param {string} name
 * @param {Record<string, string | number | null | undefined>} attributes
 * @param {...Child} children
 */
export function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(key, String(value));
  made.append(...children.filter(isThere));
  return made;
}

const UNSEEN = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * Return text as nodes, with every character that hides or turns other characters shown as its code.
 * @param {string} text
 */
export function shown(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(UNSEEN)) {
    if (found[0] === "\t") continue;
    if (found.index > at) parts.push(text.slice(at, found.index));
    const code = "U+" + (found[0].codePointAt(0) || 0).toString(16).toUpperCase().padStart(4, "0");
    parts.push(el("span", { class: "control", title: "A character that is not seen: " + code }, code));
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/**
 * Give the keyboard to what a selector finds in an element, where it finds something.
 * @param {Element} root
 * @param {string} selector
 */
export function focusIn(root, selector) {
  const found = root.querySelector(selector);
  if (found instanceof HTMLElement) found.focus({ preventScroll: true });
}

/**
 * Text that keeps its own direction to itself.
 * @param {string | number} text
 * @param {Attributes} [attributes]
 */
export const bdi = (text, attributes = {}) => el("bdi", attributes, ...shown(String(text)));

/**
 * Make an element scroll inside, and reachable by keyboard for that, where its text is very long.
 * @param {HTMLElement} element
 */
export function bounded(element) {
  if ((element.textContent || "").length > 500) {
    element.classList.add("long");
    element.tabIndex = 0;
  }
  return element;
}

/**
 * @param {number} n
 * @param {string} one
 * @param {string} many
 */
export const plural = (n, one, many) => n.toLocaleString("en") + " " + (n === 1 ? one : many);

export const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** How the picture is moved: in no time, where the reader wants calm. */
export const motion = () => (calm.matches ? {} : { animation: { duration: 250, easingFunction: "easeInOutQuad" } });

/**
 * @param {string} kind
 * @param {string} text
 */
export const badge = (kind, text) => el("span", { class: "badge " + kind }, text);

/** @param {string} message */
export function announce(message) {
  byId("announce").textContent = message;
}
