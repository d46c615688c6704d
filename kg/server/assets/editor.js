// The query editor: a text area over a painted copy of its text, and a list of terms that fit what is being typed.

import { byId, el } from "../../page/assets/elements.js";

const area = byId("sparql"), painted = byId("painted");
const list = byId("completions");
const KEYWORDS = ("SELECT CONSTRUCT ASK DESCRIBE WHERE FROM NAMED PREFIX BASE DISTINCT REDUCED ORDER BY ASC DESC LIMIT OFFSET " +
  "GROUP HAVING OPTIONAL UNION FILTER MINUS GRAPH BIND VALUES AS IN NOT EXISTS COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR " +
  "LANG DATATYPE IRI BOUND IF COALESCE STRLEN SUBSTR UCASE LCASE STRSTARTS STRENDS CONTAINS CONCAT REPLACE REGEX YEAR MONTH DAY " +
  "ISIRI ISLITERAL SEPARATOR UNDEF").split(" ");
const known = new Set(KEYWORDS);
const TOKEN = /(#[^\n]*)|(<[^<>"{}|^`\\\s]*>)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|([?$]\w+)|([A-Za-z][\w-]*:[\w.%-]*)|([A-Za-z_]\w*)|(\d+(?:\.\d+)?)/g;
const CLASSES = ["", "comment", "iri", "string", "variable", "prefixed", "word", "number"];
let terms = /** @type {Term[]} */ ([]), offered = /** @type {Term[]} */ ([]), chosen = 0, from = 0;

const paint = () => {
  const text = area.value;
  painted.replaceChildren();
  if (text.length > 50000) { painted.textContent = text + "\n"; return; }
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    painted.append(text.slice(at, match.index));
    const kind = CLASSES[match.findIndex((group, n) => n > 0 && group !== undefined)];
    if (kind === "word" && !known.has(match[0].toUpperCase())) {
      painted.append(match[0]);
    } else {
      painted.append(el("span", { class: "t-" + (kind === "word" ? "keyword" : kind) }, match[0]));
    }
    at = match.index + match[0].length;
  }
  painted.append(text.slice(at) + "\n");
  follow();
};
const follow = () => { painted.scrollTop = area.scrollTop; painted.scrollLeft = area.scrollLeft; };

const close = () => { list.hidden = true; offered = []; area.removeAttribute("aria-activedescendant"); };
const word = () => /[A-Za-z?$][\w:.-]*$/.exec(area.value.slice(0, area.selectionStart));
/** @param {string} typed */
const choices = (typed) => {
  const small = typed.toLowerCase();
  if (/^[?$]/.test(typed)) {
    const here = new Set(area.value.match(/[?$]\w+/g) || []);
    return [...here].filter((name) => name !== typed && name.toLowerCase().startsWith(small)).map((name) => ({ name, label: "variable" }));
  }
  const begins = terms.filter((term) => term.name.toLowerCase().startsWith(small));
  const inside = small.length > 2 ? terms.filter((term) => !begins.includes(term) &&
    (term.name.toLowerCase().includes(small) || term.label.toLowerCase().includes(small))) : [];
  const words = KEYWORDS.filter((name) => small.length > 1 && name.toLowerCase().startsWith(small) && name !== typed)
    .map((name) => ({ name, label: "keyword" }));
  return [...words, ...begins, ...inside];
};
/** @param {boolean} always */
const offer = (always) => {
  const match = word();
  if (!match && !always) return close();
  const typed = match ? match[0] : "";
  offered = choices(typed).filter((term) => term.name !== typed).slice(0, 12);
  if (!offered.length || (!always && typed.length < 2)) return close();
  from = area.selectionStart - typed.length;
  chosen = 0;
  list.replaceChildren(...offered.map((term, n) =>
    el("li", { id: "completion-" + n, role: "option", mousedown: (event) => { event.preventDefault(); take(n); } },
      el("code", {}, term.name), el("span", {}, term.comment || term.label || ""))));
  const before = area.value.slice(0, from).split("\n");
  list.style.top = Math.min(before.length * 20 + 14 - area.scrollTop, area.clientHeight) + "px";
  list.style.left = Math.max(8, Math.min(before[before.length - 1].length * 8, area.clientWidth - 380)) + "px";
  list.hidden = false;
  mark();
};
const mark = () => {
  [...list.children].forEach((item, n) => item.setAttribute("aria-selected", n === chosen ? "true" : "false"));
  area.setAttribute("aria-activedescendant", "completion-" + chosen);
};
/** @param {number} n */
const take = (n) => {
  area.setRangeText(offered[n].name + " ", from, area.selectionStart, "end");
  close();
  paint();
};
area.addEventListener("input", () => { paint(); offer(false); });
area.addEventListener("scroll", follow);
area.addEventListener("blur", close);
area.addEventListener("click", close);
area.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === " ") { event.preventDefault(); offer(true); return; }
  if (list.hidden || event.ctrlKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    chosen = (chosen + (event.key === "ArrowDown" ? 1 : offered.length - 1)) % offered.length;
    mark();
  } else if (event.key === "Enter") take(chosen);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
});
fetch("/terms").then((answer) => answer.json()).then((found) => {
  terms = [...found.terms, ...Object.keys(found.prefixes).map((name) => ({ name: name + ":", label: found.prefixes[name], comment: "" }))];
  document.documentElement.dataset.terms = "yes";
}).catch(() => {});
paint();

/**
 * Put the cursor at a line and column, both from 1.
 * @param {number} line
 * @param {number} column
 */
export const goTo = (line, column) => {
  const lines = area.value.split("\n");
  const at = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  area.focus();
  area.setSelectionRange(at, Math.min(at + 1, area.value.length));
};
