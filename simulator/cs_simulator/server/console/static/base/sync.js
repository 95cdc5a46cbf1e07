// Keeps the store as the simulator is: one request for everything, then what the events say. What
// an event leaves open is read again, at most a few times a second.

import { control } from "./control.js";
import { events } from "./events.js";
import { store } from "./store.js";

const PACE = 150; // milliseconds between two rounds of reading, at least
const REST = 3; // so many times as long as a round took is waited before the next
const MANY = 8; // so many clusters are read at once, rather than each by itself

let stop = () => {};
let position = "";
let world = "";

/** Names of what has to be read again. @type {Set<string>} */
const dirty = new Set();
/** @type {Set<string>} ids of clusters */
const dirtyClusters = new Set();
let timer = 0;
let isReading = false;
let pause = PACE;

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
  store.set({ connection: "starting" });
  newJournal();
  while (!(await readState()) && tenant === store.state.tenant) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  if (tenant !== store.state.tenant) return;
  stop = events.follow(position, {
    opened: () => store.set({ connection: "live" }),
    lost: resume,
  });
}

/**
 * The connection was cut. What was missed is asked for, unless numbers have begun anew since.
 * @returns {Promise<string | undefined>} the position to go on from, if it is another one
 */
async function resume() {
  store.set({ connection: "lost" });
  const before = world;
  const isRead = await readState();
  return isRead && world !== before ? position : undefined;
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
    const { status, message } = /** @type {any} */ (problem);
    if (status) await readTenants();
    if (tenant === store.state.tenant) store.set({ connection: "lost", problem: status ? message : "" });
    return false;
  }
}

/** @param {any} state an answer of `GET /_simulator/state` */
function take(state) {
  const { epoch } = store.state.journal;
  const isSame = world === state.world;
  position = state.position;
  world = state.world;
  store.set({
    problem: "",
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
    if (store.state.verdicts) store.set({ verdicts: null });
    return;
  }
  const verdicts = control.send("POST", "scenario/verify", {});
  store.set({ verdicts: await verdicts.catch(() => null) });
}

function schedule() {
  if (!dirty.size && !dirtyClusters.size) return;
  if (!timer && !isReading) timer = window.setTimeout(readDirty, pause);
}

async function readDirty() {
  timer = 0;
  isReading = true;
  const began = performance.now();
  const { tenant } = store.state;
  if (dirtyClusters.size > MANY) dirty.add("clusters");
  const names = dirty.has("state") ? ["state"] : [...dirty];
  const ids = dirty.has("clusters") || dirty.has("state") ? [] : [...dirtyClusters];
  dirty.clear();
  dirtyClusters.clear();
  await Promise.allSettled([...names.map((name) => READERS[name]()), ...ids.map(readCluster)]);
  pause = Math.max(PACE, REST * (performance.now() - began));
  isReading = false;
  if (dirty.size || dirtyClusters.size) schedule();
}

/** @param {string} id */
async function readCluster(id) {
  // As a list, which is empty for a cluster that is gone: a browser reports a 404 as an error.
  const [cluster] = (await control.get("clusters", { cluster: id })).clusters;
  const clusters = new Map(store.state.clusters);
  if (cluster) clusters.set(id, cluster);
  else clusters.delete(id);
  store.set({ clusters });
}

/** After what may have acted on: rules that have counts, and what is expected. */
function refreshCounts() {
  if (store.state.rules.length) dirty.add("rules");
  if (store.state.scenario?.scenario?.expect?.length) dirty.add("verdicts");
}

events.on("call", (call) => {
  const { journal } = store.state;
  if (call.number > journal.last) {
    store.set({ journal: { ...journal, total: journal.total + 1, last: call.number } });
  }
  refreshCounts();
  if (call.method === "GET") {
    schedule();
  } else {
    dirty.add("clock");
    refreshCluster(call.cluster_id);
  }
});
for (const kind of ["state", "step", "event"]) {
  events.on(kind, (event) => {
    refreshCounts();
    dirty.add("clock");
    refreshCluster(event.cluster_id);
  });
}
events.on("clock", (clock) => store.set({ clock: { ...clock, read: performance.now() } }));
events.on("change", ({ what }) => {
  refresh("scenario", "verdicts", "clock");
  if (what.includes("journal")) newJournal();
});
events.on("reset", () => {
  newJournal();
  refresh("state");
});

function newJournal() {
  store.set({ journal: { total: 0, last: 0, epoch: store.state.journal.epoch + 1 } });
}

// Other programs change what makes no event: it is read again when somebody comes back to the page.
addEventListener("focus", () => refresh("tenants", "snapshots"));
