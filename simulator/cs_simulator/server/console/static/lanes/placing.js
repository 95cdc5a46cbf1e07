// Where the items of one lane stand at one zoom: marks that would cover each other become one.

/** Marks closer than so many pixels are drawn as one. */
export const MARK_GAP = 12;

/**
 * @typedef {object} Place a bar, a mark, or several marks that are drawn as one
 * @property {string} key of its first item
 * @property {import("./model.js").Item[]} items one for a bar
 * @property {number} start
 * @property {number} end `start` of its last mark; Infinity for a bar whose end nobody knows
 * @property {boolean} isMark
 * @property {boolean} isCovered whether it stands on a bar
 * @property {boolean} isMarked whether a mark stands at the beginning of a bar
 * @property {number} next when what comes after it begins; Infinity for the last
 */

/** @type {WeakMap<import("./model.js").Lane, {perPixel: number, places: Place[]}>} */
const placed = new WeakMap();

/**
 * The places of a lane. They depend on the zoom and not on what part is shown, so panning keeps them.
 * @param {import("./model.js").Lane} lane
 * @param {number} perPixel milliseconds in a pixel
 * @returns {Place[]} by when they begin
 */
export function placesOf(lane, perPixel) {
  const known = placed.get(lane);
  if (known?.perPixel === perPixel) return known.places;
  const places = place(lane.items, MARK_GAP * perPixel);
  placed.set(lane, { perPixel, places });
  return places;
}

/**
 * @param {import("./model.js").Item[]} items
 * @param {number} gap milliseconds
 * @returns {Place[]}
 */
function place(items, gap) {
  const places = [];
  /** @type {Place | null} */
  let marks = null;
  for (const item of items) {
    // Half a mark reaches over what begins with it.
    if (item.isMark) noteMark(places, item, gap / 2);
    if (item.isMark && marks && item.start - marks.start < gap) {
      marks.items.push(item);
      marks.end = item.start;
      continue;
    }
    const end = item.end ?? Infinity;
    const made = {
      key: item.key,
      items: [item],
      start: item.start,
      end,
      isMark: item.isMark,
      isCovered: false,
      isMarked: false,
      next: Infinity,
    };
    if (item.isMark) marks = made;
    places.push(made);
  }
  return withNeighbours(places);
}

/** @param {Place[]} places @param {import("./model.js").Item} mark @param {number} reach milliseconds */
function noteMark(places, mark, reach) {
  const bar = places.findLast((one) => !one.isMark);
  if (bar && mark.start - bar.start < reach) bar.isMarked = true;
}

/** Note for each place what comes after it, and whether a bar is beneath it. */
function withNeighbours(places) {
  let covered = -Infinity;
  for (const one of places) {
    one.isCovered = one.isMark && covered > one.end;
    if (!one.isMark) covered = Math.max(covered, one.end);
  }
  let [next, after] = [Infinity, Infinity];
  for (const one of places.toReversed()) {
    if (one.start < next) [next, after] = [one.start, next];
    one.next = one.start === next ? after : next;
  }
  return places;
}

/**
 * The places of a window, with `room` milliseconds at both sides.
 * @param {Place[]} places
 * @param {number} start
 * @param {number} end
 * @param {number} room
 * @returns {Place[]}
 */
export function placesBetween(places, start, end, room) {
  const shown = [];
  // Bars of one lane may overlap, so the first that begins in the window is not the first seen in it.
  for (const one of places) {
    if (one.start > end + room) break;
    if (one.end >= start - room) shown.push(one);
  }
  return shown;
}

/**
 * How much room the label of a mark has: up to what comes next in its lane. On a bar it has none.
 * @param {Place} one
 * @param {import("./scale.js").Scale} scale
 * @param {number} half of a mark's width
 * @returns {number} pixels
 */
export function roomAfter(one, scale, half) {
  if (one.isCovered) return 0;
  return Math.min(scale.x(one.next) - half, scale.width) - scale.x(one.end) - half - 4;
}

/**
 * The place that has an item, by its key.
 * @param {Place[]} places
 * @param {string} key
 * @returns {Place | undefined}
 */
export function placeOf(places, key) {
  return (
    places.find((one) => one.key === key) ??
    places.find((one) => one.items.some((item) => item.key === key))
  );
}
