// The picture: vis-network with the places that were computed when the page was written.

import { closePanel, nodeHidden, openEdge, openNode } from "./choice.js";
import { edgeKind, NODE_KINDS, nodeKind } from "./data.js";
import { byId, motion, phone } from "./elements.js";
import { DATA, EDGES_OF } from "./graph.js";
import { style, theme } from "./theme.js";

export const picture = /** @type {Picture} */ ({ selected: null, near: null });
const FADED = 0.28;
const EDGE = 14;

/** Return the looks of the kinds of node in the present theme. */
function groupLooks() {
  const groups = /** @type {Record<string, object>} */ ({});
  for (const [code, given] of Object.entries(DATA.drawing.options.groups)) {
    const kind = NODE_KINDS.get(code);
    if (!kind) { groups[code] = given; continue; }
    const [fill, border] = kind[theme()];
    const lit = { background: fill, border: style("--lit") };
    const boxed = given.shape === "box";
    const ink = boxed ? (kind.dashed ? border : "#ffffff") : style("--ink");
    groups[code] = {
      ...given,
      color: { background: fill, border, highlight: lit, hover: lit },
      font: { color: ink, strokeWidth: boxed ? 0 : 4, strokeColor: style("--canvas") },
    };
  }
  return groups;
}

function drawPicture() {
  picture.nodes = new vis.DataSet(DATA.drawing.nodes.map((node, i) => ({ ...node, ...standing(i), font: fontOf(i, true) })));
  picture.edges = new vis.DataSet(DATA.drawing.edges.map((edge, i) => ({ ...edge, smooth: smoothOf(i), color: edgeColour(edge.kind, 1) })));
  const options = { ...DATA.drawing.options, groups: groupLooks() };
  picture.network = new vis.Network(byId("picture"), { nodes: picture.nodes, edges: picture.edges }, options);
  for (const inner of byId("picture").querySelectorAll("[tabindex]")) inner.setAttribute("tabindex", "-1");
  picture.network.on("click", (event) => {
    if (event.nodes.length) openNode(event.nodes[0]);
    else if (event.edges.length) openEdge(event.edges[0]);
    else closePanel();
  });
  picture.network.on("afterDrawing", drawLabels);
  picture.network.on("hoverNode", () => { byId("picture").style.cursor = "pointer"; });
  picture.network.on("blurNode", () => { byId("picture").style.cursor = ""; });
  fitAll(false);
}

/** Return the places and bends for the present shape of screen. */
const screenNow = () => (phone.matches ? DATA.drawing.upright : DATA.drawing.level);

/** @param {number} i */
function placeOf(i) {
  const [x, y, side, label, across, down, width, height] = screenNow().places[i];
  return { x, y, side, label, across, down, width, height };
}

/** @param {number} i */
export function standing(i) {
  const { x, y, side, label } = placeOf(i);
  return side ? { x, y } : { x, y, label };
}

/** @param {number} i */
export function smoothOf(i) {
  const bend = screenNow().bends[i];
  return bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : { enabled: false };
}

/**
 * Return the box that a node and its label take up.
 * @param {number} i
 */
export function boxOf(i) {
  const given = placeOf(i), { x, y } = picture.network.getPosition(i);
  const left = x + given.across - given.x - given.width / 2, top = y + given.down - given.y - given.height / 2;
  return { left, right: left + given.width, top, bottom: top + given.height };
}

const LABEL_SIZE = 14, LABEL_LINE = 17, LABEL_GAP = 3;

/**
 * Draw the labels that stand beside their nodes: vis-network knows only labels below.
 * @param {CanvasRenderingContext2D} pen
 */
function drawLabels(pen) {
  pen.save();
  pen.font = LABEL_SIZE + "px system-ui, sans-serif";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 4;
  pen.strokeStyle = style("--canvas");
  const inks = [style("--faint"), style("--ink")];
  for (let i = 0; i < DATA.nodes.length; i++) {
    const { side, label } = placeOf(i);
    if (!side || nodeHidden(i)) continue;
    const { x, y } = picture.network.getPosition(i), away = (DATA.drawing.nodes[i].size || 0) + LABEL_GAP, lines = label.split("\n");
    const beside = side === "right" || side === "left", left = x + (side === "right" ? away + LABEL_GAP : side === "left" ? -away - LABEL_GAP : 0);
    const high = lines.length * LABEL_LINE, top = beside ? y - high / 2 : side === "above" ? y - away - high : y + away;
    pen.textAlign = side === "right" ? "left" : side === "left" ? "right" : "center";
    pen.fillStyle = inks[Number(!picture.near || picture.near.has(i))];
    lines.forEach((line, n) => {
      pen.strokeText(line, left, top + (n + 0.5) * LABEL_LINE);
      pen.fillText(line, left, top + (n + 0.5) * LABEL_LINE);
    });
  }
  pen.restore();
}

/**
 * @param {string} kind
 * @param {number} opacity
 */
export function edgeColour(kind, opacity) {
  const colour = edgeKind(kind)[theme()];
  return { color: colour, highlight: colour, hover: colour, opacity };
}

/** Bring the colours in line with the theme and the selection: what is not next to it is faded. */
function paint() {
  const focus = picture.selected;
  const near = new Set();
  const lit = new Set();
  if (focus && focus.node !== undefined) {
    near.add(focus.node);
    for (const i of EDGES_OF[focus.node]) { lit.add(i); near.add(DATA.edges[i].from); near.add(DATA.edges[i].to); }
  } else if (focus && focus.edge !== undefined) {
    lit.add(focus.edge);
    near.add(DATA.edges[focus.edge].from); near.add(DATA.edges[focus.edge].to);
  }
  if (focus && focus.thread !== undefined) {
    for (const member of DATA.threads[focus.thread].members) if (member.node !== undefined) near.add(member.node);
    DATA.edges.forEach((edge, i) => { if (edge.kind === "references" && near.has(edge.from) && near.has(edge.to)) lit.add(i); });
  }
  picture.near = focus ? near : null;
  /**
   * @param {Set<number>} set
   * @param {number} i
   */
  const on = (set, i) => !focus || set.has(i);
  picture.nodes.update(DATA.nodes.map((_, i) => ({ id: i, opacity: on(near, i) ? 1 : FADED, font: fontOf(i, on(near, i)) })));
  picture.edges.update(DATA.edges.map((edge, i) => ({ id: i, color: edgeColour(edge.kind, on(lit, i) ? 1 : FADED) })));
}

/**
 * @param {number} i
 * @param {boolean} bright
 */
export function fontOf(i, bright) {
  const kind = nodeKind(DATA.nodes[i].kind);
  const boxed = kind.shape === "box";
  const ink = boxed ? (kind.dashed ? kind[theme()][1] : "#ffffff") : style("--ink");
  return { color: bright ? ink : style("--faint") };
}

/**
 * Choose a node or an edge in the picture, and brings a node into sight.
 * @param {Choice | null} choice
 * @param {boolean} move
 */
export function chooseInPicture(choice, move) {
  picture.selected = choice;
  if (choice && choice.node !== undefined) picture.network.setSelection({ nodes: [choice.node], edges: [] });
  else if (choice && choice.edge !== undefined) picture.network.setSelection({ nodes: [], edges: [choice.edge] });
  else picture.network.unselectAll();
  paint();
  if (move && choice && choice.node !== undefined) bringIntoSight(choice.node);
}

/** @param {number} node */
function bringIntoSight(node) {
  const at = picture.network.getPosition(node);
  const screen = picture.network.canvasToDOM(at);
  const frame = byId("picture").getBoundingClientRect();
  const covered = phone.matches ? Math.max(0, frame.bottom - byId("panel").getBoundingClientRect().top) : 0;
  const margin = 50;
  const bottom = frame.height - covered;
  if (screen.x > margin && screen.x < frame.width - margin && screen.y > margin && screen.y < bottom - margin) return;
  const scale = picture.network.getScale();
  picture.network.moveTo({ position: { x: at.x, y: at.y + covered / 2 / scale }, ...motion() });
}

/**
 * Show everything that is not hidden, labels included.
 * @param {boolean} moving
 */
export function fitAll(moving) {
  const boxes = DATA.nodes.map((_, i) => i).filter((i) => !nodeHidden(i)).map(boxOf);
  if (!boxes.length) return;
  const left = Math.min(...boxes.map((b) => b.left)), right = Math.max(...boxes.map((b) => b.right));
  const top = Math.min(...boxes.map((b) => b.top)), bottom = Math.max(...boxes.map((b) => b.bottom));
  const frame = byId("picture").getBoundingClientRect();
  const scale = Math.min((frame.width - 2 * EDGE) / (right - left), (frame.height - 2 * EDGE) / (bottom - top), 1.4);
  picture.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.02), ...(moving ? motion() : {}) });
}

/** @param {number} factor */
function zoomBy(factor) {
  const scale = Math.min(5, Math.max(0.02, picture.network.getScale() * factor));
  picture.network.moveTo({ scale, ...motion() });
}

/**
 * Return the nearest visible node in a direction (dx, dy) from the chosen one, or null.
 * @param {number} from
 * @param {number} dx
 * @param {number} dy
 */
function neighbourTowards(from, dx, dy) {
  const start = picture.network.getPosition(from);
  let best = /** @type {number | null} */ (null), least = Infinity;
  for (let i = 0; i < DATA.nodes.length; i++) {
    if (i === from || picture.nodes.get(i).hidden) continue;
    const at = picture.network.getPosition(i);
    const along = (at.x - start.x) * dx + (at.y - start.y) * dy;
    const aside = Math.abs((at.x - start.x) * dy) + Math.abs((at.y - start.y) * dx);
    if (along <= 0) continue;
    const cost = along + 2 * aside + (aside > along ? 1e6 : 0);
    if (cost < least) { least = cost; best = i; }
  }
  return best;
}

/** Return the node that the keyboard starts from: the one the picture is about, else the first that is shown, or null. */
function firstNode() {
  if (DATA.focus !== null && !nodeHidden(DATA.focus)) return DATA.focus;
  const first = DATA.nodes.findIndex((_, i) => !nodeHidden(i));
  return first < 0 ? null : first;
}

const ARROWS = /** @type {Map<string, [dx: number, dy: number]>} */ (new Map([["ArrowLeft", [-1, 0]], ["ArrowRight", [1, 0]], ["ArrowUp", [0, -1]], ["ArrowDown", [0, 1]]]));

/** @param {KeyboardEvent} event */
function onPictureKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS.get(event.key);
  if (arrow) {
    const from = picture.selected && picture.selected.node !== undefined ? picture.selected.node : null;
    const next = from === null ? firstNode() : neighbourTowards(from, ...arrow);
    if (next !== null) openNode(next);
  } else if (event.key === "Enter") byId("panel").focus();
  else if (event.key === "+" || event.key === "=") zoomBy(1.25);
  else if (event.key === "-") zoomBy(0.8);
  else if (event.key === "0") fitAll(true);
  else return;
  event.preventDefault();
}

export function setUpPicture() {
  drawPicture();
  byId("zoom-in").addEventListener("click", () => zoomBy(1.25));
  byId("zoom-out").addEventListener("click", () => zoomBy(0.8));
  byId("zoom-fit").addEventListener("click", () => fitAll(true));
  byId("picture").addEventListener("keydown", onPictureKey);
  // A tap opens the sheet under the finger; without this the click that follows would press what lies there then.
  byId("picture").addEventListener("touchend", (event) => { if (event.cancelable) event.preventDefault(); }, { passive: false });
  document.addEventListener("themechange", () => { picture.network.setOptions({ groups: groupLooks() }); paint(); });
  phone.addEventListener("change", () => {
    picture.nodes.update(DATA.nodes.map((_, i) => ({ id: i, ...standing(i) })));
    picture.edges.update(DATA.edges.map((_, i) => ({ id: i, smooth: smoothOf(i) })));
    paint();
    fitAll(false);
  });
  let width = 0, height = 0;
  new ResizeObserver(([entry]) => {
    const { width: w, height: h } = entry.contentRect;
    if (Math.abs(w - width) > 40 || Math.abs(h - height) > 40) {
      const first = width === 0;
      width = w; height = h;
      if (!first) fitAll(false);
      if (picture.selected && picture.selected.node !== undefined) bringIntoSight(picture.selected.node);
    }
  }).observe(byId("picture"));
}
