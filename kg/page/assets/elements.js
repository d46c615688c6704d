// Making elements, and finding those there are. Text is only ever set as text: nothing from a cable becomes markup.

export const byId = (id) => document.getElementById(id);
export const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
export const phone = window.matchMedia("(max-width: 760px)");

/** Makes an element: `el("p", {class: "x"}, "text", child, …)`; null children are left out. */
export function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Makes an SVG element; the same calling as `el`. */
export function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const UNSEEN = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Returns text as nodes, with every character that hides or turns other characters shown as its code. */
export function shown(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(UNSEEN)) {
    if (found[0] === "\t") continue;
    if (found.index > at) parts.push(text.slice(at, found.index));
    const code = "U+" + found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    parts.push(el("span", { class: "control", title: "A character that is not seen: " + code }, code));
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/** Text that keeps its own direction to itself. */
export const bdi = (text, attributes) => el("bdi", attributes, ...shown(String(text)));

/** Makes an element scroll inside, and reachable by keyboard for that, where its text is very long. */
export function bounded(element) {
  if (element.textContent.length > 500) {
    element.classList.add("long");
    element.tabIndex = 0;
  }
  return element;
}

export const plural = (n, one, many) => n.toLocaleString("en") + " " + (n === 1 ? one : many);

export const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** How the picture is moved: in no time, where the reader wants calm. */
export const motion = () => (calm.matches ? {} : { animation: { duration: 250, easingFunction: "easeInOutQuad" } });

export const badge = (kind, text) => el("span", { class: "badge " + kind }, text);

export function announce(message) {
  byId("announce").textContent = message;
}
