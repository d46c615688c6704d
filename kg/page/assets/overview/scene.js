// Scenes: what the picture shows, with the place of everything. Posts on the map and topics have the places that were
// computed when the page was written; what is around a thing stands in two columns beside it.

import { edgeKind } from "../data.js";
import { phone, plural, sure } from "../elements.js";
import { add, around, arrowOf } from "./around.js";
import { COLUMNS, DATA } from "./columns.js";
import { corpus, kindOf, namedIn, numberOf, row, shortName, yearOf } from "./corpus.js";
import { threadMembers } from "./known.js";
import { filtered, mask, passing } from "./mask.js";
import { shortestPath } from "./route.js";
import { MOST_SHOWN, state } from "./state.js";

const ROW = 25, HEADING = 30, COLUMN = 205, REACH = 470;
export const LABEL_WIDTH = 228;
/** How much longer a degree of latitude is than one of longitude: true at 34°; an upright screen has room for more. */
const TALL = { level: 1.2, upright: 1.8 };
/** How wide the names of those without a place on the map may be, in degrees times ten: they stand in rows below it. */
const SHELF_ROOM = 1000;
const MOST_ARROWS = /** @type {Record<string, number>} */ ({ sent_to: 110, copied_to: 70 });

export function makeScene() {
  const scene = /** @type {Scene} */ ({ nodes: new Map(), edges: [], headings: [], notes: [], map: false, columns: false, tall: 1 });
  if (state.path.length === 2) pathScene(scene);
  else if (state.view === "thread") threadScene(scene);
  else if (state.around) aroundScene(scene);
  else if (state.view === "topics") topicsScene(scene);
  else trafficScene(scene);
  if (!state.around && state.path.length !== 2) dropHidden(scene);
  return scene;
}

/**
 * @param {Scene} scene
 * @param {Id} id
 * @param {number} x
 * @param {number} y
 * @param {Partial<SceneNode>} [more]
 */
function put(scene, id, x, y, more) {
  scene.nodes.set(id, { id, x, y, kind: kindOf(id), weight: 1, side: "auto", ...more });
}

/** @param {Scene} scene */
function dropHidden(scene) {
  for (const [id, node] of scene.nodes) if (state.hidden.has(node.kind) || state.without.has(id)) scene.nodes.delete(id);
  scene.edges = scene.edges.filter((e) => scene.nodes.has(e.from) && scene.nodes.has(e.to) && !state.hiddenArrows.has(e.kind));
}

/**
 * Return for each pair of drawn places how many cables went from one to the other.
 * @param {"action" | "info"} name
 * @param {Uint8Array} drawn
 */
function trafficCounts(name, drawn) {
  const counts = new Map(), { at, to } = corpus.links[name], places = DATA.places.length;
  for (let c = 0; c < corpus.held; c++) {
    const from = COLUMNS.origin[c] - 1;
    if (!mask.passes[c] || from < 0 || !drawn[from]) continue;
    for (let k = at[c]; k < at[c + 1]; k++) if (drawn[to[k]] && to[k] !== from) add(counts, from * places + to[k]);
  }
  return counts;
}

/**
 * Return the pairs that stand out, by the disparity filter (Serrano, Boguñá and Vespignani 2009), the clearest first.
 * @param {Map<number, number>} counts
 */
function backbone(counts) {
  const places = DATA.places.length, sums = [new Map(), new Map()], degrees = [new Map(), new Map()];
  /**
   * @param {Map<number, number>} map
   * @param {number} key
   * @param {number} by
   */
  const raise = (map, key, by) => map.set(key, (map.get(key) || 0) + by);
  for (const [pair, n] of counts) {
    [Math.floor(pair / places), pair % places].forEach((end, side) => { raise(sums[side], end, n); raise(degrees[side], end, 1); });
  }
  /**
   * @param {number} n
   * @param {number} end
   * @param {number} side
   */
  const chance = (n, end, side) => (sure(degrees[side].get(end)) < 2 ? 1 : (1 - n / sure(sums[side].get(end))) ** (sure(degrees[side].get(end)) - 1));
  return [...counts].map(([pair, n]) => {
    const from = Math.floor(pair / places), to = pair % places;
    return { from, to, n, chance: Math.min(chance(n, from, 0), chance(n, to, 1)) };
  }).sort((a, b) => a.chance - b.chance || b.n - a.n || a.from - b.from || a.to - b.to);
}

/** @param {Scene} scene */
function trafficScene(scene) {
  const { places, hubs, mapped } = DATA.chart;
  scene.map = mapped;
  scene.tall = !mapped ? 1 : phone.matches ? TALL.upright : TALL.level;
  const drawn = new Uint8Array(DATA.places.length), left = new Set(state.hubs ? [] : hubs);
  for (const [n] of places) if (!left.has(n)) drawn[n] = 1;
  const volume = placeVolumes();
  for (const [n, x, y] of places) if (drawn[n] && (volume[n] || state.pinned.has("p" + n))) put(scene, "p" + n, x, y * scene.tall, { weight: volume[n], ...(mapped && DATA.places[n].length < 4 ? { side: "right", room: SHELF_ROOM } : {}) });
  const shelf = [...scene.nodes.values()].filter((n) => n.room && !state.hidden.has(n.kind));
  if (shelf.length) scene.headings.push({ text: "Without a place on the map", x: Math.min(...shelf.map((n) => n.x)) - 40, y: Math.min(...shelf.map((n) => n.y)) - 110 * scene.tall, align: "left" });
  for (const [kind, name] of /** @type {const} */ ([["sent_to", "action"], ["copied_to", "info"]])) {
    if (state.hiddenArrows.has(kind)) continue;
    const ranked = backbone(trafficCounts(name, drawn));
    const own = typeof state.at === "string" && state.at[0] === "p" ? numberOf(state.at) : -1;
    const ofChosen = ranked.slice(MOST_ARROWS[kind]).filter(({ from, to }) => from === own || to === own).sort((a, b) => b.n - a.n).slice(0, 25);
    for (const { from, to, n } of [...ranked.slice(0, MOST_ARROWS[kind]), ...ofChosen]) scene.edges.push({ from: "p" + from, to: "p" + to, kind, weight: n });
    if (ranked.length > MOST_ARROWS[kind]) scene.notes.push(edgeKind(kind).label + ": the " + MOST_ARROWS[kind] + " arrows that stand out, of " + ranked.length.toLocaleString("en") + ".");
  }
  const active = volume.reduce((sum, n) => sum + (n > 0), 0);
  if (scene.nodes.size < active) scene.notes.unshift("Shown: " + scene.nodes.size + " of " + plural(active, "sender or addressee", "senders and addressees") + " of the cables held, the busiest.");
  if (hubs.length && !state.hubs) {
    scene.notes.push("Left out, so that the rest can be seen: " + hubs.map((n) => shortName("p" + n) + " (in " + plural(volume[n], "cable", "cables") + ")").join(", ") + ".");
  }
}

/** Return in how many passing cables each place is named, as origin or addressee. */
function placeVolumes() {
  const volume = new Array(DATA.places.length).fill(0);
  for (let c = 0; c < corpus.held; c++) {
    if (!mask.passes[c]) continue;
    if (COLUMNS.origin[c]) volume[COLUMNS.origin[c] - 1]++;
    for (const name of /** @type {const} */ (["action", "info"])) { const { at, to } = corpus.links[name]; for (let k = at[c]; k < at[c + 1]; k++) volume[to[k]]++; }
  }
  return volume;
}

/** @param {Scene} scene */
function topicsScene(scene) {
  const { topics, ties, groups } = DATA.chart, width = DATA.topics.length;
  const times = new Array(width).fill(0), both = new Map(ties.map(([a, b]) => [a * width + b, 0]));
  const { at, to } = corpus.links.topics;
  for (let c = 0; c < corpus.held; c++) {
    if (!mask.passes[c]) continue;
    for (let k = at[c]; k < at[c + 1]; k++) {
      times[to[k]]++;
      for (let m = k + 1; m < at[c + 1]; m++) { const pair = to[k] * width + to[m]; if (both.has(pair)) both.set(pair, (both.get(pair) || 0) + 1); }
    }
  }
  for (const [n, x, y, group] of topics) if (times[n]) put(scene, "t" + n, x, y, { weight: times[n], group });
  for (const [a, b] of ties) { const n = both.get(a * width + b); if (n) scene.edges.push({ from: "t" + a, to: "t" + b, kind: "together", weight: n }); }
  groups.forEach((name, group) => {
    const members = topics.filter((spot) => spot[3] === group && times[spot[0]]);
    if (members.length) scene.headings.push({ text: name, group, x: mean(members.map((s) => s[1])), y: Math.min(...members.map((s) => s[2])) - 40, align: "center" });
  });
  const used = times.reduce((sum, n) => sum + (n > 0), 0);
  if (scene.nodes.size < used) scene.notes.push("Shown: " + scene.nodes.size + " of " + plural(used, "topic", "topics") + ", the most frequent.");
  scene.notes.push("A line joins topics that stand together more often than by chance.");
}

/** @param {number[]} values */
const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;

/**
 * Place groups in a column, from the top; returns its height.
 * @param {Scene} scene
 * @param {Group[]} groups
 * @param {Id} middle
 * @param {string} side
 * @param {number} x
 * @param {number} top
 * @param {number} most
 */
function column(scene, groups, middle, side, x, top, most) {
  const narrow = phone.matches, outward = side === "left" && !narrow ? "left" : "right";
  let y = top;
  for (const { title, kind, inward, items } of groups) {
    const fresh = items.filter(([id]) => !scene.nodes.has(id));
    const chosen = [...fresh.slice(0, most), ...fresh.slice(most).filter(([id]) => state.pinned.has(id))];
    for (const [id, weight] of items) if (scene.nodes.has(id)) edgeTo(scene, middle, id, kind, inward, weight);
    if (!chosen.length) continue;
    const count = chosen.length < items.length ? " · shown " + chosen.length + " of " + items.length.toLocaleString("en") : items.length > 1 ? " · " + items.length : "";
    scene.headings.push({ text: title + count, x: outward === "left" ? x + 10 : x - 10, y: y + 6, align: outward === "left" ? "right" : "left" });
    y += HEADING - 2;
    for (const [id, weight] of chosen) {
      put(scene, id, x, y, { side: outward, weight });
      edgeTo(scene, middle, id, kind, inward, weight);
      y += ROW;
    }
    y += 8;
  }
  return y - top;
}

/**
 * @param {Scene} scene
 * @param {Id} middle
 * @param {Id} id
 * @param {string} kind
 * @param {boolean} inward
 * @param {number} weight
 */
function edgeTo(scene, middle, id, kind, inward, weight) {
  const { from, to } = inward ? arrowOf(kind, id, middle) : arrowOf(kind, middle, id);
  if (!scene.edges.some((e) => e.from === from && e.to === to && e.kind === kind)) scene.edges.push({ from, to, kind, weight });
}

/** @param {Scene} scene */
function aroundScene(scene) {
  const id = sure(state.around), groups = around(id), most = MOST_SHOWN[state.most];
  scene.columns = true;
  put(scene, id, 0, 0, { focus: true, side: phone.matches ? "right" : "below", weight: 1 });
  /** @param {Group[]} list */
  const height = (list) => list.reduce((sum, g) => sum + HEADING + 6 + ROW * Math.min(most, g.items.length), 0);
  /** @type {Record<"left" | "right", Group[]>} */
  const sides = { left: groups.filter((g) => g.side === "left"), right: groups.filter((g) => g.side === "right") };
  for (const group of groups.filter((g) => g.side === "either")) sides[height(sides.left) <= height(sides.right) ? "left" : "right"].push(group);
  if (phone.matches) column(scene, [...sides.right, ...sides.left], id, "right", 46, 56, most);
  else for (const side of /** @type {const} */ (["left", "right"])) column(scene, sides[side], id, side, side === "left" ? -COLUMN : COLUMN, -height(sides[side]) / 2, most);
  for (const open of state.open) if (open !== id && scene.nodes.has(open)) unfold(scene, open);
  pin(scene, id);
  const cut = groups.some((g) => g.items.length > most);
  if (cut) scene.notes.push("Shown are the first " + most + " of each group.");
  if (filtered()) scene.notes.push("Counted are cables that pass the filters.");
}

/**
 * Add what is around a node that was opened, in a column further out.
 * @param {Scene} scene
 * @param {Id} id
 */
function unfold(scene, id) {
  const node = sure(scene.nodes.get(id)), left = node.x < 0;
  const groups = around(id).map((g) => ({ ...g, side: /** @type {"left" | "right"} */ (left ? "left" : "right") }));
  const x = node.x + (left ? -REACH : REACH);
  const taken = [...scene.nodes.values()].filter((n) => Math.abs(n.x - x) < 5).map((n) => n.y);
  const start = taken.length ? Math.max(...taken) + 2 * ROW : node.y - ROW * Math.min(groups.length * 3, 8);
  column(scene, groups, id, left ? "left" : "right", x, start, 5);
}

/**
 * Pinned things stay in the picture, whatever it shows; they are joined to the middle by what joins them.
 * @param {Scene} scene
 * @param {Id} id
 */
function pin(scene, id) {
  const bottom = Math.max(...[...scene.nodes.values()].map((n) => n.y)) + 2 * ROW;
  const fresh = [...state.pinned].filter((one) => !scene.nodes.has(one) && !state.without.has(one));
  if (!fresh.length) return;
  const groups = around(id);
  scene.headings.push({ text: "Pinned", x: -10, y: bottom, align: "left" });
  fresh.forEach((one, n) => {
    put(scene, one, 0, bottom + HEADING + n * ROW, { side: "right" });
    for (const { kind, inward, items } of groups) { const found = items.find(([other]) => other === one); if (found) edgeTo(scene, id, one, kind, inward, found[1]); }
  });
}

/**
 * A thread as the graph has it, from early to late; of a cable in none, what hangs together by references, outwards.
 * @param {Scene} scene
 */
function threadScene(scene) {
  const start = numberOf(sure(state.around)), most = 3 * MOST_SHOWN[state.most], thread = threadMembers(start);
  /** @param {number} c */
  const stays = (c) => passing(c) && !state.hidden.has(kindOf("c" + c)) && !state.without.has("c" + c);
  const found = thread.length ? [start, ...thread.filter((c) => c !== start && stays(c))] : [start], seen = new Set(found);
  const citing = namedIn("references"), { references } = corpus.links;
  for (let n = 0; !thread.length && n < found.length && found.length < 5000; n++) {
    const near = [...(found[n] < corpus.held ? row(references, found[n]) : []), ...row(citing, found[n])];
    for (const other of near) if (!seen.has(other) && stays(other)) { seen.add(other); found.push(other); }
  }
  const shown = found.slice(0, most).sort((a, b) => yearOf(a).localeCompare(yearOf(b)) || a - b);
  const chosen = new Set(shown), lanes = phone.matches ? 1 : 3;
  scene.columns = true;
  shown.forEach((c, n) => put(scene, "c" + c, phone.matches ? 0 : (n % lanes) * (LABEL_WIDTH + 110), n * (phone.matches ? 34 : 30), { side: "right", focus: c === start }));
  for (const c of shown) if (c < corpus.held) for (const other of row(references, c)) if (chosen.has(other)) scene.edges.push({ from: "c" + c, to: "c" + other, kind: "references", weight: 1 });
  const whole = found.length >= 5000 ? "more than 5,000" : found.length.toLocaleString("en");
  scene.notes.push((found.length > shown.length ? "Shown " + shown.length + " of " : "") + whole + (found.length === 1 ? " cable" : " cables") + (thread.length ? " of the thread" : " that hang together by references") + "; early ones above.");
  dropHidden(scene);
}

/** @param {Scene} scene */
function pathScene(scene) {
  const [from, to] = state.path, steps = shortestPath(from, to);
  scene.columns = true;
  if (!steps) {
    put(scene, from, -140, 0, { side: "below", focus: true });
    put(scene, to, 140, 0, { side: "below", focus: true });
    scene.notes.push("No way leads from one to the other through what is shown.");
    return;
  }
  const down = phone.matches;
  steps.forEach(({ id }, n) => put(scene, id, down ? 0 : n * 190, down ? n * 80 : (n % 2) * 70, { side: down ? "right" : "below", focus: n === 0 || n === steps.length - 1 }));
  steps.forEach(({ edge }) => { if (edge) scene.edges.push({ ...edge, weight: 1 }); });
  scene.notes.push("A shortest way: " + plural(steps.length - 1, "step", "steps") + ". Kinds that are switched off in the legend, and what was hidden, are gone around.");
}
