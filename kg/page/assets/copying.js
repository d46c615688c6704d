// Copying text, and handing over files that are made in the page.

import { announce, el } from "./elements.js";

/**
 * Put text on the clipboard and says so, on the button that was pressed and to screen readers.
 * @param {string} text
 * @param {HTMLElement} button
 * @param {string} message
 */
export async function copy(text, button, message) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = el("textarea", { class: "unseen", "aria-hidden": "true" });
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
    button.focus();
  }
  const words = button.dataset.words || button.textContent;
  button.dataset.words = words;
  button.textContent = "Copied";
  announce(message);
  setTimeout(() => { button.textContent = words; }, 1500);
}

/** @param {string} text */
export const quotedForShell = (text) => (/^[\w./:@%+~-]+$/.test(text) ? text : "'" + text.replace(/'/g, "'\\''") + "'");

/**
 * Lets the reader save a file: its name, its kind, and what is in it (text or a blob).
 * @param {string} name
 * @param {string} kind
 * @param {BlobPart} content
 */
export function save(name, kind, content) {
  const blob = content instanceof Blob ? content : new Blob([content], { type: kind });
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  announce(name + " is saved");
}
