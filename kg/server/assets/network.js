// A simple network of a table: the IRIs of its first two columns of IRIs (subject and object of statements), joined.

import { el, svg } from "../../page/assets/elements.js";
import { pathOf } from "./iri_paths.js";

const MOST = 150, WIDTH = 900, HEIGHT = 560;
/** @param {Answer} table */
const read = (table) => {
  const columns = table.kind === "graph" ? [0, 2]
    : table.variables.map((_, n) => n).filter((n) => table.rows.some((row) => row[n]?.t === "iri")).slice(0, 2);
  const nodes = /** @type {Map<string, PlacedNode>} */ (new Map()), edges = /** @type {Map<string, [PlacedNode, PlacedNode]>} */ (new Map());
  let left = 0;
  if (columns.length < 2) return { nodes, edges, left };
  for (const row of table.rows) {
    const [one, other] = columns.map((n) => row[n]);
    if (!one || !other || one.t !== "iri" || other.t !== "iri" || one.v === other.v) continue;
    const fresh = [one, other].filter((end) => !nodes.has(end.v)).length;
    if (nodes.size + fresh > MOST) { left += 1; continue; }
    const [a, b] = [one, other].map((end) => nodes.get(end.v) || { iri: end.v, label: end.s || end.v, links: 0, x: 0, y: 0, dx: 0, dy: 0 });
    for (const node of [a, b]) { nodes.set(node.iri, node); node.links += 1; }
    edges.set(one.v + " " + other.v, [a, b]);
  }
  return { nodes, edges, left };
};
// Fruchterman–Reingold from a circle: the same answer gives the same picture.
/**
 * @param {Map<string, PlacedNode>} nodes
 * @param {Map<string, [PlacedNode, PlacedNode]>} edges
 */
const place = (nodes, edges) => {
  const all = [...nodes.values()], count = all.length, ideal = 0.8 * Math.sqrt(WIDTH * HEIGHT / count);
  all.forEach((node, n) => { node.x = Math.cos(n * 2.4) * (40 + n * 2); node.y = Math.sin(n * 2.4) * (40 + n * 2); });
  for (let round = 0; round < 200; round += 1) {
    const step = 40 * (1 - round / 200) + 0.5;
    all.forEach((node) => { node.dx = 0; node.dy = 0; });
    for (let i = 0; i < count; i += 1) for (let j = i + 1; j < count; j += 1) {
      const a = all[i], b = all[j], x = a.x - b.x || 0.01, y = a.y - b.y || 0.01, far = x * x + y * y, push = ideal * ideal / far;
      a.dx += x * push; a.dy += y * push; b.dx -= x * push; b.dy -= y * push;
    }
    for (const [a, b] of edges.values()) {
      const x = a.x - b.x, y = a.y - b.y, pull = Math.hypot(x, y) / ideal;
      a.dx -= x * pull; a.dy -= y * pull; b.dx += x * pull; b.dy += y * pull;
    }
    all.forEach((node) => {
      node.dx -= node.x * 0.6; node.dy -= node.y * 0.9;
      const size = Math.hypot(node.dx, node.dy) || 1;
      node.x += node.dx / size * Math.min(size, step); node.y += node.dy / size * Math.min(size, step);
    });
  }
};
/** @param {string} iri */
const kind = (iri) => (/^https:\/\/w3id\.org\/cable-kg\/(cable|post|topic|official)\//.exec(iri) || [])[1] || "other";
/**
 * @param {HTMLElement} where
 * @param {Answer} table
 */
export const draw = (where, table) => {
  const { nodes, edges, left } = read(table);
  const note = el("p", { class: "quiet" });
  if (!nodes.size) { note.textContent = "A network needs two columns of things (IRIs), or a CONSTRUCT."; where.replaceChildren(note); return; }
  place(nodes, edges);
  const all = [...nodes.values()], xs = all.map((n) => n.x), ys = all.map((n) => n.y);
  const box = [Math.min(...xs) - 70, Math.min(...ys) - 30, Math.max(...xs) - Math.min(...xs) + 140, Math.max(...ys) - Math.min(...ys) + 60];
  const picture = svg("svg", { viewBox: box.join(" "), role: "group", class: "net", "aria-label": `Network of ${all.length} things; the table has the same` });
  for (const [a, b] of edges.values()) picture.append(svg("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y }));
  for (const node of all) {
    const link = svg("a", { href: pathOf(node.iri) });
    link.append(svg("circle", { cx: node.x, cy: node.y, r: Math.min(14, 4 + Math.sqrt(node.links) * 1.5), class: kind(node.iri) }));
    if (all.length <= 60 || node.links > 2) {
      link.append(svg("text", { x: node.x, y: node.y - 10, "text-anchor": "middle" }, node.label.length > 24 ? node.label.slice(0, 23) + "…" : node.label));
    }
    link.append(svg("title", {}, node.label));
    picture.append(link);
  }
  note.textContent = left ? `Shown: ${all.length} things; ${left} rows have no room.` : `${all.length} things, ${edges.size} links.`;
  where.replaceChildren(picture, note);
};
