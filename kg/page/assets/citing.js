// Citing a cable or a paragraph of it. The forms stand in the page as data: they are those that `kg cite` fills in.

import { copy } from "./copying.js";
import { DATA } from "./data.js";
import { bdi, el, MONTHS } from "./elements.js";

/**
 * Return a form with the fields put in, as `filled` in kg/facts/citation_forms.py does.
 * @param {CiteForm} form
 * @param {CiteFields} fields
 * @returns {string}
 */
function filled(form, fields) {
  if (typeof form === "string") return form.startsWith("$") ? fields[form.slice(1)] || "" : form;
  const [does, ...rest] = form;
  if (does === "if") return filled(rest[filled(rest[0], fields) ? 1 : 2], fields);
  const parts = rest.map((part) => filled(part, fields));
  if (does === "join") return parts.slice(1).filter(Boolean).join(parts[0]);
  if (does === "all") return parts.every(Boolean) ? parts.join("") : "";
  return parts.find(Boolean) || "";
}

/**
 * Return what follows from the fields that a page carries of a cable; `place` is a part in words (`para. 4`).
 * @param {string} iri
 * @param {CiteFields} known
 * @param {CitedPart | null} part
 */
function citeFields(iri, known, part) {
  const [year, month, day] = (known.date || "").split("-");
  const number = /^\d\d([A-Z](?:[A-Z0-9-]*[A-Z-])?)(\d{1,7})$/.exec(known.key.split("~")[0]);
  const quoted = (known.title || "").replace(/\u201c/g, "\u2018").replace(/\u201d/g, "\u2019").replace(/"/g, "'");
  const [pages, paged] = part ? part.pages || ["", ""] : [known.pages || "", known.paged || ""];
  const whole = iri + (part ? "#" + part.fragment : "");
  return {
    ...known, iri: whole, id: whole.slice(whole.lastIndexOf("/") + 1), place: part ? part.words : "",
    number: number ? number[1] + " " + number[2] : "", level: known.level ? known.level.slice(0, 1).toUpperCase() + known.level.slice(1).toLowerCase() : "",
    others: known.more ? known.more + (known.more === "1" ? " other" : " others") : "",
    pages, leaves: pages && (/–|, /.test(pages) ? "pp. " : "p. ") + pages + paged, hyphened: pages.replaceAll("–", "--"),
    year, month: month ? MONTHS[Number(month) - 1] : "", mon: month ? MONTHS[Number(month) - 1].slice(0, 3).toLowerCase() : "", day: day ? String(Number(day)) : "",
    quoted, closed: quoted && quoted + (/[?!.]$/.test(quoted) ? "" : ","),
  };
}

/** @param {CiteFields} fields */
function bibtexOf(fields) {
  const key = (fields.place ? fields.key + "-" + fields.place : fields.key).replace(/[^A-Za-z0-9:-]+/g, "-").replace(/^-+|-+$/g, "");
  const [before, opening] = DATA.forms.opening, opens = new RegExp("(^|[" + before + "])\"", "gu");
  /** @param {string} text */
  const tex = (text) => text.replace(opens, (_, behind) => behind + opening).replace(/[\\{}$&#_%~^"]/g, (c) => DATA.forms.tex[c]);
  /** @type {Record<string, (value: string) => string>} */
  const written = { bare: (v) => v, "as it is": (v) => "{" + v + "}", name: (v) => "{{" + tex(v) + "}}", words: (v) => "{" + tex(v) + "}" };
  const lines = DATA.forms.bibtex.map(([name, how, form]) => [name, how, filled(form, fields)]).filter(([, , value]) => value);
  return ["@misc{" + (key || "cable") + ",", ...lines.map(([name, how, value]) => "  " + name + " = " + written[how](value) + ","), "}"].join("\n");
}

/** @param {CiteFields} fields */
function cslOf(fields) {
  const item = /** @type {Record<string, unknown>} */ ({}), date = [fields.year, fields.date.split("-")[1], fields.day].filter(Boolean).map(Number);
  for (const [name, how, form] of DATA.forms.csl) {
    const value = filled(form, fields);
    if (value) item[name] = how === "literal" ? [{ literal: value }] : how === "date" ? { "date-parts": [date] } : value;
  }
  return JSON.stringify([item], null, 2);
}

/**
 * Return the three citations of a cable, or of a part of it.
 * @param {string} iri
 * @param {CiteFields} known
 * @param {CitedPart | null} part
 */
function citations(iri, known, part) {
  const fields = citeFields(iri, { date: "", ...known }, part);
  return { chicago: filled(DATA.forms.chicago, fields), bibtex: bibtexOf(fields), csl: cslOf(fields) };
}

/**
 * The citation of a cable, folded up, with what copies it; `parts` are its paragraphs, one of which can be chosen.
 * @param {string} iri
 * @param {CiteFields} known
 * @param {CitedPart[]} parts
 * @param {string | null} [note]
 */
export function citeSection(iri, known, parts, note) {
  const words = el("p", { class: "citation", "data-cited": "chicago" }), made = { chicago: "", bibtex: "", csl: "" };
  /** @param {CitedPart | null} part */
  const draw = (part) => {
    Object.assign(made, citations(iri, known, part));
    words.replaceChildren(bdi(made.chicago));
  };
  /**
   * @param {"chicago" | "bibtex" | "csl"} form
   * @param {string} name
   */
  const copier = (form, name) => el("button", { type: "button", class: "small", "data-cite": form, click: (event) => copy(made[form], event.currentTarget, name + " copied") }, name);
  draw(null);
  const choice = parts.length ? el("select", { change: (event) => draw(parts[event.target.selectedIndex - 1] || null) },
    el("option", {}, "the whole cable"), ...parts.map((part) => el("option", {}, part.words))) : null;
  return el("details", { class: "fold cite" }, el("summary", {}, "Cite"),
    choice ? el("label", { class: "choice" }, "Of ", choice) : null, words,
    el("p", { class: "actions", role: "group", "aria-label": "Copy the citation" }, copier("chicago", "Copy note (Chicago)"), copier("bibtex", "Copy BibTeX"), copier("csl", "Copy CSL-JSON")),
    note ? el("p", { class: "quiet" }, note) : null);
}
