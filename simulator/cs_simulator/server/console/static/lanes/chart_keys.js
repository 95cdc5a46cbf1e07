// The keyboard on the lanes and on their axis.

import { moved } from "./focus.js";
import { focusOn } from "./reaching.js";

/** How far a key zooms, and pans as a part of the width. */
const ZOOM = 1.5;
const PAN = 0.2;

/** @param {import("./chart.js").LaneChart} chart */
export function listenToKeys(chart) {
  chart.rows.grid.addEventListener("keydown", (event) =>
    take(event, onWindow(chart, event) || onGrid(chart, event)),
  );
  chart.axis.element.addEventListener("keydown", (event) =>
    take(event, onWindow(chart, event) || onAxis(chart, event)),
  );
}

/** @param {KeyboardEvent} event @param {boolean} isTaken */
function take(event, isTaken) {
  if (!isTaken) return;
  event.preventDefault();
  event.stopPropagation();
}

/** Zooming and panning, wherever the focus is. @returns {boolean} */
function onWindow(chart, { key, shiftKey, ctrlKey, metaKey, altKey }) {
  if (ctrlKey || metaKey || altKey) return false;
  const { window } = chart;
  const pan = window.scale.width * PAN;
  const acts = {
    "+": () => window.zoom(ZOOM),
    "=": () => window.zoom(ZOOM),
    "-": () => window.zoom(1 / ZOOM),
    0: () => window.all(),
    n: () => window.follow(),
    ...(shiftKey ? { ArrowLeft: () => window.pan(-pan), ArrowRight: () => window.pan(pan) } : {}),
  };
  acts[key]?.();
  return key in acts;
}

function onGrid(chart, event) {
  const opened = chart.at(event.target);
  if (!opened) return false;
  const { lane, place } = opened;
  const isCollapsed = chart.collapsed.has(lane.clusterId);
  if (event.key === "Enter") {
    chart.open(opened);
    return true;
  }
  if (
    lane.kind === "cluster" &&
    !place &&
    (event.key === " " ||
      (event.key === "ArrowLeft" && !isCollapsed) ||
      (event.key === "ArrowRight" && isCollapsed))
  ) {
    chart.fold(lane);
    return true;
  }
  const to = moved(chart.lanes, chart.focused, event, chart.window.scale.perPixel);
  if (to === chart.focused || !isMove(event.key)) return isMove(event.key);
  focusOn(chart, to);
  return true;
}

const MOVES = new Set([
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "PageUp",
  "PageDown",
  "Home",
  "End",
]);

function isMove(key) {
  return MOVES.has(key);
}

/** On the axis: arrow keys choose an instant, Enter moves the clock there. */
function onAxis(chart, { key }) {
  const { axis, window } = chart;
  const { scale } = window;
  const step = 8 * scale.perPixel;
  const at = axis.at ?? chart.now;
  const to = {
    ArrowRight: at + step,
    ArrowUp: at + step,
    ArrowLeft: at - step,
    ArrowDown: at - step,
    PageUp: at + 10 * step,
    PageDown: at - 10 * step,
    Home: scale.start,
    End: scale.end,
  }[key];
  if (to !== undefined) {
    window.reveal(to);
    axis.point(to, chart.drawing);
    return true;
  }
  if (key === "Escape") axis.point(null, chart.drawing);
  if (key === "Enter" && chart.go && axis.at !== null) chart.go(axis.at);
  return key === "Enter";
}
