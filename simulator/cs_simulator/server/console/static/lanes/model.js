// What the lanes draw, made from the rows of the picture: bars and marks with numbers for instants.

import { millis } from "../base/format.js";

/**
 * @typedef {object} Item one bar or one mark
 * @property {string} key unique in its lane, and the same as long as it is the same thing
 * @property {boolean} isMark
 * @property {number} start milliseconds
 * @property {number | null} end of a bar; null while nobody knows it, `start` for a mark
 * @property {string} name of a bar: a stage or a state; of a mark: what it says
 * @property {string} status of a bar: `done`, `running`, `held`, `expected`, `failed`, `canceled`, `state`
 * @property {string} kind of a mark: `call`, `fault`, `lost`, …; of a bar: `bar`
 * @property {Record<string, any>} data as the picture has it
 */

/**
 * @typedef {object} Lane one row
 * @property {string} id
 * @property {string} kind `calls`, `rule`, `actions`, `cluster`, `pool`, `task` or `node`
 * @property {string} label
 * @property {string} note
 * @property {string} clusterId
 * @property {number} level 1; 2 for what belongs to a cluster, 3 for what belongs to a pool
 * @property {Item[]} items by when they begin; a mark after the bar that begins with it
 * @property {Record<string, any>} data as the picture has it
 */

const made = new WeakMap();

/**
 * The lane of a row of the picture; the same lane for the same row.
 * @param {any} row
 * @returns {Lane}
 */
export function laneOf(row) {
  let lane = made.get(row);
  if (!lane) {
    const bars = row.bars.map(barOf);
    const items = [
      ...bars,
      ...row.marks.map((mark) => markOf(mark, row)).filter((mark) => !isTold(mark, bars)),
    ];
    lane = {
      id: row.id,
      kind: row.kind,
      label: row.label,
      note: row.note ?? "",
      clusterId: row.cluster_id ?? "",
      level: levelOf(row),
      items: keyed(items.sort((a, b) => a.start - b.start || Number(a.isMark) - Number(b.isMark))),
      data: row,
    };
    made.set(row, lane);
  }
  return lane;
}

/** @param {any} row @returns {number} */
function levelOf({ kind, cluster_id: clusterId, group_id: groupId }) {
  if (!clusterId || kind === "cluster") return 1;
  return groupId && kind !== "pool" ? 3 : 2;
}

/** @param {any} bar @returns {Item} */
function barOf(bar) {
  const { name, status, started, ended } = bar;
  const [start, end] = [millis(started), ended ? millis(ended) : null];
  return { key: "", isMark: false, start, end, name, status, kind: "bar", data: bar };
}

/** In the row of a rule its name need not be said again. @param {any} mark @param {any} row @returns {Item} */
function markOf(mark, row) {
  const start = millis(mark.at);
  const name = row.kind === "rule" ? mark.text.replace(`${row.label}: `, "") : mark.text;
  return {
    key: "",
    isMark: true,
    start,
    end: start,
    name,
    status: "",
    kind: mark.kind,
    data: mark,
  };
}

/** A node that is ready has a bar that says so from the same instant on. */
function isTold(mark, bars) {
  return (
    mark.kind === "ready" && bars.some((bar) => bar.name === "ready" && bar.start === mark.start)
  );
}

/** The items with their keys: what it is and when it began, counted where that is not unique. */
function keyed(items) {
  const seen = new Map();
  for (const item of items) {
    const key = `${item.kind} ${item.isMark ? (item.data.request_id ?? item.data.rule ?? "") : item.name} ${item.start}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    item.key = count > 1 ? `${key} ${count}` : key;
  }
  return items;
}

/**
 * The lanes that are shown, from top to bottom.
 * @param {any[]} rows of the picture
 * @param {{collapsed?: Set<string>, only?: string}} [chosen] clusters of which one lane is enough,
 *   and the one cluster that is shown, with what belongs to none
 * @returns {Lane[]}
 */
export function lanesOf(rows, { collapsed = new Set(), only = "" } = {}) {
  return rows
    .filter((row) => !only || !row.cluster_id || row.cluster_id === only)
    .filter((row) => row.kind === "cluster" || !collapsed.has(row.cluster_id ?? ""))
    .map(laneOf);
}

/**
 * The first and the last instant of lanes, and of `instants`; null if there are none.
 * @param {Lane[]} lanes
 * @param {(number | null)[]} instants
 * @returns {{began: number, ended: number} | null}
 */
export function extentOf(lanes, instants = []) {
  let [began, ended] = [Infinity, -Infinity];
  const include = (at) => {
    if (at === null || Number.isNaN(at)) return;
    if (at < began) began = at;
    if (at > ended) ended = at;
  };
  instants.forEach(include);
  for (const lane of lanes) {
    for (const item of lane.items) {
      include(item.start);
      include(item.end);
    }
  }
  return began <= ended ? { began, ended } : null;
}
