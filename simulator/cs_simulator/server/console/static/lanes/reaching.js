// Bringing something of a chart into sight: what has the focus, what is selected, what a link is about.

import { labelOf } from "./focus.js";
import { placeOf, placesOf } from "./placing.js";

/** @typedef {import("./chart.js").LaneChart} LaneChart */

/**
 * Move the keyboard's focus, and scroll and pan so that it is seen.
 * @param {LaneChart} chart
 * @param {import("./focus.js").Focus | null} focus
 */
export function focusOn(chart, focus) {
  if (!focus) return;
  const { lanes, rows, window } = chart;
  chart.focused = focus;
  rows.wantsFocus = true;
  const index = rows.indexOf(focus.lane);
  rows.scrollTo(index);
  const place = focus.key && placeOf(placesOf(lanes[index], window.scale.perPixel), focus.key);
  const { start, end } = window.scale;
  if (place && (place.start > end || place.end < start)) window.reveal(place.start);
  chart.drawNow();
}

/**
 * Take over where the browser, or a screen reader, has put the focus.
 * @param {LaneChart} chart
 * @param {EventTarget | null} target
 */
export function noteFocus(chart, target) {
  const found = chart.at(target);
  const key = found?.place?.key ?? "";
  if (!found || (chart.focused?.lane === found.lane.id && chart.focused.key === key)) return;
  chart.focused = { lane: found.lane.id, key, at: found.place?.start ?? null };
  chart.draw();
}

/**
 * Select a cluster, and bring its lane into sight.
 * @param {LaneChart} chart
 * @param {string} clusterId empty for none
 * @returns {boolean} whether it could be
 */
export function selectCluster(chart, clusterId) {
  if (chart.selected === clusterId) return true;
  chart.selected = clusterId;
  chart.draw();
  return revealCluster(chart);
}

/**
 * Mark a call, and an instant; they are brought into sight when they change.
 * @param {LaneChart} chart
 * @param {string} call its request id
 * @param {number | null} instant
 * @returns {boolean} whether they could be
 */
export function highlight(chart, call, instant) {
  if (call === chart.highlighted.call && instant === chart.highlighted.instant) return true;
  chart.highlighted = { call, instant };
  chart.draw();
  return chart.now !== undefined && revealHighlighted(chart);
}

/**
 * Bring what is selected and what is marked into sight.
 * @param {LaneChart} chart
 * @returns {boolean} whether all of it could be
 */
export function revealChosen(chart) {
  const isSeen = revealCluster(chart);
  return revealHighlighted(chart) && isSeen;
}

/** @param {LaneChart} chart @returns {boolean} */
function revealCluster(chart) {
  const { lanes, rows, selected } = chart;
  if (!selected) return true;
  const lane = lanes.find((one) => one.kind === "cluster" && one.clusterId === selected);
  if (!lane) return false;
  rows.scrollTo(rows.indexOf(lane.id));
  if (!rows.grid.contains(document.activeElement)) chart.focused = labelOf(lane);
  return true;
}

/** @param {LaneChart} chart @returns {boolean} */
function revealHighlighted({ lanes, rows, window, highlighted: { call, instant } }) {
  const lane = call ? lanes.find((one) => one.kind === "calls") : undefined;
  const at = instant ?? lane?.items.find((item) => item.data.request_id === call)?.start;
  if (lane && at !== undefined) rows.scrollTo(rows.indexOf(lane.id));
  if (at !== undefined) window.reveal(at);
  return !call || at !== undefined;
}
