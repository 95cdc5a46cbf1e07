// Reads what the store has from the simulator: all of it at once, or single parts that have changed,
// at most a few times a second.

import { control } from "./control.js";
import { store } from "./store.js";

const PACE = 150; // milliseconds between two rounds, at least
const REST = 3; // so many times as long as a round took is waited before the next
const VERDICTS_REST = 9; // the same for what is expected, which the server looks at all calls for
export const MOST_PROOF = 20; // calls that prove an expectation
const MANY = 8; // so many clusters are read at once, rather than each by itself

/** Where events go on after what was read last, and the name of the world that it was read of. */
export const known = { position: "", world: "" };

/** Names of what has to be read again. @type {Set<string>} */
const dirty = new Set();
/** The ids of clusters that have to be. @type {Set<string>} */
const dirtyClusters = new Set();
let timer = 0;
let isReading = false;
let pause = PACE;
let verdictTimer = 0;
let verdictsFrom = 0;

/** @typedef {"state" | "rules" | "scenario" | "verdicts" | "clock" | "clusters" | "snapshots" | "tenants"} Part */

/**
 * Have parts of the store read again soon: after a change that makes no event.
 * @param {...Part} names
 */
export function refresh(...names) {
  for (const name of names) dirty.add(name);
  schedule();
}

/**
 * Have a cluster read again soon.
 * @param {string | null} clusterId
 */
export function refreshCluster(clusterId) {
  if (clusterId) dirtyClusters.add(clusterId);
  schedule();
}

/** Have what has counts of calls and steps read again soon: rules, and what is expected. */
export function refreshCounts() {
  if (store.state.rules.length) dirty.add("rules");
  if (store.state.scenario?.scenario?.expect?.length) dirty.add("verdicts");
  schedule();
}

/** Forget how much the journal has: what was read of it is void. */
export function newJournal() {
  store.set({ journal: { total: 0, last: 0, epoch: store.state.journal.epoch + 1 } });
}

/**
 * Read everything there is.
 * @returns {Promise<boolean>} whether it could be read, and is still wanted
 */
export async function readState() {
  const { tenant } = store.state;
  try {
    const state = await control.get("state");
    if (tenant !== store.state.tenant) return false;
    take(state);
    return true;
  } catch (failure) {
    const { status, message } = /** @type {any} */ (failure);
    if (status) await readTenants().then(store.set, () => {});
    if (tenant === store.state.tenant) store.set({ connection: "lost", problem: status ? message : "" });
    return false;
  }
}

/** @param {any} state an answer of `GET /_simulator/state` */
function take(state) {
  const isSame = known.world === state.world;
  const epoch = store.state.journal.epoch + (isSame ? 0 : 1);
  Object.assign(known, { position: state.position, world: state.world });
  store.set({
    problem: "",
    server: state.server,
    tenants: state.tenants,
    damaged: state.damaged,
    described: state.tenant,
    clock: readNow(state.clock),
    scenario: state.scenario,
    rules: state.scenario.rules,
    clusters: byId(state.clusters),
    snapshots: state.snapshots,
    journal: { ...state.journal, epoch },
  });
  refresh("verdicts");
}

/** @param {any} clock */
export const readNow = (clock) => ({ ...clock, read: performance.now() });

/** @param {any[]} clusters @returns {Map<string, any>} */
const byId = (clusters) => new Map(clusters.map((cluster) => [cluster.cluster_id, cluster]));

/** @type {Record<Part, () => Promise<any>>} */
const READERS = {
  state: () => readState().then(() => ({})),
  tenants: readTenants,
  verdicts: readVerdicts,
  clock: async () => ({ clock: readNow(await control.get("clock")) }),
  clusters: async () => ({ clusters: byId((await control.get("clusters")).clusters) }),
  rules: async () => ({ rules: (await control.get("faults")).faults }),
  scenario: async () => {
    const scenario = await control.get("scenario");
    refresh("verdicts"); // what it expects is known only now
    return { scenario, rules: scenario.rules };
  },
  snapshots: async () => ({ snapshots: (await control.get("snapshots")).snapshots }),
};

async function readTenants() {
  const { tenants, damaged } = await control.get("tenants", { tenant: "" });
  return { tenants, damaged };
}

/** The longer it takes, the longer it is not asked for again. */
async function readVerdicts() {
  if (!store.state.scenario?.scenario?.expect?.length) return { verdicts: null };
  const began = performance.now();
  clearTimeout(verdictTimer);
  if (began < verdictsFrom) {
    verdictTimer = window.setTimeout(() => refresh("verdicts"), verdictsFrom - began);
    return {};
  }
  const verdicts = await control.send("POST", "scenario/verify", {}, { limit: MOST_PROOF }).catch(() => null);
  const ended = performance.now();
  verdictsFrom = ended + VERDICTS_REST * (ended - began);
  return { verdicts };
}

/**
 * @param {string[]} ids of clusters; those that are gone are left out
 * @returns {Promise<{clusters: Map<string, any>}>}
 */
async function readClusters(ids) {
  const found = await Promise.all(ids.map(readCluster));
  const clusters = new Map(store.state.clusters);
  ids.forEach((id, index) => {
    if (found[index]) clusters.set(id, found[index]);
    else clusters.delete(id);
  });
  return { clusters };
}

/**
 * As a list, which is empty for a cluster that is gone: a browser reports a 404 as an error.
 * @param {string} id
 */
async function readCluster(id) {
  const { clusters } = await control.get("clusters", { cluster: id });
  return clusters[0];
}

function schedule() {
  if (!dirty.size && !dirtyClusters.size) return;
  if (!timer && !isReading) timer = window.setTimeout(readDirty, pause);
}

async function readDirty() {
  timer = 0;
  isReading = true;
  const began = performance.now();
  await Promise.allSettled(readings());
  pause = Math.max(PACE, REST * (performance.now() - began));
  isReading = false;
  schedule();
}

/** Begin to read what is dirty, which it is no longer then. @returns {Promise<void>[]} */
function readings() {
  const { tenant } = store.state;
  if (dirtyClusters.size > MANY) dirty.add("clusters");
  const isAll = dirty.has("state");
  const names = /** @type {Part[]} */ (isAll ? ["state"] : [...dirty]);
  const ids = isAll || dirty.has("clusters") ? [] : [...dirtyClusters];
  dirty.clear();
  dirtyClusters.clear();
  const reading = names.map((name) => READERS[name]());
  if (ids.length) reading.push(readClusters(ids));
  return reading.map(async (changes) => {
    const found = await changes;
    if (tenant === store.state.tenant) store.set(found);
  });
}
