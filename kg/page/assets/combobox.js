// The list below the field for searching: arrow keys walk it, Enter takes what is marked. Each page has its own `search`:
// what was found, which of it is marked, how it is shown and what taking it does.

import { byId } from "./elements.js";

/** @param {Search} search */
export function markOption(search) {
  const list = byId("found");
  [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === search.at)));
  const now = search.at >= 0 ? list.children[search.at] : null;
  if (now) { byId("search").setAttribute("aria-activedescendant", now.id); now.scrollIntoView({ block: "nearest" }); }
  else byId("search").removeAttribute("aria-activedescendant");
}

export function closeFound() {
  byId("found").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

/**
 * @param {KeyboardEvent} event
 * @param {Search} search
 */
function onSearchKey(event, search) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!search.found.length) return;
    const step = event.key === "ArrowDown" ? 1 : -1;
    search.at = (search.at + step + search.found.length) % search.found.length;
    markOption(search);
  } else if (event.key === "Enter") search.take(search.at);
  else if (event.key === "Escape") { if (byId("found").hidden) byId("search").value = ""; closeFound(); event.stopPropagation(); }
  else return;
  event.preventDefault();
}

/**
 * Say whether an event came from inside something.
 * @param {EventTarget | null} target
 * @param {string} selector
 */
const isIn = (target, selector) => target instanceof Element && target.closest(selector) !== null;

/**
 * Make the field for searching a combobox; `typing` are the fields in which keys are text, `escaped` is what Escape does elsewhere.
 * @param {Search} search
 * @param {string} typing
 * @param {() => void} escaped
 */
export function setUpCombobox(search, typing, escaped) {
  const input = byId("search");
  input.addEventListener("input", () => search.show());
  input.addEventListener("focus", () => { if (input.value.trim()) search.show(); });
  input.addEventListener("keydown", (event) => onSearchKey(event, search));
  document.addEventListener("pointerdown", (event) => { if (!isIn(event.target, ".search")) closeFound(); });
  document.addEventListener("keydown", (event) => {
    const inText = isIn(event.target, typing);
    if (event.key === "/" && !inText && !event.ctrlKey && !event.metaKey) { input.focus(); input.select(); event.preventDefault(); }
    else if (event.key === "Escape" && !inText) escaped();
  });
}
