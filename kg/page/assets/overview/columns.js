// The cables, in columns: unpacked from the page into typed arrays, once.

import { DATA as GIVEN } from "../data.js";
import { byId } from "../elements.js";

export const DATA = /** @type {OverviewData} */ (GIVEN);
export const COLUMNS = /** @type {Columns} */ ({});

/** Read the packed columns; afterwards `COLUMNS` has each by its name, and the coded text is gone from the page. */
export async function unpack() {
  const holder = byId("columns");
  const coded = atob(holder.textContent);
  holder.remove();
  const bytes = new Uint8Array(coded.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = coded.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const data = new Uint8Array(await new Response(stream).arrayBuffer());
  let at = 0;
  for (const [name, count, width, length] of DATA.manifest) {
    const part = data.subarray(at, at + length);
    /** @type {Record<string, Numbers | string[]>} */ (COLUMNS)[name] = width ? joined(part, count, width) : lines(part, count);
    at += length;
  }
}

/**
 * Return numbers from byte planes, the lowest first.
 * @param {Uint8Array} part
 * @param {number} count
 * @param {number} width
 */
function joined(part, count, width) {
  const found = width > 2 ? new Uint32Array(count) : width > 1 ? new Uint16Array(count) : part;
  for (let plane = 0; width > 1 && plane < width; plane++) {
    const shift = 8 * plane, start = plane * count;
    for (let i = 0; i < count; i++) found[i] += part[start + i] * 2 ** shift;
  }
  return found;
}

/**
 * @param {Uint8Array} part
 * @param {number} count
 */
const lines = (part, count) => (count ? new TextDecoder().decode(part).split("\n") : []);
/** @param {number} n */
export const unzigzag = (n) => (n % 2 ? -(n + 1) / 2 : n / 2);

/**
 * Return lists by row: the numbers of row i are `to[at[i]]` up to `to[at[i + 1] - 1]`.
 * @param {Exclude<LinkName, "people"> | "marked" | "coveredGaps"} name
 * @param {boolean} [relative]
 */
export function rowsOf(name, relative) {
  const lengths = COLUMNS[/** @type {`${string}#`} */ (name + "#")], given = COLUMNS[name];
  const at = new Uint32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) at[i + 1] = at[i] + lengths[i];
  if (!relative) return { at, to: given };
  const to = new Uint32Array(given.length);
  for (let i = 0; i < lengths.length; i++) for (let k = at[i]; k < at[i + 1]; k++) to[k] = i + unzigzag(given[k]);
  return { at, to };
}

/**
 * Turn rows around: for each of `n` things, the rows that name it, in order.
 * @param {Rows} _0
 * @param {number} n
 */
export function turned({ at, to }, n) {
  const starts = new Uint32Array(n + 1), rows = new Uint32Array(to.length);
  for (let k = 0; k < to.length; k++) starts[to[k] + 1]++;
  for (let i = 0; i < n; i++) starts[i + 1] += starts[i];
  const next = starts.slice(0, n);
  for (let i = 0; i + 1 < at.length; i++) for (let k = at[i]; k < at[i + 1]; k++) rows[next[to[k]]++] = i;
  return { at: starts, to: rows };
}

/**
 * @param {Rows} _0
 * @param {number} row
 * @param {number} wanted
 */
export function has({ at, to }, row, wanted) {
  for (let k = at[row]; k < at[row + 1]; k++) if (to[k] === wanted) return true;
  return false;
}
