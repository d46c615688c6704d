// A simple chart of a table: bars of what the query says is to be drawn (`# chart: cables by year level`), or counts.

import { el, svg } from "../../page/assets/elements.js";

const MOST = 40;
const NUMBERS = new Set(["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"]);
/** @param {AnswerCell} cell */
const amount = (cell) => (cell ? cell.v : "");
/** @param {AnswerCell} cell */
const wordsOf = (cell) => (cell ? cell.s || cell.v : "–");
/** @param {AnswerCell} cell */
const isNumber = (cell) => cell && cell.d !== undefined && NUMBERS.has(cell.d) && Number.isFinite(Number(cell.v));
/**
 * Return the column that is drawn, or -1, and those that name its bars: years and numbers of cables are no amounts.
 * @param {Answer} _0
 * @returns {[value: number, names: number[]]}
 */
const chosen = ({ variables, query }) => {
  const said = /^[ \t]*#[ \t]*chart:[ \t]*(\w+)[ \t]+by[ \t]+([\w \t]+?)[ \t]*$/m.exec(query || "");
  if (said) return [variables.indexOf(said[1]), said[2].split(/[ \t]+/).map((name) => variables.indexOf(name)).filter((n) => n >= 0)];
  const plain = (query || "").replace(/#[^\n]*$/gm, "").replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""');
  const made = new Map([...plain.matchAll(/\(((?:(?!\bAS\b)[^{}]){0,400})\bAS\s+[?$](\w+)\s*\)/gi)].map((found) => [found[2], found[1]]));
  const value = variables.findIndex((name) => /^\s*(?:COUNT|SUM|AVG)\s*\(/i.test(made.get(name) || ""));
  return [value, variables.map((_, n) => n).filter((n) => !made.has(variables[n]))];
};
/**
 * @param {HTMLElement} place
 * @param {Answer} table
 */
export const draw = (place, table) => {
  /** @param {string} text */
  const say = (text) => place.replaceChildren(el("p", { class: "quiet" }, text));
  const [value, names] = chosen(table);
  if (value < 0 || !names.length) return say("Nothing here is declared as an amount. A chart draws what a query counts, as in SELECT ?year (COUNT(?cable) AS ?cables), or what a comment in it names: # chart: cables by year");
  /** @param {AnswerCell[]} row */
  const named = (row) => names.map((n) => wordsOf(row[n])).join(" · ");
  const rows = table.rows.filter((row) => isNumber(row[value])).slice(0, MOST);
  const most = Math.max(...rows.map((row) => Math.abs(Number(amount(row[value])))), 0) || 1;
  const HEIGHT = 26, LEFT = 260, WIDTH = 860, ROOM = WIDTH - LEFT - 90;
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${rows.length * HEIGHT + 8}`, role: "img", width: WIDTH,
    "aria-label": `Bars: ${table.variables[value]} by ${names.map((n) => table.variables[n]).join(", ")}; the table has the same values` });
  rows.forEach((row, n) => {
    const number = Number(amount(row[value])), label = named(row), y = n * HEIGHT + 4;
    picture.append(svg("text", { x: LEFT - 8, y: y + 15, "text-anchor": "end", class: "label" }, label.length > 36 ? label.slice(0, 35) + "…" : label));
    picture.append(svg("rect", { x: LEFT, y, width: Math.max(1, Math.abs(number) / most * ROOM), height: HEIGHT - 6, rx: 2, class: number < 0 ? "bar minus" : "bar" }));
    picture.append(svg("text", { x: LEFT + Math.abs(number) / most * ROOM + 8, y: y + 15, class: "number" }, amount(row[value])));
  });
  place.replaceChildren(picture);
  if (table.rows.length > rows.length) {
    place.append(el("p", { class: "quiet" }, `Shown: ${rows.length} of ${table.rows.length} rows.`));
  }
};
