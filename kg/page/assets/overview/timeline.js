// The timeline: how many cables there are in each year or month; a stretch of it, brushed, filters everything.

import { byId, el, phone, plural, svg } from "../elements.js";
import { COLUMNS } from "./columns.js";
import { corpus, inWords } from "./corpus.js";
import { mask, PERIOD } from "./mask.js";
import { change, state } from "./state.js";

const TIME = { width: 1000, height: 56 };

export function drawTimeline() {
  const bins = PERIOD.bins;
  byId("timeline").hidden = bins.length < 2;
  if (bins.length < 2) return;
  const all = new Array(bins.length).fill(0), some = new Array(bins.length).fill(0);
  for (let c = 0; c < corpus.held; c++) {
    const bin = PERIOD.binOf[COLUMNS.date[c]];
    if (bin >= 0) { all[bin]++; some[bin] += mask.withoutPeriod[c]; }
  }
  const most = Math.max(1, ...all), step = TIME.width / bins.length;
  const [low, high] = brushed();
  const bars = bins.map((bin, n) => {
    const inside = n >= low && n <= high, x = n * step, wide = Math.max(0.6, step - (step > 4 ? 1 : 0));
    /**
     * @param {number} count
     * @param {string} look
     */
    const bar = (count, look) => svg("rect", { x, y: TIME.height - TIME.height * count / most, width: wide, height: TIME.height * count / most, class: look });
    return svg("g", {}, bar(all[n], "all"), bar(some[n], inside ? "some" : "some out"));
  });
  const chosen = state.from || state.to;
  const frame = chosen ? [svg("rect", { x: low * step, y: 0, width: Math.max(step, (high - low + 1) * step), height: TIME.height, class: "brush" })] : [];
  byId("time-bars").replaceChildren(svg("svg", { viewBox: "0 0 " + TIME.width + " " + TIME.height, preserveAspectRatio: "none", "aria-hidden": "true" }, ...bars, ...frame));
  byId("time-axis").replaceChildren(...ticks().map(([name, at]) => { const tick = el("span", {}, name); tick.style.left = at * 100 + "%"; return tick; }));
  const unit = PERIOD.unit === 4 ? "years" : "months";
  byId("time-said").textContent = chosen ? inWords(bins[low]) + " to " + inWords(bins[high]) + ": " + plural(mask.count, "cable", "cables") : "All " + unit + ": drag over them to choose a period";
  for (const [id, value] of /** @type {const} */ ([["time-from", low], ["time-to", high]])) {
    const slider = byId(id);
    slider.max = String(bins.length - 1);
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", inWords(bins[value]));
  }
  byId("time-all").hidden = !chosen;
}

/** Return the first and the last bin of the chosen period. */
function brushed() {
  const bins = PERIOD.bins, low = state.from ? bins.findIndex((bin) => bin >= state.from.slice(0, PERIOD.unit)) : 0;
  let high = bins.length - 1;
  if (state.to) while (high > 0 && bins[high].slice(0, state.to.length) > state.to) high--;
  return [Math.max(0, low), Math.max(0, low, high)];
}

/** Return at most about ten names of years with their places, 0 to 1. */
function ticks() {
  const found = /** @type {[year: string, at: number][]} */ ([]), bins = PERIOD.bins;
  let last = "";
  bins.forEach((bin, n) => { const year = bin.slice(0, 4); if (year !== last) { found.push([year, n / bins.length]); last = year; } });
  const every = Math.ceil(found.length / (phone.matches ? 5 : 10));
  return found.filter((_, n) => n % every === 0);
}

/**
 * @param {number} low
 * @param {number} high
 * @param {Redraw} [options]
 */
function choosePeriod(low, high, options) {
  const bins = PERIOD.bins, whole = low <= 0 && high >= bins.length - 1;
  change({ from: whole ? "" : bins[low], to: whole ? "" : bins[high] }, { keepView: true, ...options });
}

export function setUpTimeline() {
  const bars = byId("time-bars");
  let start = /** @type {number | null} */ (null);
  /** @param {PointerEvent} event */
  const binAt = (event) => {
    const box = bars.getBoundingClientRect();
    return Math.max(0, Math.min(PERIOD.bins.length - 1, Math.floor((event.clientX - box.left) / box.width * PERIOD.bins.length)));
  };
  bars.addEventListener("pointerdown", (event) => { start = binAt(event); bars.setPointerCapture(event.pointerId); choosePeriod(start, start); event.preventDefault(); });
  bars.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const at = binAt(event);
    requestAnimationFrame(() => choosePeriod(Math.min(start ?? at, at), Math.max(start ?? at, at), { sameStep: true }));
  });
  const end = () => { start = null; };
  bars.addEventListener("pointerup", end);
  bars.addEventListener("pointercancel", end);
  for (const [id, other, pick] of /** @type {const} */ ([["time-from", "time-to", Math.max], ["time-to", "time-from", Math.min]])) {
    byId(id).addEventListener("input", () => {
      const value = Number(byId(id).value), fixed = pick(value, Number(byId(other).value));
      choosePeriod(Math.min(value, fixed), Math.max(value, fixed), { sameStep: true });
    });
  }
  byId("time-all").addEventListener("click", () => { change({ from: "", to: "" }, { keepView: true }); byId("time-from").focus(); });
}
