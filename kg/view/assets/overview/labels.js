// Labels beside their nodes: as many as find room, the weightiest first, never on each other or on a node.

const FONT_SIZE = 12.5;
const widths = new Map();

function widthOf(pen, text, font) {
  const key = font + text;
  if (!widths.has(key)) { pen.font = font; widths.set(key, pen.measureText(text).width); }
  return widths.get(key);
}

/** Returns text cut to a width, with its width. */
function fitted(pen, text, font, most) {
  let cut = text;
  while (cut.length > 4 && widthOf(pen, cut, font) > most) cut = cut.slice(0, Math.max(4, Math.floor(cut.length * most / widthOf(pen, cut, font)) - 1)).trimEnd() + "…";
  return cut;
}

function labelOf(node) {
  if (node.id[0] !== "c") return picture.scene.columns ? nameOf(node.id) : shortName(node.id);
  const subject = subjectOf(numberOf(node.id));
  return cableName(numberOf(node.id)) + (subject ? "  " + subject : "");
}

/** Returns the labels that have room: text, place of its left end and middle height on the canvas, font size, node. */
function placeLabels(pen) {
  const { scene, network } = picture;
  if (!scene || picture.changing) return [];
  const scale = network.getScale(), unit = scene.columns ? Math.max(1, 9.5 / FONT_SIZE / scale) : 1 / scale;
  const size = FONT_SIZE * unit, family = "system-ui, sans-serif", placed = [], taken = [];
  const body = picture.nodes.get({ returnType: "Object" });
  const radius = (id) => body[id].size || 8;
  const frame = byId("picture").getBoundingClientRect();
  const low = network.DOMtoCanvas({ x: 0, y: 0 }), high = network.DOMtoCanvas({ x: frame.width, y: frame.height });
  const nodes = [...scene.nodes.values()].filter((n) => n.x > low.x - 300 * unit && n.x < high.x + 300 * unit && n.y > low.y - 50 * unit && n.y < high.y + 50 * unit);
  for (const n of nodes) { const r = radius(n.id); taken.push([n.x - r, n.y - r, n.x + r, n.y + r, n.id]); }
  const near = lit();
  const rank = (n) => (n.id === state.at || n.id === picture.hover ? 3e9 : near && near.nodes.has(n.id) ? 2e9 : 0) + (n.focus ? 1e9 : 0) + n.weight;
  for (const n of nodes.sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1))) {
    if (near && !near.nodes.has(n.id) && n.id !== picture.hover) continue;
    const bold = n.focus || n.id === state.at, font = (bold ? "600 " : "") + FONT_SIZE + "px " + family;
    const text = fitted(pen, labelOf(n), font, scene.columns ? (n.side === "below" ? 172 : LABEL_WIDTH) : 150);
    const width = widthOf(pen, text, font) * unit, r = radius(n.id) + 4 * unit, half = size * 0.62;
    const spots = { right: [n.x + r, n.y], left: [n.x - r - width, n.y], below: [n.x - width / 2, n.y + r + half], above: [n.x - width / 2, n.y - r - half] };
    const order = n.side === "auto" ? ["right", "left", "below", "above"] : [n.side];
    const free = (at) => { const [x, y] = spots[at]; return !taken.some(([a, b, c, d, id]) => id !== n.id && x < c && x + width > a && y - half < d && y + half > b); };
    const must = scene.columns || n.id === state.at || n.id === picture.hover;
    const side = order.find(free) || (must ? order[0] : null);
    if (!side) continue;
    const [x, y] = spots[side];
    taken.push([x, y - half, x + width, y + half, null]);
    placed.push({ text, x, y, size, font: (bold ? "600 " : "") + size + "px " + family, bold, node: n.id, width });
  }
  return placed;
}

function drawLabels(pen, placed) {
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
  pen.restore();
}

/** Draws what lies under the nodes: the grid of the map, names of communities, headings of groups. */
function drawGround(pen) {
  const { scene, network } = picture;
  if (!scene || picture.changing) return;
  const unit = 1 / network.getScale();
  pen.save();
  if (scene.map) drawGrid(pen, unit);
  const big = scene.columns ? 12 * Math.max(1, 9 / 12 * unit) : 13.5 * unit;
  pen.textBaseline = "middle";
  for (const { text, x, y, align, group } of scene.headings) {
    pen.font = "600 " + big + "px system-ui, sans-serif";
    pen.textAlign = align;
    pen.fillStyle = group === undefined ? style("--muted") : style("--ink");
    pen.fillText(text, x, y);
  }
  pen.restore();
}

const DEGREE = 10;

/** Draws meridians and parallels every 30 degrees, with their names: the map is drawn from coordinates alone. */
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

function gridLines(unit) {
  const found = [], degrees = (n, positive, negative) => (n === 0 ? "0°" : Math.abs(n) + "° " + (n > 0 ? positive : negative));
  const frame = byId("picture").getBoundingClientRect(), low = picture.network.DOMtoCanvas({ x: 0, y: 0 }), high = picture.network.DOMtoCanvas({ x: frame.width, y: frame.height });
  for (let lon = -180; lon <= 180; lon += 30) found.push({ line: [lon * DEGREE, -80 * DEGREE, lon * DEGREE, 60 * DEGREE], name: degrees(lon, "E", "W"), at: [lon * DEGREE, Math.max(-80 * DEGREE, low.y) + 3 * unit], align: "center" });
  for (let lat = -60; lat <= 60; lat += 30) found.push({ line: [-180 * DEGREE, -lat * DEGREE, 180 * DEGREE, -lat * DEGREE], name: degrees(lat, "N", "S"), at: [Math.min(180 * DEGREE, high.x) - 4 * unit, -lat * DEGREE - 7 * unit], align: "right" });
  return found;
}
