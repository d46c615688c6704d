// The picture: a scene drawn with vis-network; labels, headings and the map's grid are drawn on its canvas.

import { edgeKind, NODE_KINDS, nodeKind } from "../data.js";
import { byId, calm, motion, phone, sure } from "../elements.js";
import { style, theme } from "../theme.js";
import { DATA } from "./columns.js";
import { drawGround, drawLabels, placeLabels } from "./labels.js";
import { edgeId, lit, picture } from "./picture.js";
import { LABEL_WIDTH } from "./scene.js";
import { choose, goAround, state } from "./state.js";

const COMMUNITIES = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a7a00"];
/** @param {number} group */
const communityColour = (group) => (group >= 0 && group < COMMUNITIES.length ? COMMUNITIES[group] : theme() === "dark" ? "#8d929b" : "#767268");

export function setUpPicture() {
  const options = { ...DATA.options, nodes: { ...DATA.options.nodes, shape: "dot" } };
  picture.nodes = new vis.DataSet([]);
  picture.edges = new vis.DataSet([]);
  picture.network = new vis.Network(byId("picture"), { nodes: picture.nodes, edges: picture.edges }, { ...options, groups: { useDefaultGroups: false } });
  for (const inner of byId("picture").querySelectorAll("[tabindex]")) inner.setAttribute("tabindex", "-1");
  picture.network.on("click", (event) => {
    if (event.nodes.length) choose(event.nodes[0]);
    else if (event.edges.length) { const edge = sure(picture.scene.edges.find((e) => edgeId(e) === event.edges[0])); choose({ from: edge.from, to: edge.to, kind: edge.kind }); }
    else choose(null);
  });
  picture.network.on("doubleClick", (event) => { if (event.nodes.length) goAround(event.nodes[0]); });
  picture.network.on("hoverNode", (event) => { picture.hover = event.node; byId("picture").style.cursor = "pointer"; });
  picture.network.on("blurNode", () => { picture.hover = null; byId("picture").style.cursor = ""; });
  picture.network.on("hoverEdge", () => { byId("picture").style.cursor = "pointer"; });
  picture.network.on("blurEdge", () => { byId("picture").style.cursor = ""; });
  picture.network.on("beforeDrawing", drawGround);
  picture.network.on("afterDrawing", (pen) => { picture.placed = placeLabels(pen); drawLabels(pen, picture.placed); });
  byId("zoom-in").addEventListener("click", () => zoomBy(1.3));
  byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.3));
  byId("zoom-fit").addEventListener("click", () => fitAll(true));
  byId("picture").addEventListener("keydown", onPictureKey);
  byId("picture").addEventListener("touchend", (event) => { if (event.cancelable) event.preventDefault(); }, { passive: false });
  let width = 0, height = 0;
  new ResizeObserver(([entry]) => {
    const { width: w, height: h } = entry.contentRect;
    if (Math.abs(w - width) > 30 || Math.abs(h - height) > 30) { const first = width === 0; width = w; height = h; if (!first && picture.scene) fitAll(false); }
  }).observe(byId("picture"));
  picture.network.on("zoom", scheduleSizes);
}

/**
 * Return the radius of a node in pixels of the screen.
 * @param {SceneNode} node
 * @param {number} heaviest
 */
function radiusOf(node, heaviest) {
  if (picture.scene.columns) return node.focus ? 12 : 6.5;
  return 3 + 11 * Math.sqrt(node.weight / heaviest);
}

// On the map, nodes grow more slowly than it does, so that what covers each other at first stands apart when near.
const growth = () => (picture.scene.map ? Math.max(0.02, picture.network.getScale()) ** -0.75 * (phone.matches ? 0.42 : 0.8) : picture.scene.columns ? 1 : 1.35);
let sizing = 0;
function scheduleSizes() {
  if (!picture.scene.map || sizing) return;
  sizing = requestAnimationFrame(() => { sizing = 0; paint(); });
}

/** @param {Scene} scene */
export function drawScene(scene) {
  picture.scene = scene;
  picture.heaviest = Math.max(1, ...[...scene.nodes.values()].map((n) => n.weight));
  picture.strongest = new Map();
  for (const e of scene.edges) picture.strongest.set(e.kind, Math.max(picture.strongest.get(e.kind) || 1, e.weight));
  const bends = new Map();
  // Not `setData`: that would move the view. What is drawn half-way is left empty.
  picture.changing = true;
  picture.edges.clear();
  picture.nodes.clear();
  picture.nodes.add([...scene.nodes.values()].map((n) => ({ id: n.id, x: n.x, y: n.y })));
  picture.edges.add(scene.edges.map((e) => {
    const pair = [e.from, e.to].sort().join(" "), nth = bends.get(pair) || 0;
    bends.set(pair, nth + 1);
    return { id: edgeId(e), from: e.from, to: e.to, smooth: bendOf(scene, e, nth) };
  }));
  picture.changing = false;
  paint();
}

/**
 * @param {Scene} scene
 * @param {SceneEdge} edge
 * @param {number} nth
 */
function bendOf(scene, edge, nth) {
  if (scene.columns && state.view === "around" && state.path.length !== 2) return { enabled: true, type: "cubicBezier", forceDirection: phone.matches ? "vertical" : "horizontal", roundness: 0.45 };
  if (!scene.map && !scene.columns && !nth) return { enabled: false };
  return { enabled: true, type: nth % 2 ? "curvedCCW" : "curvedCW", roundness: 0.14 + 0.1 * Math.floor(nth / 2) };
}

/** Bring colours, sizes and the selection in line with the state and the theme. */
export function paint() {
  const { scene, heaviest } = picture, near = lit(), grown = growth(), ink = style("--lit");
  if (!scene) return;
  picture.nodes.update([...scene.nodes.values()].map((n) => {
    const kind = NODE_KINDS.get(n.kind) || nodeKind("addressee");
    let [background, border] = kind[theme()];
    if (n.group !== undefined) { background = communityColour(n.group); border = background; }
    const chosen = state.at === n.id, lighted = { background, border: ink };
    return {
      id: n.id, shape: kind.shape === "box" ? "square" : kind.shape, size: radiusOf(n, heaviest) * grown, borderWidthSelected: 2.4 * (scene.map ? grown : 1), borderWidth: (chosen ? 3 : state.pinned.has(n.id) ? 2.5 : 1) * (scene.map ? grown : 1),
      shapeProperties: { borderDashes: kind.dashed ? [3, 2] : false }, opacity: !near || near.nodes.has(n.id) ? 1 : 0.2,
      color: { background, border: chosen ? ink : border, highlight: lighted, hover: lighted },
    };
  }));
  picture.edges.update(scene.edges.map((e) => {
    const kind = edgeKind(e.kind), colour = kind[theme()], share = Math.sqrt(e.weight / (picture.strongest.get(e.kind) || 1));
    const width = (scene.columns ? kind.width * 0.7 : 0.7 + 3.4 * share) * (scene.map ? grown : 1);
    const on = !near || near.edges.has(edgeId(e));
    return {
      id: edgeId(e), width, selectionWidth: width * 0.6, hoverWidth: width * 0.4, dashes: kind.dashes.length ? kind.dashes.map((d) => d * (scene.map ? grown : 1)) : false,
      color: { color: colour, highlight: colour, hover: colour, opacity: !on ? 0.06 : near ? 0.95 : scene.columns ? 0.75 : 0.3 + 0.5 * share },
      arrows: { to: { enabled: kind.head !== "", scaleFactor: scene.map ? 0.5 * Math.min(3, grown) : 0.45 } },
    };
  }));
  if (typeof state.at === "string" && scene.nodes.has(state.at)) picture.network.setSelection({ nodes: [state.at], edges: [] });
  else if (state.at && typeof state.at === "object" && picture.edges.get(edgeId(state.at))) picture.network.setSelection({ nodes: [], edges: [edgeId(state.at)] });
  else picture.network.unselectAll();
}

/** Return the box that everything takes up, labels of columns included. */
function extent() {
  const nodes = [...picture.scene.nodes.values()];
  if (!nodes.length) return null;
  const labels = picture.scene.columns;
  const left = Math.min(...nodes.map((n) => n.x - (labels && n.side !== "right" ? (n.side === "left" ? LABEL_WIDTH + 14 : 90) : 20)));
  const right = Math.max(...nodes.map((n) => n.x + (labels && n.side !== "left" ? (n.side === "right" ? LABEL_WIDTH + 14 : 90) : 20)));
  const margin = picture.scene.map ? 90 : 0;
  const tops = [...nodes.map((n) => n.y - 16), ...picture.scene.headings.map((h) => h.y - 12)];
  return { left: left - margin, right: right + margin, top: Math.min(...tops), bottom: Math.max(...nodes.map((n) => n.y + 30)) };
}

/** @param {boolean} moving */
export function fitAll(moving) {
  const box = extent();
  if (!box) return;
  picture.network.redraw();
  const frame = byId("picture").getBoundingClientRect(), margin = 16;
  // The buttons for the zoom stand at the right edge; names in columns would lie under them.
  const buttons = picture.scene.columns && !phone.matches ? 44 : 0;
  let scale = Math.min((frame.width - 2 * margin - buttons) / (box.right - box.left || 1), (frame.height - 2 * margin) / (box.bottom - box.top || 1), picture.scene.columns ? 1.15 : 1.6);
  let y = (box.top + box.bottom) / 2;
  if (picture.scene.columns && scale < 0.72) { // too long to be read: the width decides, and the upper end is shown
    scale = Math.min(phone.matches ? 1.1 : Math.max(0.72, scale), (frame.width - 2 * margin) / (box.right - box.left || 1));
    y = Math.min(y, box.top + (frame.height / 2 - margin) / scale);
    if (!phone.matches) y = (box.top + box.bottom) / 2;
  }
  picture.network.moveTo({ position: { x: (box.left + box.right) / 2 + buttons / 2 / scale, y }, scale: Math.max(scale, 0.02), ...(moving ? motion() : {}) });
  if (picture.scene.map) paint();
}

/** @param {number} factor */
function zoomBy(factor) {
  const scale = Math.min(6, Math.max(0.02, picture.network.getScale() * factor));
  picture.network.moveTo({ scale, ...motion() });
  setTimeout(scheduleSizes, calm.matches ? 0 : 270);
}

/** @param {Id} id */
export function bringIntoSight(id) {
  const node = picture.scene.nodes.get(id);
  if (!node) return;
  const screen = picture.network.canvasToDOM(node), frame = byId("picture").getBoundingClientRect();
  const covered = phone.matches ? Math.max(0, frame.bottom - byId("panel").getBoundingClientRect().top) : 0;
  if (screen.x > 40 && screen.x < frame.width - 40 && screen.y > 30 && screen.y < frame.height - covered - 30) return;
  picture.network.moveTo({ position: { x: node.x, y: node.y + covered / 2 / picture.network.getScale() }, ...motion() });
}

const ARROW_KEYS = /** @type {Map<string, [dx: number, dy: number]>} */ (new Map([["ArrowLeft", [-1, 0]], ["ArrowRight", [1, 0]], ["ArrowUp", [0, -1]], ["ArrowDown", [0, 1]]]));

/** @param {KeyboardEvent} event */
function onPictureKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROW_KEYS.get(event.key), at = typeof state.at === "string" && picture.scene.nodes.has(state.at) ? state.at : null;
  if (arrow) { const next = at ? towards(at, ...arrow) : firstNode(); if (next) choose(next); }
  else if (event.key === "Enter") { if (event.shiftKey && at) goAround(at); else byId("panel").focus(); }
  else if (event.key === "+" || event.key === "=") zoomBy(1.3);
  else if (event.key === "-") zoomBy(1 / 1.3);
  else if (event.key === "0") fitAll(true);
  else return;
  event.preventDefault();
}

function firstNode() {
  const nodes = [...picture.scene.nodes.values()].sort((a, b) => Number(Boolean(b.focus)) - Number(Boolean(a.focus)) || b.weight - a.weight);
  return nodes.length ? nodes[0].id : null;
}

/**
 * @param {Id} from
 * @param {number} dx
 * @param {number} dy
 */
function towards(from, dx, dy) {
  const start = sure(picture.scene.nodes.get(from));
  let best = /** @type {Id | null} */ (null), least = Infinity;
  for (const node of picture.scene.nodes.values()) {
    const along = (node.x - start.x) * dx + (node.y - start.y) * dy;
    const aside = Math.abs((node.x - start.x) * dy) + Math.abs((node.y - start.y) * dx);
    if (node.id === from || along <= 0) continue;
    const cost = along + 2 * aside + (aside > along ? 1e6 : 0);
    if (cost < least) { least = cost; best = node.id; }
  }
  return best;
}
