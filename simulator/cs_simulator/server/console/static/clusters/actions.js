// What can be done to a cluster and to a node pool: as a client does it, or by force.

import { control } from "../base/control.js";
import { openDialog } from "../base/dialog.js";
import { h } from "../base/dom.js";
import { refreshCluster } from "../base/sync.js";
import { toast } from "../base/toast.js";
import { openCallDialog } from "./call_dialog.js";
import { hasPools, nodesOf } from "./describe.js";

/** The types of clusters with their states, once they are read. @type {Promise<any[]> | null} */
let types = null;

/** @returns {Promise<any[]>} */
export function clusterTypes() {
  types ??= control.get("cluster_types").then((answer) => answer.cluster_types);
  types.catch(() => (types = null));
  return types;
}

/**
 * Ask for the new size of a cluster that has no pools.
 * @param {any} cluster
 */
export async function scaleCluster(cluster) {
  const size = Math.max(cluster.size, cluster.nodes.length) + 1;
  const call = await control.get("examples/ScaleCluster", { cluster: cluster.cluster_id, size });
  openChange(cluster, `Scale ${cluster.name}`, "Scale", call);
}

/**
 * @param {any} cluster
 * @param {any} pool
 */
export async function scalePool(cluster, pool) {
  const call = await control.get("examples/ModifyClusterNodePool", {
    pool: pool.group_id,
    size: pool.size + 1,
  });
  openChange(cluster, `Scale ${pool.name} of ${cluster.name}`, "Scale", call);
}

/** @param {any} cluster */
export async function addPool(cluster) {
  const call = await control.get("examples/CreateClusterNodePool", { cluster: cluster.cluster_id });
  openChange(cluster, `Add a node pool to ${cluster.name}`, "Add node pool", call);
}

/** @param {any} cluster */
export function deleteCluster(cluster) {
  const call = { method: "DELETE", path: `/clusters/${cluster.cluster_id}` };
  openChange(
    cluster,
    `Delete ${cluster.name}`,
    "Delete",
    call,
    "The service takes the cluster down with all its nodes.",
  );
}

/**
 * @param {any} cluster
 * @param {any} pool
 */
export function deletePool(cluster, pool) {
  const path = `/clusters/${cluster.cluster_id}/nodepools/${pool.group_id}`;
  const hasNodes = nodesOf(cluster, pool).length > 0; // which the service deletes by force only
  const call = { method: "DELETE", path: hasNodes ? `${path}?force=true` : path };
  openChange(
    cluster,
    `Delete ${pool.name} of ${cluster.name}`,
    "Delete",
    call,
    "The service releases the nodes of the pool.",
  );
}

/**
 * @param {any} cluster
 * @param {string} title
 * @param {string} action
 * @param {import("../base/as_curl.js").CallText} call
 * @param {string} [warning]
 */
function openChange(cluster, title, action, call, warning) {
  openCallDialog({
    title,
    action,
    call,
    isSwarm: !hasPools(cluster),
    isDangerous: warning !== undefined,
    intro: warning && h("p", null, warning),
    done: () => {
      toast(`${title}: it has begun`, "good");
      refreshCluster(cluster.cluster_id);
    },
  });
}

/** @param {any} cluster */
export async function forceCluster(cluster) {
  const { states } = (await clusterTypes()).find((type) => type.name === cluster.cluster_type);
  openForce(
    cluster.name,
    cluster.state,
    states,
    (state) => control.send("PATCH", `clusters/${cluster.cluster_id}`, { state }),
    cluster,
  );
}

/**
 * @param {any} cluster
 * @param {any} pool
 */
export async function forcePool(cluster, pool) {
  const { pool_states: states } = (await clusterTypes()).find(
    (type) => type.name === cluster.cluster_type,
  );
  openForce(
    pool.name,
    pool.state,
    states,
    (state) => control.send("PATCH", `pools/${pool.group_id}`, { state }),
    cluster,
  );
}

/**
 * @param {string} name
 * @param {string} now the state that it has
 * @param {string[]} states
 * @param {(state: string) => Promise<any>} force
 * @param {any} cluster
 */
function openForce(name, now, states, force, cluster) {
  const select = /** @type {HTMLSelectElement} */ (
    h(
      "select",
      { name: "state" },
      states.map((state) => h("option", { value: state, selected: state === now }, state)),
    )
  );
  openDialog({
    title: `Force a state of ${name}`,
    action: "Force",
    content: [
      h(
        "p",
        null,
        "The simulator puts it into the state at once, and ends what is under way. No client can do this.",
      ),
      h("label", { class: "field" }, "State", select),
    ],
    submit: async () => {
      await force(select.value);
      toast(`${name} was put into the state ${select.value}`, "good");
      refreshCluster(cluster.cluster_id);
    },
  });
}
