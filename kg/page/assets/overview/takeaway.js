// Taking away: the picture as PNG, SVG or GEXF, the cables as CSV, the selection as Turtle; and queries to copy.

import { save } from "../copying.js";
import { edgeKind } from "../data.js";
import { byId, el, sure } from "../elements.js";
import { style } from "../theme.js";
import { cablesOf } from "./around.js";
import { COLUMNS, DATA } from "./columns.js";
import { cableName, corpus, dateOf, iriOf, keyOf, kindOf, localOf, markedFields, nameOf, row, wholeSubject } from "./corpus.js";
import { gridLines } from "./labels.js";
import { edgeId, picture } from "./picture.js";
import { FACETS, state } from "./state.js";

const MOST_TAKEN = 20000;

/**
 * The name of a file: what the picture shows.
 * @param {string} ending
 */
function fileName(ending) {
  const of = state.around ? localOf(state.around) : state.path.length === 2 ? "way" : state.view;
  return "network-" + of.replace(/[^A-Za-z0-9.-]+/g, "-").slice(0, 60) + "." + ending;
}

function savePng() {
  const from = sure(byId("picture").querySelector("canvas")), to = el("canvas", { width: from.width, height: from.height }), pen = sure(to.getContext("2d"));
  pen.fillStyle = style("--canvas");
  pen.fillRect(0, 0, to.width, to.height);
  pen.drawImage(from, 0, 0);
  to.toBlob((blob) => save(fileName("png"), "image/png", sure(blob)));
}

/** @param {unknown} text */
const xml = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/g, "\ufffd").replace(/[&<>"']/g, (c) => "&#" + c.charCodeAt(0) + ";");
/** @param {Record<string, unknown>} given */
const attributes = (given) => Object.entries(given).filter(([, v]) => v !== null && v !== undefined).map(([k, v]) => ` ${k}="${xml(typeof v === "number" ? Math.round(v * 100) / 100 : v)}"`).join("");
/**
 * @param {string} name
 * @param {Record<string, unknown>} given
 * @param {string} [inside]
 */
const tag = (name, given, inside) => `<${name}${attributes(given)}${inside === undefined ? "/" : ""}>${inside === undefined ? "" : inside + `</${name}>`}`;

/**
 * Return the path of a node's shape of radius r.
 * @param {Shape} shape
 * @param {Point} _1
 * @param {number} r
 */
function outline(shape, { x, y }, r) {
  /** @type {Partial<Record<Shape, [number, number][]>>} */
  const forms = { square: [[-1, -1], [1, -1], [1, 1], [-1, 1]], diamond: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]], triangle: [[0, -1.15], [1.1, 0.85], [-1.1, 0.85]] };
  const points = forms[shape === "box" ? "square" : shape];
  return points ? tag("path", { d: "M" + points.map(([a, b]) => (x + a * r).toFixed(1) + " " + (y + b * r).toFixed(1)).join("L") + "Z" }) : tag("circle", { cx: x, cy: y, r });
}

/** Return the picture as it stands, as SVG: the grid, arrows, nodes, labels that had room. */
function svgOf() {
  const { scene, network } = picture, frame = byId("picture").getBoundingClientRect(), unit = 1 / network.getScale();
  const low = network.DOMtoCanvas({ x: 0, y: 0 }), wide = frame.width * unit, high = frame.height * unit, parts = [];
  parts.push(tag("rect", { x: low.x, y: low.y, width: wide, height: high, fill: style("--canvas") }));
  if (scene.map) for (const { line, name, at, align } of gridLines(unit)) {
    parts.push(tag("line", { x1: line[0], y1: line[1], x2: line[2], y2: line[3], stroke: style("--rule"), "stroke-width": unit }));
    parts.push(tag("text", { x: at[0], y: at[1] + 8 * unit, "font-size": 10 * unit, fill: style("--muted"), "text-anchor": align === "center" ? "middle" : "start" }, xml(name)));
  }
  for (const e of scene.edges) {
    const look = picture.edges.get(edgeId(e)), a = sure(scene.nodes.get(e.from)), b = sure(scene.nodes.get(e.to)), bend = look.smooth.enabled ? (look.smooth.type === "curvedCCW" ? -1 : 1) * look.smooth.roundness : 0;
    const soft = look.smooth.type === "cubicBezier", mx = (a.x + b.x) / 2, my = (a.y + b.y) / 2;
    const d = soft ? `M${a.x} ${a.y}C${mx} ${a.y} ${mx} ${b.y} ${b.x} ${b.y}` : `M${a.x} ${a.y}Q${mx + (b.y - a.y) * bend} ${my - (b.x - a.x) * bend} ${b.x} ${b.y}`;
    parts.push(tag("path", { d, fill: "none", stroke: look.color.color, "stroke-width": look.width, "stroke-opacity": look.color.opacity, "stroke-dasharray": look.dashes ? look.dashes.join(" ") : null }, tag("title", {}, xml(nameOf(e.from) + " – " + edgeKind(e.kind).label + " – " + nameOf(e.to) + ": " + e.weight))));
  }
  for (const n of scene.nodes.values()) {
    const look = picture.nodes.get(n.id);
    parts.push(tag("g", { fill: look.color.background, stroke: look.color.border, "stroke-width": look.borderWidth, "fill-opacity": look.opacity }, outline(look.shape, n, look.size) + tag("title", {}, xml(nameOf(n.id)))));
  }
  for (const h of scene.headings) parts.push(tag("text", { x: h.x, y: h.y, "font-size": scene.columns ? 12 : 13.5 * unit, "font-weight": 600, fill: style(h.group === undefined ? "--muted" : "--ink"), "text-anchor": { left: "start", right: "end", center: "middle" }[h.align] }, xml(h.text)));
  for (const l of picture.placed) parts.push(tag("text", { x: l.x, y: l.y + l.size * 0.35, "font-size": l.size, "font-weight": l.bold ? 600 : 400, fill: style("--ink"), stroke: style("--canvas"), "stroke-width": l.size / 4, "paint-order": "stroke" }, xml(l.text)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n` + tag("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: [low.x, low.y, wide, high].map((v) => v.toFixed(1)).join(" "), width: Math.round(frame.width), height: Math.round(frame.height), "font-family": "system-ui, sans-serif" }, tag("title", {}, xml(DATA.title)) + parts.join("\n"));
}

/** Return a cell of CSV; what a spreadsheet would take for a formula is marked as text, as kg/spreadsheets.py does. */
const FORMULA = /^\s*['=+@＝＋－＠\t\r\n-]/, NUMBER = /^-?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?$/;
/** @param {unknown} value */
const cell = (value) => { const text = String(value), safe = FORMULA.test(text) && !NUMBER.test(text) ? "'" + text : text; return /[",\n\r]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe; };

/** @param {Chosen} choice */
function csvOf(choice) {
  /**
   * @param {string} letter
   * @param {LinkName} link
   * @param {number} c
   */
  const names = (letter, link, c) => Array.from(row(corpus.links[link], c), (n) => localOf(letter + n).split("/").pop()).join(" ");
  /**
   * @param {CodeColumn} column
   * @param {Code[]} codes
   * @param {number} c
   */
  const code = (column, codes, c) => (COLUMNS[column][c] ? codes[COLUMNS[column][c] - 1][2] || codes[COLUMNS[column][c] - 1][1] : "");
  const rows = cablesOf(choice).map((c) => [cableName(c), dateOf(c), COLUMNS.origin[c] ? localOf("p" + (COLUMNS.origin[c] - 1)).split("/").pop() : "", names("p", "action", c), names("p", "info", c), names("t", "topics", c),
    Array.from(row(corpus.links.references, c), cableName).join(" "), ...FACETS.map(([, , column, codes]) => code(column, codes, c)), wholeSubject(c), markedFields(c).join(" "), iriOf("c" + c)]);
  return [["cable", "date", "from", "action", "info", "topics", "references", "classification", "precedence", "release", DATA.subjectsCut ? "subject_begins" : "subject", "doubtful_or_repaired", "iri"], ...rows].map((r) => r.map(cell).join(",")).join("\r\n") + "\r\n";
}

function gexfOf() {
  const nodes = [...picture.scene.nodes.values()].map((n) => tag("node", { id: iriOf(n.id), label: nameOf(n.id) }, tag("attvalues", {}, tag("attvalue", { for: "kind", value: n.kind }) + tag("attvalue", { for: "cables", value: n.weight })) + tag("viz:position", { x: n.x, y: -n.y, z: 0 })));
  const edges = picture.scene.edges.map((e, n) => tag("edge", { id: "e" + n, source: iriOf(e.from), target: iriOf(e.to), weight: e.weight, label: edgeKind(e.kind).label, type: edgeKind(e.kind).head ? "directed" : "undirected" }));
  const columns = tag("attributes", { class: "node" }, tag("attribute", { id: "kind", title: "kind", type: "string" }) + tag("attribute", { id: "cables", title: "cables", type: "integer" }));
  return `<?xml version="1.0" encoding="UTF-8"?>\n` + tag("gexf", { xmlns: "http://www.gexf.net/1.2draft", "xmlns:viz": "http://www.gexf.net/1.2draft/viz", version: "1.2" }, tag("graph", { defaultedgetype: "directed", mode: "static" }, columns + tag("nodes", {}, "\n" + nodes.join("\n") + "\n") + tag("edges", {}, "\n" + edges.join("\n") + "\n")));
}

/** @param {string} text */
const literal = (text) => '"' + text.replace(/[\\"\n\r\t]/g, (c) => /** @type {Record<string, string>} */ ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" })[c]) + '"';
const PREFIXES = ["kg: <" + DATA.base + "ontology#>", "dcterms: <http://purl.org/dc/terms/>", "skos: <http://www.w3.org/2004/02/skos/core#>", "foaf: <http://xmlns.com/foaf/0.1/>", "xsd: <http://www.w3.org/2001/XMLSchema#>"];
const ROLE_OF = { action: "sentTo", info: "copiedTo", topics: "topic", references: "references" };
const PROPERTIES = new Map(DATA.properties);
/** Return the quick property of a field with its prefix. @param {string} role */
const property = (role) => sure(PROPERTIES.get(role));
/** @param {string} kind */
const propertyOf = (kind) => property(edgeKind(kind).role);
const WAYS = ["origin", "sentTo", "copiedTo"].map(property);
/** @param {Id} id */
const quotedIri = (id) => "<" + iriOf(id) + ">";

/**
 * Return what this page knows of the cables behind a choice, as Turtle: the quick statements, as the graph has them.
 * @param {Chosen} choice
 */
export function turtleOf(choice) {
  const all = cablesOf(choice), cables = all.slice(0, MOST_TAKEN), named = new Set(), stated = [];
  /**
   * @param {string} letter
   * @param {ArrayLike<number>} numbers
   */
  const objects = (letter, numbers) => Array.from(numbers, (n) => { named.add(letter + n); return quotedIri(letter + n); }).join(", ");
  for (const c of cables) {
    const lines = ["a kg:Cable", "dcterms:identifier " + literal(keyOf(c))];
    if (wholeSubject(c) && !wholeSubject(c).endsWith("…")) lines.push(property("title") + " " + literal(wholeSubject(c)));
    if (COLUMNS.origin[c]) lines.push(property("origin") + " " + objects("p", [COLUMNS.origin[c] - 1]));
    for (const [name, letter] of /** @type {const} */ ([["action", "p"], ["info", "p"], ["topics", "t"], ["references", "c"]])) { const found = row(corpus.links[name], c); if (found.length) lines.push(property(ROLE_OF[name]) + " " + objects(letter, found)); }
    for (const [, , column, codes] of FACETS.slice(0, 2)) if (COLUMNS[column][c]) lines.push(property(column) + " <" + DATA.base + codes[COLUMNS[column][c] - 1][0] + ">");
    for (const link of row(corpus.links.roles, c)) lines.push(propertyOf(DATA.roles[link % corpus.ROLES][0]) + " " + objects("o", [Math.floor(link / corpus.ROLES)]));
    stated.push(quotedIri("c" + c) + " " + lines.join(" ;\n    ") + " .");
  }
  if (typeof choice === "string" && choice[0] !== "c") named.add(choice);
  const labels = [...named].filter((id) => id[0] !== "c").sort().map((id) => quotedIri(id) + (id[0] === "o" || kindOf(id) === "addressee" ? " foaf:name " + literal(nameOf(id)) : " skos:prefLabel " + literal(nameOf(id)) + "@en") + " .");
  const cut = all.length > cables.length ? "# The first " + cables.length + " of " + all.length + " cables.\n" : "";
  return PREFIXES.map((p) => "@prefix " + p + " .\n").join("") + cut + "\n" + [...stated, ...labels].join("\n\n") + "\n";
}

/**
 * Return a query for the cables behind a choice, the filters included.
 * @param {Chosen} choice
 */
export function sparqlOf(choice) {
  const lines = [], thing = typeof choice === "string" ? choice : null;
  if (thing && thing[0] === "c") return "# Everything that is said of this cable\nSELECT ?property ?value\nWHERE { " + quotedIri(thing) + " ?property ?value }\nORDER BY ?property ?value\n";
  if (thing) {
    const ways = thing[0] === "p" ? WAYS : thing[0] === "t" ? [property("topic")] : DATA.roles.map(([code]) => propertyOf(code));
    lines.push("?cable " + ways.join("|") + " " + quotedIri(thing) + " .");
  } else if (choice && typeof choice !== "string") {
    const { from, to, kind } = choice;
    if (kind === "together") lines.push("?cable " + property("topic") + " " + quotedIri(from) + ", " + quotedIri(to) + " .");
    else if (from[0] === "p") lines.push("?cable " + property("origin") + " " + quotedIri(from) + " .", ...(to[0] === "c" ? ["FILTER(?cable = " + quotedIri(to) + ")"] : ["?cable " + propertyOf(kind) + " " + quotedIri(to) + " ."]));
    else lines.push("VALUES ?cable { " + quotedIri(from) + " }", "?cable " + propertyOf(kind) + " " + quotedIri(to) + " .");
  }
  lines.push("?document kg:copyOf ?cable .", ...filterLines(), "OPTIONAL { ?cable " + property("dateTimeGroup") + " ?date }", "OPTIONAL { ?cable " + property("title") + " ?subject }");
  return PREFIXES.slice(0, 2).concat(PREFIXES[4]).map((p) => "PREFIX " + p + "\n").join("") + "SELECT DISTINCT ?cable ?date ?subject\nWHERE {\n" + lines.map((line) => "  " + line + "\n").join("") + "}\nORDER BY ?date ?cable\n";
}

function filterLines() {
  const lines = /** @type {string[]} */ ([]);
  /** @type {(name: string, iris: string[]) => void} */
  const values = (name, iris) => { lines.push("VALUES ?" + name + " { " + iris.join(" ") + " }"); };
  for (const [name, , column, codes] of FACETS) {
    const chosen = [...state.facets[name]].filter(Boolean).map((n) => "<" + DATA.base + codes[n - 1][0] + ">");
    if (!chosen.length) continue;
    values(column, chosen);
    lines.push(name === "release" ? "?document kg:releaseStatus ?release ." : "?cable " + property(column) + " ?" + column + " .");
  }
  if (state.topics.size) { values("topic", [...state.topics].map(quotedIri)); lines.push("?cable " + property("topic") + " ?topic ."); }
  if (state.posts.size) { values("post", [...state.posts].map(quotedIri)); lines.push("?cable " + WAYS.join("|") + " ?post ."); }
  if (state.from || state.to) lines.push("?cable " + property("dateTimeGroup") + " ?when .", "FILTER(" + [state.from ? 'STR(?when) >= "' + state.from + '"' : "", state.to ? 'STR(?when) < "' + state.to + '~"' : ""].filter(Boolean).join(" && ") + ")");
  return lines;
}

export function setUpTakeAway() {
  const ways = /** @type {[name: string, does: string, run: () => void][]} */ ([
    ["PNG", "the picture as it stands", savePng],
    ["SVG", "the picture, for print", () => save(fileName("svg"), "image/svg+xml", svgOf())],
    ["GEXF", "the picture, for Gephi", () => save(fileName("gexf"), "application/xml", gexfOf())],
    ["CSV", "the cables chosen, as a table", () => save(fileName("csv"), "text/csv;charset=utf-8", "\ufeff" + csvOf(state.at))],
    ["Turtle", "the cables chosen, as RDF", () => save(fileName("ttl"), "text/turtle", turtleOf(state.at))],
    ["SPARQL", "the query for them", () => save(fileName("rq"), "application/sparql-query", sparqlOf(state.at))],
  ]);
  byId("take").replaceChildren(...ways.map(([name, does, run]) => el("button", { type: "button", "data-take": name.toLowerCase(), click: run }, el("strong", {}, name), " ", el("span", { class: "quiet" }, does))));
}
