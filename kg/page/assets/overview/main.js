// Everything in its order; `data-ready` tells a test, or a person with an inspector, that the page is usable.

import { edgeKind, nodeKind } from "../data.js";
import { announce, byId, phone, sure } from "../elements.js";
import { setUpTheme } from "../theme.js";
import { bringIntoSight, drawScene, fitAll, paint, setUpPicture } from "./canvas.js";
import { unpack } from "./columns.js";
import { idOf, kindOf, nameOf, setUpCorpus, shortName } from "./corpus.js";
import { drawFilters, setUpToggle } from "./filters.js";
import { indexWhenIdle, setUpSearch } from "./find.js";
import { drawLegend } from "./legend.js";
import { applyFilters, setUpPeriod } from "./mask.js";
import { drawPanel } from "./panel.js";
import { picture } from "./picture.js";
import { makeScene } from "./scene.js";
import { change, choose, followState, goAround, readAddress, state, writeAddress } from "./state.js";
import { drawTable, setUpTable } from "./tables.js";
import { setUpTakeAway } from "./takeaway.js";
import { drawTimeline, setUpTimeline } from "./timeline.js";

/**
 * Draw all that hangs on the state. `keepView` leaves the zoom as it is; `fit` shows everything.
 * @param {Redraw} [options]
 */
function refresh(options) {
  const { keepView, fit, legend } = options || {};
  applyFilters();
  drawScene(makeScene());
  drawViews();
  drawLegend(legend);
  drawFilters();
  drawTimeline();
  drawPanel();
  drawTable();
  // Last: the parts above take up room, and only now is it known how much the picture has.
  if (fit || !keepView) fitAll(false);
  if (fit && typeof state.at === "string") bringIntoSight(state.at);
}

function drawViews() {
  const now = state.path.length === 2 ? "path" : state.around ? "around" : state.view;
  for (const button of byId("views").children) button.setAttribute("aria-pressed", String(button.getAttribute("data-view") === now));
  const third = byId("view-around");
  third.hidden = now !== "around" && now !== "path";
  third.dataset.view = now;
  third.textContent = now === "path" ? "A way" : now === "around" ? (state.view === "thread" ? "Thread of " : "Around ") + shortName(sure(state.around)).slice(0, 40) : "";
}

/**
 * Draw what hangs on what is chosen alone, and says what it is.
 * @param {Chosen} choice
 */
function point(choice) {
  if (state.view === "traffic" && !state.around && state.path.length !== 2) { drawScene(makeScene()); drawLegend(); } else paint();
  drawPanel();
  if (typeof choice === "string") bringIntoSight(choice); // now that the panel has its size: on a phone it covers some of the picture
  drawTable();
  writeAddress(true);
  announce(!choice ? "Nothing chosen" : typeof choice === "string" ? nodeKind(kindOf(choice)).label + ": " + nameOf(choice) : edgeKind(choice.kind).label);
}

function setUpViews() {
  for (const button of byId("views").children) {
    button.addEventListener("click", () => {
      if (button.id !== "view-around") change({ view: button.getAttribute("data-view") || "", around: null, path: state.path.length === 1 ? state.path : [], at: null, open: new Set(), most: 0 }, { fit: true });
    });
  }
  byId("panel-close").addEventListener("click", () => { choose(null); byId("picture").focus({ preventScroll: true }); });
  window.addEventListener("popstate", () => { readAddress(); refresh({ fit: true }); });
}

async function start() {
  followState(refresh, point);
  setUpTheme();
  await unpack();
  setUpCorpus();
  setUpPeriod();
  setUpPicture();
  document.addEventListener("themechange", () => { paint(); drawLegend(); });
  phone.addEventListener("change", () => refresh({ fit: true }));
  setUpViews();
  setUpToggle("filter-toggle", "facets");
  setUpToggle("take-toggle", "take");
  const showLegend = setUpToggle("legend-toggle", "legend-kinds");
  showLegend(!phone.matches);
  byId("about-open").addEventListener("click", () => { choose(null); document.body.classList.add("chosen"); byId("panel").focus(); });
  setUpTimeline();
  setUpTable();
  setUpTakeAway();
  setUpSearch();
  readAddress();
  refresh({ fit: true });
  document.documentElement.dataset.ready = "yes";
  indexWhenIdle();
  window.cableKg = { where, labels: labelBoxes, headings: () => picture.scene.headings.map((h) => h.text), open: (iri) => { const id = idOf(iri); if (id) goAround(id); } };
}

/** For scripts of the reader's own: the labels that stand in the picture, with their boxes in its pixels. */
function labelBoxes() {
  picture.network.redraw();
  return picture.placed.map(({ text, x, y, size, width }) => {
    const low = picture.network.canvasToDOM({ x, y: y - size / 2 }), high = picture.network.canvasToDOM({ x: x + width, y: y + size / 2 });
    return { text, left: low.x, top: low.y, right: high.x, bottom: high.y };
  });
}

/**
 * For scripts of the reader's own: where a thing stands on the screen, or null.
 * @param {string} iri
 */
function where(iri) {
  const node = picture.scene.nodes.get(idOf(iri) || "");
  if (!node) return null;
  const { x, y } = picture.network.canvasToDOM(node), frame = byId("picture").getBoundingClientRect();
  return { x: frame.left + x, y: frame.top + y };
}

start().catch((error) => {
  byId("failed").hidden = false;
  byId("failed").textContent = "This page could not be opened: " + (typeof DecompressionStream === "undefined" ? "the browser is too old (it needs DecompressionStream, of 2023)." : error.message);
  throw error;
});
