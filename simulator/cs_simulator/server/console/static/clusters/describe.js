// What a cluster is, in words and colours.

const BUSY = new Set([
  "initial",
  "scaling",
  "updating",
  "upgrading",
  "removing",
  "removing_nodes",
  "draining",
  "migrating",
  "waiting",
  "deleting",
  "repairing",
]);

/**
 * The kind of badge that a state of a cluster or of a pool has.
 * @param {string} state
 */
export function toneOf(state) {
  if (state === "running" || state === "active") return "good";
  return BUSY.has(state) ? "warn" : state === "inactive" ? "" : "bad";
}

/** @type {Record<string, string>} */
const KINDS = {
  ManagedKubernetes: "Managed",
  Kubernetes: "Dedicated",
  ExternalKubernetes: "Registered",
  Ask: "Serverless",
};

/**
 * Of which type a cluster is: `Swarm`, `Managed`, `Edge`.
 * @param {any} cluster
 */
export function typeOf(cluster) {
  if (cluster.cluster_type === "swarm") return "Swarm";
  const { cluster_type: type, profile } = cluster.properties?.sent ?? {};
  return profile && profile !== "Default" ? profile : (KINDS[type] ?? "Kubernetes");
}

/**
 * The version of Kubernetes, without what the vendor adds.
 * @param {any} cluster
 */
export const versionOf = (cluster) => (cluster.properties?.made?.version ?? "").split("-")[0];

/**
 * How many nodes were asked for: in the pools, and for the control plane where it is of nodes.
 * @param {any} cluster
 */
export function wantedOf(cluster) {
  if (!hasPools(cluster)) return cluster.size;
  const own = cluster.nodes.filter((/** @type {any} */ node) => node.group_id === null).length;
  return cluster.groups.reduce(
    (/** @type {number} */ sum, /** @type {any} */ pool) => sum + pool.size,
    own,
  );
}

/**
 * The nodes of a pool.
 * @param {any} cluster
 * @param {any} pool
 */
export const nodesOf = (cluster, pool) =>
  cluster.nodes.filter((/** @type {any} */ node) => node.group_id === pool.group_id);

/**
 * Whether nodes of the cluster are in pools.
 * @param {any} cluster
 */
export const hasPools = (cluster) => cluster.cluster_type !== "swarm";

const ENDED = new Set(["success", "failed", "canceled"]);

/**
 * Whether a task that is not over is about a node.
 * @param {any} cluster
 * @returns {(node: any) => boolean}
 */
export function workOf(cluster) {
  const open = cluster.tasks.filter((/** @type {any} */ task) => !ENDED.has(task.state));
  return ({ group_id: pool }) =>
    open.some((/** @type {any} */ task) => !task.group_id || task.group_id === pool);
}

/**
 * What the service is busy with, a line for each task: `CreateCluster: boot, init (held)`.
 * @param {any} cluster
 * @returns {string[]}
 */
export function underWay(cluster) {
  return cluster.tasks
    .filter((/** @type {any} */ task) => task.state === "running")
    .map((/** @type {any} */ task) => {
      const stages = new Set(
        task.steps.map(
          (/** @type {any} */ step) => step.stage + (step.status === "held" ? " (held)" : ""),
        ),
      );
      return [task.operation, [...stages].join(", ")].filter(Boolean).join(": ");
    });
}
