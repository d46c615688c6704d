// Runs the query, and shows its answer as a table, a chart or a network.

import { byId, el } from "../../page/assets/elements.js";
import { draw as drawChart } from "./chart.js";
import { goTo } from "./editor.js";
import { pathOf } from "./iri_paths.js";
import { draw as drawNetwork } from "./network.js";

const form = byId("ask"), area = byId("sparql"), told = byId("told");
const answer = byId("answer"), tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[role=tab]")]);
const panels = tabs.map((tab) => byId(tab.getAttribute("aria-controls") || ""));
let table = /** @type {Answer | null} */ (null), running = 0;

/**
 * @param {string} text
 * @param {boolean} [bad]
 */
const say = (text, bad) => { told.textContent = text; told.className = bad ? "problem" : "quiet"; };
/** @param {AnswerCell} value */
const cell = (value) => {
  if (!value) return el("td", {});
  const title = value.l ? "language: " + value.l : value.d, text = value.s || value.v;
  const inner = value.t === "iri" ? el("a", { href: pathOf(value.v), title }, text) : el("bdi", { title }, text);
  return el("td", { class: value.d && /integer|decimal|double/.test(value.d) ? "number" : null }, inner);
};
/**
 * @param {HTMLElement} place
 * @param {Answer} table
 */
const drawTable = (place, table) => {
  const head = table.variables.map((name) => el("th", { scope: "col" }, name.replaceAll("_", " ")));
  const body = table.rows.map((row) => el("tr", {}, ...row.map(cell)));
  place.replaceChildren(el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body)));
};
/** @param {number} n */
const show = (n) => {
  tabs.forEach((tab, i) => { tab.setAttribute("aria-selected", i === n ? "true" : "false"); tab.tabIndex = i === n ? 0 : -1; });
  panels.forEach((panel, i) => { panel.hidden = i !== n; });
  if (table) [drawTable, drawChart, drawNetwork][n](panels[n], table);
};
tabs.forEach((tab, n) => {
  tab.addEventListener("click", () => show(n));
  tab.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? tabs.length - 1 : 0;
    if (!step) return;
    const next = (n + step) % tabs.length;
    show(next);
    tabs[next].focus();
  });
});
const run = async () => {
  const mine = running += 1;
  form.dataset.state = "running";
  await asked(mine);
  if (mine === running) form.dataset.state = "done";
};
/** @param {number} mine */
const asked = async (mine) => {
  say("Running …");
  answer.setAttribute("aria-busy", "true");
  const started = performance.now(), query = area.value;
  let reply, text;
  try {
    reply = await fetch("/table", { method: "POST", body: new URLSearchParams({ query }) });
    text = await reply.text();
  } catch {
    if (mine === running) say("The server does not answer: is it still running?", true);
    return;
  }
  if (mine !== running) return;
  answer.setAttribute("aria-busy", "false");
  if (!reply.ok) {
    answer.hidden = true;
    say(text.trim(), true);
    const place = /^(\d+):(\d+)$/.exec(reply.headers.get("X-Error-Position") || "");
    if (place) goTo(Number(place[1]), Number(place[2]));
    return;
  }
  const got = /** @type {Answer} */ ({ ...JSON.parse(text), query });
  table = got;
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  if (got.kind === "boolean") say((got.truth ? "Yes" : "No") + ` (${seconds} s)`);
  else if (got.more) say(`The first ${got.rows.length} rows; there are more: download them, or ask for less (${seconds} s).`);
  else say(`${got.rows.length} ${got.rows.length === 1 ? "row" : "rows"} (${seconds} s)${got.rows.length ? "" : ": nothing in this graph fits"}`);
  answer.hidden = got.kind === "boolean";
  const names = got.kind === "graph" ? ["ttl", "nt", "jsonld", "rdf"] : got.kind === "boolean" ? ["json", "xml"] : ["csv", "tsv", "json", "xml"];
  const format = byId("format");
  [...format.options].forEach((option) => { option.disabled = !names.includes(option.value); });
  if (!names.includes(format.value)) format.value = names[0];
  show(0);
};
form.addEventListener("submit", (event) => {
  if (event.submitter && event.submitter.id === "download") return;
  event.preventDefault();
  run();
});
area.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); run(); }
});
byId("copy-link").addEventListener("click", async () => {
  const link = location.origin + "/query?query=" + encodeURIComponent(area.value);
  try { await navigator.clipboard.writeText(link); say("The link is copied."); } catch { say(link); }
});
if (form.dataset.run === "yes") run();
document.documentElement.dataset.ready = "yes";
