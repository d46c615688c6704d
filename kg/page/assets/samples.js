// Small drawings of the kinds of node and arrow, for legends, lists and headings.

import { svg } from "./elements.js";
import { theme } from "./theme.js";

/** @param {NodeKind} kind */
export function nodeSample(kind) {
  const [fill, border] = kind[theme()];
  const look = { fill, stroke: border, "stroke-width": 1.5, ...(kind.dashed ? { "stroke-dasharray": "3 2" } : {}) };
  /** @type {Record<Shape, [name: string, form: Record<string, string | number>]>} */
  const shapes = {
    box: ["rect", { x: 1, y: 4, width: 18, height: 12, rx: 3 }],
    dot: ["circle", { cx: 10, cy: 10, r: 7 }],
    square: ["rect", { x: 4, y: 4, width: 12, height: 12 }],
    triangle: ["path", { d: "M10 3 L17.5 16 L2.5 16 Z" }],
    diamond: ["path", { d: "M10 2 L18 10 L10 18 L2 10 Z" }],
    hexagon: ["path", { d: "M6 3 H14 L18 10 L14 17 H6 L2 10 Z" }],
  };
  const [name, form] = shapes[kind.shape];
  return svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" }, svg(name, { ...form, ...look }));
}

/** @param {EdgeKind} kind */
export function edgeSample(kind) {
  const colour = kind[theme()];
  const dashes = kind.dashes.length ? kind.dashes.join(" ") : null;
  const line = { x1: 1, y1: 10, x2: kind.head ? 27 : 35, y2: 10, stroke: colour, "stroke-width": kind.width, "stroke-dasharray": dashes };
  const parts = [svg("line", line)];
  if (kind.head) parts.push(svg("path", { d: "M26 5.5 L35 10 L26 14.5 Z", fill: colour }));
  return svg("svg", { viewBox: "0 0 36 20", width: 32, height: 18, "aria-hidden": "true" }, ...parts);
}
