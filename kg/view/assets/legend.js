// The legend: what the shapes and arrows mean, how many there are, and a switch for each.

const hidden = { nodes: new Set(), edges: new Set() };

function nodeSample(kind) {
  const [fill, border] = kind[theme()];
  const look = { fill, stroke: border, "stroke-width": 1.5, ...(kind.dashed ? { "stroke-dasharray": "3 2" } : {}) };
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

function edgeSample(kind) {
  const colour = kind[theme()];
  const line = { x1: 1, y1: 10, x2: kind.head ? 27 : 35, y2: 10, stroke: colour, "stroke-width": kind.width };
  if (kind.dashes.length) line["stroke-dasharray"] = kind.dashes.join(" ");
  const parts = [svg("line", line)];
  if (kind.head) parts.push(svg("path", { d: "M26 5.5 L35 10 L26 14.5 Z", fill: colour }));
  return svg("svg", { viewBox: "0 0 36 20", width: 32, height: 18, "aria-hidden": "true" }, ...parts);
}

function chip(kind, sample, set) {
  const name = set === hidden.nodes && kind.count !== 1 ? kind.plural : kind.label;
  const button = el("button", {
    type: "button", class: "chip", "aria-pressed": String(!set.has(kind.code)), "data-kind": kind.code,
    title: (set.has(kind.code) ? "Show: " : "Hide: ") + name,
    click: () => toggle(kind, set),
  }, sample, el("span", { class: "name" }, name), el("span", { class: "count" }, kind.count.toLocaleString("en")));
  return button;
}

function toggle(kind, set) {
  if (set.has(kind.code)) set.delete(kind.code); else set.add(kind.code);
  applyFilters();
  announce((kind.plural || kind.label) + (set.has(kind.code) ? " hidden" : " shown"));
  drawLegend(kind.code, set);
  writeAddress(false);
}

function drawLegend(focusCode, focusSet) {
  const draw = (place, kinds, sample, set) => {
    place.replaceChildren(...[...kinds.values()].map((kind) => chip(kind, sample(kind), set)));
    if (focusSet !== set) return;
    for (const button of place.children) if (button.dataset.kind === focusCode) button.focus();
  };
  draw(byId("node-kinds"), NODE_KINDS, nodeSample, hidden.nodes);
  draw(byId("edge-kinds"), EDGE_KINDS, edgeSample, hidden.edges);
}

const nodeHidden = (i) => hidden.nodes.has(DATA.nodes[i].kind);
const edgeHidden = (edge) => hidden.edges.has(edge.kind) || nodeHidden(edge.from) || nodeHidden(edge.to);

/** Shows and hides nodes, arrows and rows of the table as the legend says. */
function applyFilters() {
  picture.nodes.update(DATA.nodes.map((_, i) => ({ id: i, hidden: nodeHidden(i) })));
  picture.edges.update(DATA.edges.map((edge, i) => ({ id: i, hidden: edgeHidden(edge) })));
  filterTable();
}

function setUpLegend() {
  drawLegend();
  const button = byId("legend-toggle");
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    byId("legend").classList.toggle("open", open);
  });
}
