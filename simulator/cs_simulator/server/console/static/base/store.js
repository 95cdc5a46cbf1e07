// What the page knows of the simulator. Views read it, and are called when a part of it changes.

/**
 * @typedef {object} State
 * @property {"live" | "lost" | "gone" | "token" | "starting"} connection `gone`: there is no such tenant
 * @property {string} problem why nothing could be read; empty while it can
 * @property {any} server version, folder, database and process
 * @property {string[]} tenants
 * @property {Record<string, string>} damaged what is wrong with tenants that cannot be used
 * @property {string} tenant the name of the one that is shown
 * @property {any} described that tenant: seed, quotas, the ids that a creation needs
 * @property {any} clock mode, rate, interval, now, next, due; and `read`, when it was read,
 *   and `stopped`, when the connection was lost
 * @property {any} scenario
 * @property {any} verdicts what is expected and whether it is met; null without a scenario
 * @property {any[]} rules
 * @property {Map<string, any>} clusters by id
 * @property {any[]} snapshots
 * @property {{total: number, last: number, epoch: number}} journal how many calls there are, the
 *   number of the last one, and a number that changes when what was read of it is void
 * @property {any} picture rows by the id of their cluster
 * @property {{cluster: string, call: string, instant: string, rule: string}} selected
 * @property {string} tab
 */

/** @typedef {keyof State} Name */

/** @type {State} */
const state = {
  connection: "starting",
  problem: "",
  server: null,
  tenants: [],
  damaged: {},
  tenant: "default",
  described: null,
  clock: null,
  scenario: null,
  verdicts: null,
  rules: [],
  clusters: new Map(),
  snapshots: [],
  journal: { total: 0, last: 0, epoch: 0 },
  picture: new Map(),
  selected: { cluster: "", call: "", instant: "", rule: "" },
  tab: "timeline",
};

/** @type {Map<string, Set<(state: State, name: string) => void>>} */
const callbacks = new Map();

/**
 * Change parts of the state; those who subscribed to them are called at once.
 * @param {Partial<State>} changes
 */
function set(changes) {
  Object.assign(state, changes);
  for (const name of Object.keys(changes)) {
    for (const callback of [...(callbacks.get(name) ?? [])]) callback(state, name);
  }
}

/**
 * Have a function called after each change of the named parts.
 * @param {readonly string[]} names
 * @param {(state: State, name: string) => void} callback
 * @returns {() => void} ends it
 */
function subscribe(names, callback) {
  for (const name of names) {
    if (!callbacks.has(name)) callbacks.set(name, new Set());
    callbacks.get(name)?.add(callback);
  }
  return () => {
    for (const name of names) callbacks.get(name)?.delete(callback);
  };
}

export const store = { state, set, subscribe };

/** Forget what the tenant has: it is gone. */
export function forgetTenant() {
  set({
    described: null,
    clock: null,
    scenario: null,
    verdicts: null,
    rules: [],
    clusters: new Map(),
    snapshots: [],
    picture: new Map(),
    journal: { total: 0, last: 0, epoch: state.journal.epoch + 1 },
  });
}

/** Forget everything that the simulator has said: it asks for its token again. */
export function forgetAll() {
  set({ server: null, tenants: [], damaged: {} });
  forgetTenant();
}
