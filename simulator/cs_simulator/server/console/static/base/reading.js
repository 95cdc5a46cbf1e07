// Has what may have changed read again, at most a few times a second.

import { control } from "./control.js";
import { READERS, readClusters } from "./readers.js";
import { store } from "./store.js";

const PACE = 150; // milliseconds between two rounds, at least
const REST = 3; // so many times as long as a round took is waited before the next
const VERDICTS_REST = 9; // the same for what is expected, which the server looks at all calls for
export const MOST_PROOF = 20; // calls that prove an expectation
const MANY = 8; // so many clusters are read at once, rather than each by itself

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
  const names = isAll ? ["state"] : [...dirty];
  const ids = isAll || dirty.has("clusters") ? [] : [...dirtyClusters];
  dirty.clear();
  dirtyClusters.clear();
  const reading = names.map((name) => (name === "verdicts" ? readVerdicts() : READERS[name]()));
  if (ids.length) reading.push(readClusters(ids));
  return reading.map(async (changes) => {
    const found = await changes;
    if (tenant === store.state.tenant) store.set(found);
    if (isAll || "scenario" in found) dirty.add("verdicts"); // what it expects is known only now
  });
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
  const verdicts = await control.get("scenario/verdicts", { limit: MOST_PROOF }).catch(() => null);
  const ended = performance.now();
  verdictsFrom = ended + VERDICTS_REST * (ended - began);
  return { verdicts };
}
