// Reads parts of what the store has from the simulator, or all of it at once.

import { control } from "./control.js";
import { forgetTenant, store } from "./store.js";

/** Where events go on after what was read last, and the name of the world that it was read of. */
export const known = { position: "", world: "" };

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
    if (tenant !== store.state.tenant) return false;
    if (status === 404) loseTenant(message);
    else loseConnection(status ? message : "");
    return false;
  }
}

/**
 * Read everything, unless the tenant is known to be gone and is not there again.
 * @returns {Promise<boolean>} whether it could be read, and is still wanted
 */
export async function readAgain() {
  if (store.state.connection !== "gone") return readState();
  const { tenant } = store.state;
  const found = await readTenants().catch(() => null);
  if (tenant !== store.state.tenant) return false;
  if (!found) {
    loseConnection();
    return false;
  }
  store.set(found);
  if (!found.tenants.includes(tenant)) return false;
  store.set({ connection: "starting", problem: "" });
  return readState();
}

/** @param {string} problem */
function loseTenant(problem) {
  store.set({ connection: "gone", problem });
  forgetTenant();
}

/**
 * What is shown stands still from now on, the clock too.
 * @param {string} [problem]
 */
export function loseConnection(problem = "") {
  const { clock } = store.state;
  if (clock && !clock.stopped) store.set({ clock: { ...clock, stopped: performance.now() } });
  store.set({ connection: "lost", problem });
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
}

/** @param {any} clock */
export const readNow = (clock) => ({ ...clock, read: performance.now() });

/** @param {any[]} clusters @returns {Map<string, any>} */
const byId = (clusters) => new Map(clusters.map((cluster) => [cluster.cluster_id, cluster]));

/** What reads a part: each returns what is new in the store. @type {Record<string, () => Promise<any>>} */
export const READERS = {
  state: () => readState().then(() => ({})),
  tenants: readTenants,
  clock: async () => ({ clock: readNow(await control.get("clock")) }),
  clusters: async () => ({ clusters: byId((await control.get("clusters")).clusters) }),
  rules: async () => ({ rules: (await control.get("faults")).faults }),
  scenario: async () => {
    const scenario = await control.get("scenario");
    return { scenario, rules: scenario.rules };
  },
  snapshots: async () => ({ snapshots: (await control.get("snapshots")).snapshots }),
};

/** The names of all tenants; of several simulators, those of the one that has the tenant shown. */
export async function readTenants() {
  const { tenants, damaged } = await tenantsOf(await replicaShown());
  return { tenants, damaged };
}

/** The name of the simulator that has the tenant shown; empty for one that stands alone. */
async function replicaShown() {
  const { server } = store.state;
  if (server && !server.replica) return "";
  return (await control.get("health")).replica ?? "";
}

/**
 * The tenants of one simulator.
 * @param {string} replica its name; empty for one that stands alone
 */
export const tenantsOf = (replica) => control.get("tenants", { tenant: "", replica });

/**
 * @param {string[]} ids of clusters; those that are gone are left out
 * @returns {Promise<{clusters: Map<string, any>}>}
 */
export async function readClusters(ids) {
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
