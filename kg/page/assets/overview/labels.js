// Labels beside their nodes: as many as find room, the weightiest first, never on each other or on a node.

import { byId, phone } from "../elements.js";
import { style } from "../theme.js";
import { cableName, nameOf, numberOf, shortName, subjectOf } from "./corpus.js";
import { lit, picture } from "./picture.js";
import { LABEL_WIDTH } from "./scene.js";
import { state } from "./state.js";

const FONT_SIZE = 12.5;
const widths = new Map();

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {string} text
 * @param {string} font
 */
function widthOf(pen, text, font) {
  const key = font + text;
  if (!widths.has(key)) { pen.font = font; widths.set(key, pen.measureText(text).width); }
  return widths.get(key);
}

/**
 * Return text cut to a width, with its width.
 * @param {CanvasRenderingContext2D} pen
 * @param {string} text
 * @param {string} font
 * @param {number} most
 */
function fitted(pen, text, font, most) {
  let cut = text;
  while (cut.length > 4 && widthOf(pen, cut, font) > most) cut = cut.slice(0, Math.max(4, Math.floor(cut.length * most / widthOf(pen, cut, font)) - 1)).trimEnd() + "…";
  return cut;
}

/** @param {SceneNode} node */
function labelOf(node) {
  if (node.id[0] !== "c") return picture.scene.columns ? nameOf(node.id) : shortName(node.id);
  const subject = node.side === "below" ? "" : subjectOf(numberOf(node.id));
  return cableName(numberOf(node.id)) + (subject ? "  " + subject : "");
}

/**
 * Return the labels that have room: text, place of its left end and middle height on the canvas, font size, node.
 * @param {CanvasRenderingContext2D} pen
 */
export function placeLabels(pen) {
  const { scene, network } = picture;
  if (!scene || picture.changing) return [];
  const scale = network.getScale(), unit = scene.columns ? Math.max(1, 9.5 / FONT_SIZE / scale) : 1 / scale;
  const size = FONT_SIZE * unit, family = "system-ui, sans-serif", placed = /** @type {Label[]} */ ([]), taken = /** @type {[number, number, number, number, Id | null][]} */ ([]);
  const body = picture.nodes.get({ returnType: "Object" });
  /** @param {Id} id */
  const radius = (id) => body[id].size || 8;
  const frame = byId("picture").getBoundingClientRect();
  const low = network.DOMtoCanvas({ x: 0, y: 0 }), high = network.DOMtoCanvas({ x: frame.width, y: frame.height });
  for (const [a, b, c, d] of reserved(pen, unit, low, high)) taken.push([a, b, c, d, null]);
  const nodes = [...scene.nodes.values()].filter((n) => n.x > low.x - 300 * unit && n.x < high.x + 300 * unit && n.y > low.y - 50 * unit && n.y < high.y + 50 * unit);
  for (const n of nodes) { const r = radius(n.id); taken.push([n.x - r, n.y - r, n.x + r, n.y + r, n.id]); }
  const near = lit();
  /** @param {SceneNode} n */
  const rank = (n) => (n.id === state.at || n.id === picture.hover ? 3e9 : near && near.nodes.has(n.id) ? 2e9 : 0) + (n.focus ? 1e9 : 0) + n.weight;
  for (const n of nodes.sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1))) {
    if (near && !near.nodes.has(n.id) && n.id !== picture.hover) continue;
    const bold = n.focus === true || n.id === state.at, font = (bold ? "600 " : "") + FONT_SIZE + "px " + family;
    const text = fitted(pen, labelOf(n), font, scene.columns ? (n.side === "below" ? 172 : LABEL_WIDTH) : n.room ? Math.max(60, Math.min(n.room, high.x - n.x) / unit - 80) : 150);
    const width = widthOf(pen, text, font) * unit, r = radius(n.id) + 4 * unit, half = size * 0.62;
    /** @type {Record<Side, [x: number, y: number]>} */
    const spots = { right: [n.x + r, n.y], left: [n.x - r - width, n.y], below: [n.x - width / 2, n.y + r + half], above: [n.x - width / 2, n.y - r - half] };
    const order = /** @type {Side[]} */ (n.side === "auto" ? ["right", "left", "below", "above"] : [n.side]);
    /** @param {number[]} _0 */
    const inside = ([x]) => scene.columns || (x > low.x + 3 * unit && x + width < high.x - 3 * unit);
    /** @param {Side} at */
    const free = (at) => { const [x, y] = spots[at]; return inside(spots[at]) && !taken.some(([a, b, c, d, id]) => id !== n.id && x < c && x + width > a && y - half < d && y + half > b); };
    const must = scene.columns || n.room || n.id === state.at || n.id === picture.hover;
    const side = order.find(free) || (must ? order[0] : null);
    if (!side) continue;
    const [wanted, y] = spots[side], x = scene.columns ? wanted : Math.max(low.x + 4 * unit, Math.min(wanted, high.x - width - 4 * unit));
    taken.push([x, y - half, x + width, y + half, null]);
    placed.push({ text, x, y, size, font: (bold ? "600 " : "") + size + "px " + family, bold, node: n.id, width });
  }
  return placed;
}

/**
 * Return the boxes where no label may stand: the buttons for the zoom, names of communities, degrees of the map.
 * @param {CanvasRenderingContext2D} pen
 * @param {number} unit
 * @param {Point} low
 * @param {Point} high
 */
function reserved(pen, unit, low, high) {
  const { scene } = picture, boxes = /** @type {[number, number, number, number][]} */ ([]);
  if (scene.columns) return boxes;
  const [wide, tall] = phone.matches ? [144, 48] : [50, 122];
  boxes.push([high.x - wide * unit, high.y - tall * unit, high.x, high.y]);
  for (const { text, x, y, align } of scene.headings) {
    const width = widthOf(pen, text, "600 13.5px system-ui, sans-serif") * unit, left = align === "center" ? x - width / 2 : x;
    boxes.push([left, y - 9 * unit, left + width, y + 9 * unit]);
  }
  if (scene.map) for (const { at: [x, y], align } of gridLines(unit)) boxes.push(align === "center" ? [x - 20 * unit, y, x + 20 * unit, y + 11 * unit] : [x, y - 6 * unit, x + 32 * unit, y + 6 * unit]);
  return boxes;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Label[]} placed
 */
export function drawLabels(pen, placed) {
  pen.save();
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  pen.lineJoin = "round";
  const ink = style("--ink"), ground = style("--canvas");
  for (const { text, x, y, size, font } of placed) {
    pen.font = font;
    pen.lineWidth = size / 3.4;
    pen.strokeStyle = ground;
    pen.strokeText(text, x, y);
    pen.fillStyle = ink;
    pen.fillText(text, x, y);
  }
  drawHeadings(pen, ground);
  pen.restore();
}

/**
 * Draw names of communities and headings of groups.
 * @param {CanvasRenderingContext2D} pen
 * @param {string} ground
 */
function drawHeadings(pen, ground) {
  if (!picture.scene || picture.changing) return;
  const { scene, network } = picture, unit = 1 / network.getScale(), size = scene.columns ? 12 * Math.max(1, 9 / 12 * unit) : 13.5 * unit;
  pen.font = "600 " + size + "px system-ui, sans-serif";
  pen.lineWidth = size / 3.4;
  for (const { text, x, y, align, group } of scene.headings) {
    pen.textAlign = align;
    pen.strokeStyle = ground;
    pen.strokeText(text, x, y);
    pen.fillStyle = group === undefined ? style("--muted") : style("--ink");
    pen.fillText(text, x, y);
  }
}

/**
 * Draw what lies under the nodes: the grid of the map.
 * @param {CanvasRenderingContext2D} pen
 */
export function drawGround(pen) {
  const { scene, network } = picture;
  if (!scene || picture.changing) return;
  const unit = 1 / network.getScale();
  pen.save();
  if (scene.map) drawGrid(pen, unit);
  pen.restore();
}

const DEGREE = 10;

/**
 * Draw meridians and parallels every 30 degrees, with their names: the map is drawn from coordinates alone.
 * @param {CanvasRenderingContext2D} pen
 * @param {number} unit
 */
function drawGrid(pen, unit) {
  pen.strokeStyle = style("--rule");
  pen.fillStyle = style("--muted");
  pen.font = 10 * unit + "px system-ui, sans-serif";
  for (const { line, name, at, align } of gridLines(unit)) {
    pen.lineWidth = (name === "0°" ? 1.6 : 0.8) * unit;
    pen.beginPath();
    pen.moveTo(line[0], line[1]);
    pen.lineTo(line[2], line[3]);
    pen.stroke();
    pen.textAlign = align;
    pen.textBaseline = align === "center" ? "top" : "middle";
    pen.fillText(name, at[0], at[1]);
  }
}

/** @param {number} unit */
export function gridLines(unit) {
  const found = /** @type {GridLine[]} */ ([]);
  /** @type {(n: number, positive: string, negative: string) => string} */
  const degrees = (n, positive, negative) => (n === 0 ? "0°" : Math.abs(n) + "° " + (n > 0 ? positive : negative));
  const frame = byId("picture").getBoundingClientRect(), low = picture.network.DOMtoCanvas({ x: 0, y: 0 }), high = picture.network.DOMtoCanvas({ x: frame.width, y: frame.height });
  const tall = picture.scene.tall, top = -80 * DEGREE * tall, bottom = 45 * DEGREE * tall;
  // Where meridians stand close, every second or third one has its name.
  const named = 30 * Math.ceil(50 * unit / (30 * DEGREE));
  for (let lon = -180; lon <= 180; lon += 30) {
    const x = Math.max(low.x + 20 * unit, Math.min(lon * DEGREE, high.x - 20 * unit));
    const outside = Math.abs(x - lon * DEGREE) > 21 * unit;
    found.push({ line: [lon * DEGREE, top, lon * DEGREE, bottom], name: lon % named || outside ? "" : degrees(lon, "E", "W"), at: [x, Math.max(top, low.y) + 3 * unit], align: "center" });
  }
  for (let lat = -30; lat <= 60; lat += 30) {
    const y = -lat * DEGREE * tall;
    found.push({ line: [-180 * DEGREE, y, 180 * DEGREE, y], name: degrees(lat, "N", "S"), at: [Math.max(-180 * DEGREE, low.x) + 4 * unit, y - 7 * unit], align: "left" });
  }
  return found;
}
