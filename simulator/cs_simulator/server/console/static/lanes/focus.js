// Where the keyboard stands in the lanes, and where a key takes it: decided without the page.

import { placeOf, placesOf } from "./placing.js";

/**
 * @typedef {object} Focus
 * @property {string} lane id of the lane
 * @property {string} key of the item; empty on the lane's label
 * @property {number | null} at the instant that moving up and down keeps to
 */

const PAGE = 10;

/** @type {Record<string, number>} */
const ROWS = { ArrowUp: -1, ArrowDown: 1, PageUp: -PAGE, PageDown: PAGE };

/**
 * Where a key leads; the same focus where it leads nowhere.
 * @param {import("./model.js").Lane[]} lanes
 * @param {Focus | null} focus
 * @param {{key: string, ctrlKey?: boolean}} pressed
 * @param {number} perPixel milliseconds in a pixel
 * @returns {Focus | null} null if there are no lanes
 */
export function moved(lanes, focus, pressed, perPixel) {
  if (!lanes.length) return null;
  const index = lanes.findIndex((lane) => lane.id === focus?.lane);
  if (!focus || index < 0) return labelOf(lanes[0]);
  const { key, ctrlKey } = pressed;
  if (key in ROWS) return inRow(lanes, index + ROWS[key], focus, perPixel);
  if (ctrlKey && key === "Home") return inRow(lanes, 0, focus, perPixel);
  if (ctrlKey && key === "End") return inRow(lanes, lanes.length - 1, focus, perPixel);
  return along(lanes[index], focus, key, perPixel);
}

/**
 * The focus on the label of a lane.
 * @param {import("./model.js").Lane} lane
 * @returns {Focus}
 */
export function labelOf(lane) {
  return { lane: lane.id, key: "", at: null };
}

/** In another lane: on its label, or on what is nearest to the instant of the item left. */
function inRow(lanes, wanted, focus, perPixel) {
  const lane = lanes[Math.min(Math.max(wanted, 0), lanes.length - 1)];
  const places = placesOf(lane, perPixel);
  if (focus.at === null || !places.length) return { ...labelOf(lane), at: focus.at };
  return { lane: lane.id, key: nearest(places, focus.at).key, at: focus.at };
}

/** Along one lane: its label is left of its first item. */
function along(lane, focus, key, perPixel) {
  const places = placesOf(lane, perPixel);
  const found = focus.key ? placeOf(places, focus.key) : undefined;
  const position = found ? places.indexOf(found) : -1;
  const wanted = {
    ArrowLeft: position - 1,
    ArrowRight: position + 1,
    Home: -1,
    End: places.length - 1,
  }[key];
  if (wanted === undefined || wanted >= places.length) return focus;
  if (wanted < 0) return labelOf(lane);
  return { lane: lane.id, key: places[wanted].key, at: places[wanted].start };
}

/**
 * The place that an instant is in, or else the nearest one.
 * @param {import("./placing.js").Place[]} places
 * @param {number} at
 * @returns {import("./placing.js").Place}
 */
export function nearest(places, at) {
  const away = (one) => (at < one.start ? one.start - at : Math.max(at - one.end, 0));
  return places.reduce((best, one) => (away(one) <= away(best) ? one : best));
}

/**
 * The focus among lanes that have changed: where it was, on the lane's label, or on the first lane.
 * @param {import("./model.js").Lane[]} lanes
 * @param {Focus | null} focus
 * @param {number} perPixel
 * @returns {Focus | null}
 */
export function kept(lanes, focus, perPixel) {
  if (!lanes.length) return null;
  const lane = lanes.find((one) => one.id === focus?.lane);
  if (!focus || !lane) return labelOf(lanes[0]);
  if (!focus.key || placeOf(placesOf(lane, perPixel), focus.key)) return focus;
  return { ...labelOf(lane), at: focus.at };
}
