// Light and dark: as the system says, until the reader presses the switch; what was chosen is remembered where it can be.

import { byId } from "./elements.js";

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
/** @returns {Theme} */
export const theme = () => (document.documentElement.dataset.theme === "dark" || (!document.documentElement.dataset.theme && systemDark.matches) ? "dark" : "light");
/** @param {string} name */
export const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function themeChanged() {
  const dark = theme() === "dark";
  byId("theme").setAttribute("aria-pressed", String(dark));
  byId("theme").title = dark ? "Light colours" : "Dark colours";
  document.dispatchEvent(new Event("themechange"));
}

export function setUpTheme() {
  try {
    const kept = localStorage.getItem("cable-kg-theme");
    if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
  } catch { /* a page from disk may keep nothing */ }
  byId("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = theme() === "dark" ? "light" : "dark";
    try { localStorage.setItem("cable-kg-theme", theme()); } catch { /* as above */ }
    themeChanged();
  });
  systemDark.addEventListener("change", themeChanged);
  themeChanged();
}
