// The shortest way between two things, over cables and what they name.

import { arrowOf } from "./around.js";
import { COLUMNS, DATA } from "./columns.js";
import { corpus, kindOf, namedIn, numberOf, row } from "./corpus.js";
import { passing } from "./mask.js";
import { state } from "./state.js";

const STEPS = /** @type {[name: LinkName | "origin", letter: string, kind: string][]} */ ([["origin", "p", "origin"], ["action", "p", "sent_to"], ["info", "p", "copied_to"], ["topics", "t", "topic"], ["people", "o", "mentions"]]);

/**
 * Yield what a thing is directly joined to, as [id, arrow].
 * @param {Id} id
 * @returns {Generator<[Id, Arrow]>}
 */
function* joinedTo(id) {
  const n = numberOf(id);
  if (id[0] === "c") {
    if (n < corpus.held) {
      if (COLUMNS.origin[n]) yield ["p" + (COLUMNS.origin[n] - 1), arrowOf("origin", id, "p" + (COLUMNS.origin[n] - 1))];
      for (const [name, letter, kind] of STEPS) {
        if (name === "origin" || name === "people") continue;
        for (const m of row(corpus.links[name], n)) yield [letter + m, { from: id, to: letter + m, kind }];
      }
      for (const link of row(corpus.links.roles, n)) {
        const other = "o" + Math.floor(link / corpus.ROLES);
        yield [other, arrowOf(DATA.roles[link % corpus.ROLES][0], id, other)];
      }
      for (const m of row(corpus.links.references, n)) yield ["c" + m, arrowOf("references", id, "c" + m)];
    }
    for (const m of row(namedIn("references"), n)) yield ["c" + m, arrowOf("references", "c" + m, id)];
    return;
  }
  for (const [name, letter, kind] of STEPS) {
    if (letter !== id[0]) continue;
    for (const c of row(namedIn(name), n)) {
      const role = name === "people" ? (Array.from(row(corpus.links.roles, c)).find((link) => Math.floor(link / corpus.ROLES) === n) ?? 0) % corpus.ROLES : 0;
      yield ["c" + c, arrowOf(name === "people" ? DATA.roles[role][0] : kind, "c" + c, id)];
    }
  }
}

/**
 * Return a shortest way as steps {id, edge}, or null; it goes through no hub and through nothing that is hidden.
 * @param {Id} from
 * @param {Id} to
 */
export function shortestPath(from, to) {
  const closed = new Set(DATA.chart.hubs.map((n) => "p" + n));
  /** @param {Id} id */
  const open = (id) => id === to || (!closed.has(id) && !state.hidden.has(kindOf(id)) && !state.without.has(id) && (id[0] !== "c" || passing(numberOf(id))));
  const before = /** @type {Map<Id, { id: Id, arrow: Arrow } | null>} */ (new Map([[from, null]]));
  let edge = [from];
  while (edge.length && !before.has(to)) {
    const next = [];
    for (const id of edge) {
      for (const [other, arrow] of joinedTo(id)) {
        if (before.has(other) || state.hiddenArrows.has(arrow.kind) || !open(other)) continue;
        before.set(other, { id, arrow });
        next.push(other);
      }
    }
    edge = next;
  }
  if (!before.has(to)) return null;
  const steps = /** @type {{ id: Id, edge: Arrow | undefined }[]} */ ([]);
  for (let id = /** @type {Id | undefined} */ (to); id; id = before.get(id)?.id) steps.unshift({ id, edge: before.get(id)?.arrow });
  return steps;
}
