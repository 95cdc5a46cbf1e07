// Keeps the picture in the store as the simulator has it: read once as a whole, then cluster by
// cluster as events come. Marks of calls are added as the calls come, without reading.

import { control } from "../base/control.js";
import { events } from "../base/events.js";
import { store } from "../base/store.js";
import { aboveRows, withCalls, withRules } from "./picture_merge.js";

const PACE = 200; // milliseconds between two rounds of reading, at least and at most
const LONGEST = 1_000;
const REST = 2; // so many times as long as a round took is waited before the next
const MANY = 6; // so many clusters are read at once, rather than each by itself

/** @type {Set<string>} */
const dirty = new Set();
/** @type {any[]} calls that are not drawn yet */
let calls = [];
let isAllDirty = true;
let isReading = false;
let timer = 0;
let pause = PACE;
let isWanted = () => true;

/** What is known of the picture besides its rows: whether everything to come is in it. */
export const known = { isComplete: true };

/**
 * Begin to follow.
 * @param {() => boolean} wanted whether anybody looks; what changes meanwhile is read later
 */
export function follow(wanted) {
  isWanted = wanted;
  events.on("call", (call) => {
    calls.push(call);
    if (call.method !== "GET" && call.cluster_id) dirty.add(call.cluster_id);
    schedule();
  });
  for (const kind of ["state", "step", "event"])
    events.on(kind, ({ cluster_id: id }) => refreshPicture(id));
  events.on("reset", () => refreshPicture());
  let { epoch } = store.state.journal;
  store.subscribe(["tenant", "journal", "scenario"], (state, name) => {
    if (name === "journal" && state.journal.epoch === epoch) return;
    // Until the stream is open everything is read anyway, by what changed the tenant or the journal.
    if (name === "scenario" && state.connection !== "live") return;
    epoch = state.journal.epoch;
    if (name === "tenant") store.set({ picture: new Map() });
    refreshPicture();
  });
  store.subscribe(["tab"], schedule);
  schedule();
}

/**
 * Have the rows of a cluster read again soon, or all of them.
 * @param {string} [clusterId]
 */
export function refreshPicture(clusterId = "") {
  if (clusterId) dirty.add(clusterId);
  else isAllDirty = true;
  schedule();
}

function schedule() {
  if (!timer && !isReading) timer = window.setTimeout(read, pause);
}

async function read() {
  timer = 0;
  if (!isWanted() || !(isAllDirty || dirty.size || calls.length)) return;
  isReading = true;
  const began = performance.now();
  const { tenant } = store.state;
  const ids = isAllDirty || dirty.size > MANY ? null : [...dirty];
  const seen = calls;
  isAllDirty = false;
  dirty.clear();
  calls = [];
  try {
    const changed = ids ? await readClusters(ids, seen) : await readAll();
    if (tenant === store.state.tenant) store.set({ picture: changed });
  } catch {
    // The connection is lost, or the tenant is gone: the state that is read then begins it anew.
    isAllDirty = true;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  pause = Math.min(Math.max(PACE, REST * (performance.now() - began)), LONGEST);
  isReading = false;
  if (isAllDirty || dirty.size || calls.length) schedule();
}

async function readAll() {
  const picture = await control.get("picture");
  known.isComplete = picture.is_complete;
  return byCluster(picture);
}

/** @param {any} picture @returns {Map<string, any[]>} rows by cluster, those of none under the empty id */
function byCluster(picture) {
  const rows = new Map([["", []]]);
  for (const row of picture.rows) {
    const id = row.cluster_id ?? "";
    if (!rows.has(id)) rows.set(id, []);
    rows.get(id)?.push(row);
  }
  return rows;
}

/** @param {string[]} ids @param {any[]} seen */
async function readClusters(ids, seen) {
  const pictures = await Promise.all(ids.map(readCluster));
  const changed = new Map(store.state.picture);
  let above = withCalls(aboveRows(changed), seen);
  pictures.forEach((picture, index) => {
    if (!picture) {
      changed.delete(ids[index]);
      return;
    }
    const rows = byCluster(picture);
    above = withRules(above, rows.get("") ?? [], rows.get(ids[index]) ?? []);
    changed.set(ids[index], rows.get(ids[index]) ?? []);
  });
  changed.set("", above);
  return changed;
}

/** @param {string} id @returns {Promise<any>} null for one of which nothing is known any more */
async function readCluster(id) {
  try {
    return await control.get("picture", { cluster: id });
  } catch (problem) {
    if (problem.status === 404) return null;
    throw problem;
  }
}
