// Keeps the store as the simulator is: one request for everything, then what the events say. What
// an event leaves open is read again, at most a few times a second.

import { control } from "./control.js";
import { events } from "./events.js";
import { store } from "./store.js";

const PACE = 150; // milliseconds between two rounds of reading
const MANY = 8; // so many clusters are read at once, rather than each by itself

let stop = () => {};
let position = "";
let process = "";

/** Names of what has to be read again; clusters by their ids. */
const dirty = new Set();
/** @type {Set<string>} */
const dirtyClusters = new Set();
let timer = 0;
let isReading = false;

/** Begin to follow the simulator; another tenant is followed as soon as it is chosen. */
export function start() {
  store.subscribe(["tenant"], begin);
  begin();
}

/**
 * Have parts of the store read again soon: after a change that makes no event.
 * @param {...("state" | "rules" | "scenario" | "verdicts" | "clock" | "clusters" | "snapshots" | "tenants")} names
 */
export function refresh(...names) {
  names.forEach((name) => dirty.add(name));
  schedule();
}

/**
 * Have a cluster read again soon.
 * @param {string} clusterId
 */
export function refreshCluster(clusterId) {
  if (clusterId) dirtyClusters.add(clusterId);
  schedule();
}

async function begin() {
  stop();
  const { tenant } = store.state;
  store.set({ connection: "starting", journal: { total: 0, last: 0, epoch: store.state.journal.epoch + 1 } });
  while (!(await readState()) && tenant === store.state.tenant) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  if (tenant !== store.state.tenant) return;
  stop = events.follow(position, {
    opened: () => store.set({ connection: "live" }),
    lost: resume,
  });
}

/** The connection was cut: see whether it is still the same simulator, and what to go on from. */
async function resume() {
  store.set({ connection: "lost" });
  const before = process;
  if (!(await readState()) || process === before) return undefined;
  return position;
}

/**
 * Read everything there is.
 * @returns {Promise<boolean>} whether it could be read
 */
async function readState() {
  const { tenant } = store.state;
  try {
    const state = await control.get("state");
    if (tenant !== store.state.tenant) return false;
    take(state);
    return true;
  } catch (problem) {
    if (/** @type {any} */ (problem).status === 404) await readTenants();
    if (tenant === store.state.tenant) store.set({ connection: "lost" });
    return false;
  }
}

/** @param {any} state an answer of `GET /_simulator/state` */
function take(state) {
  const { epoch } = store.state.journal;
  const isSame = process === "" || process === state.server.process;
  position = state.position;
  process = state.server.process;
  store.set({
    server: state.server,
    tenants: state.tenants,
    damaged: state.damaged,
    described: state.tenant,
    clock: { ...state.clock, read: performance.now() },
    scenario: state.scenario,
    rules: state.scenario.rules,
    clusters: new Map(state.clusters.map((/** @type {any} */ cluster) => [cluster.cluster_id, cluster])),
    snapshots: state.snapshots,
    journal: { ...state.journal, epoch: isSame ? epoch : epoch + 1 },
  });
  refresh("verdicts");
}

async function readTenants() {
  const { tenants, damaged } = await control.get("tenants", { tenant: "" }).catch(() => store.state);
  store.set({ tenants, damaged });
}

/** @type {Record<string, () => Promise<any>>} */
const READERS = {
  state: readState,
  tenants: readTenants,
  clock: async () => store.set({ clock: { ...(await control.get("clock")), read: performance.now() } }),
  rules: async () => store.set({ rules: (await control.get("faults")).faults }),
  scenario: async () => {
    const scenario = await control.get("scenario");
    store.set({ scenario, rules: scenario.rules });
  },
  snapshots: async () => store.set({ snapshots: (await control.get("snapshots")).snapshots }),
  clusters: async () => {
    const { clusters } = await control.get("clusters");
    store.set({ clusters: new Map(clusters.map((/** @type {any} */ cluster) => [cluster.cluster_id, cluster])) });
  },
  verdicts: readVerdicts,
};

async function readVerdicts() {
  if (!store.state.scenario?.scenario?.expect?.length) {
    store.set({ verdicts: null });
    return;
  }
  store.set({ verdicts: await control.send("POST", "scenario/verify", {}) });
}

function schedule() {
  if (!timer && !isReading) timer = window.setTimeout(readDirty, PACE);
}

async function readDirty() {
  timer = 0;
  isReading = true;
  const { tenant } = store.state;
  if (dirtyClusters.size > MANY) dirty.add("clusters");
  const names = dirty.has("state") ? ["state"] : [...dirty];
  const ids = dirty.has("clusters") || dirty.has("state") ? [] : [...dirtyClusters];
  dirty.clear();
  dirtyClusters.clear();
  const quietly = (/** @type {Promise<any>} */ reading) => reading.catch(() => {});
  await Promise.all([...names.map((name) => quietly(READERS[name]())), ...ids.map((id) => quietly(readCluster(id)))]);
  isReading = false;
  if (tenant === store.state.tenant && (dirty.size || dirtyClusters.size)) schedule();
}

/** @param {string} id */
async function readCluster(id) {
  const clusters = new Map(store.state.clusters);
  try {
    const cluster = await control.get(`clusters/${encodeURIComponent(id)}`);
    clusters.set(id, cluster);
  } catch (problem) {
    if (/** @type {any} */ (problem).status !== 404) throw problem;
    clusters.delete(id);
  }
  store.set({ clusters });
}

events.on("call", (call) => {
  const { journal } = store.state;
  store.set({ journal: { ...journal, total: journal.total + 1, last: call.number } });
  if (call.method !== "GET") refreshCluster(call.cluster_id);
  if (call.faults.length || call.cluster_id === null) refresh("rules");
  refresh("verdicts", "clock");
});
for (const kind of ["state", "step"]) {
  events.on(kind, (event) => {
    refreshCluster(event.cluster_id);
    refresh("clock", "verdicts");
  });
}
events.on("clock", (clock) => {
  store.set({ clock: { ...clock, read: performance.now() } });
  refresh("clusters");
});
events.on("reset", () => {
  store.set({ journal: { total: 0, last: 0, epoch: store.state.journal.epoch + 1 } });
  refresh("state");
});
