// The nodes of a cluster or of a pool as one bar: a piece for each, or for each state where there
// are many.

import { h } from "../base/dom.js";

const MOST_PIECES = 24;
const ORDER = /** @type {const} */ ([
  "ready",
  "lost",
  "coming",
  "stopped",
  "failed",
  "leaving",
  "missing",
]);
const OF_STATE = /** @type {Record<string, Kind>} */ ({
  running: "ready",
  initial: "coming",
  failed: "failed",
  removing: "leaving",
});

const UNFINISHED = new Set(["coming", "leaving"]);

/** @typedef {typeof ORDER[number]} Kind */
/** @typedef {(node: any) => boolean} IsAtWork whether something of a node is under way */

/**
 * How many nodes are of each kind.
 * @param {any[]} nodes
 * @param {number} wanted how many were asked for
 * @param {IsAtWork} isAtWork
 * @returns {Record<Kind, number>}
 */
export function counted(nodes, wanted, isAtWork) {
  const counts = { ready: 0, lost: 0, coming: 0, stopped: 0, failed: 0, leaving: 0, missing: 0 };
  for (const node of nodes) counts[kindOf(node, isAtWork)] += 1;
  counts.missing = Math.max(0, wanted - (nodes.length - counts.leaving));
  return counts;
}

/**
 * What began and is not ended by anything any more, since its task is over, has stopped.
 * @param {any} node
 * @param {IsAtWork} isAtWork
 * @returns {Kind}
 */
function kindOf(node, isAtWork) {
  if (node.is_lost && node.state === "running") return "lost";
  const kind = OF_STATE[node.state] ?? "coming";
  return UNFINISHED.has(kind) && !isAtWork(node) ? "stopped" : kind;
}

/**
 * The bar; what it shows is said, too.
 * @param {any[]} nodes
 * @param {number} wanted
 * @param {IsAtWork} isAtWork
 */
export function nodesBar(nodes, wanted, isAtWork) {
  const counts = counted(nodes, wanted, isAtWork);
  const total = ORDER.reduce((sum, kind) => sum + counts[kind], 0);
  const pieces = total > MOST_PIECES ? byKind(counts) : byNode(nodes, counts.missing, isAtWork);
  return h(
    "div",
    { class: "nodes-bar", role: "img", "aria-label": total ? inWords(counts) : "no nodes" },
    pieces,
  );
}

/** @param {Record<Kind, number>} counts */
function byKind(counts) {
  return ORDER.filter((kind) => counts[kind]).map((kind) =>
    h("span", {
      class: kind,
      title: `${counts[kind]} ${kind}`,
      style: { "flex-grow": String(counts[kind]) },
    }),
  );
}

/**
 * @param {any[]} nodes
 * @param {number} missing
 * @param {IsAtWork} isAtWork
 */
function byNode(nodes, missing, isAtWork) {
  const pieces = nodes.map((node) => {
    const kind = kindOf(node, isAtWork);
    return h("span", { class: kind, title: `${node.name || node.instance_id}: ${kind}` });
  });
  return [
    ...pieces,
    ...Array.from({ length: missing }, () =>
      h("span", { class: "missing", title: "not there yet" }),
    ),
  ];
}

/**
 * What is to be read below the bar: `3 of 5 ready, 1 failed`.
 * @param {any[]} nodes
 * @param {number} wanted
 * @param {IsAtWork} isAtWork
 */
export function nodesText(nodes, wanted, isAtWork) {
  const counts = counted(nodes, wanted, isAtWork);
  const { ready } = counts;
  const others = /** @type {Kind[]} */ (["lost", "stopped", "failed", "leaving"]).filter(
    (kind) => counts[kind],
  );
  const all = Math.max(wanted, nodes.length - counts.leaving);
  if (!all && !nodes.length) return "no nodes";
  return [`${ready} of ${all} ready`, ...others.map((kind) => `${counts[kind]} ${kind}`)].join(
    ", ",
  );
}

/** @param {Record<Kind, number>} counts */
const inWords = (counts) =>
  `nodes: ${ORDER.filter((kind) => counts[kind])
    .map((kind) => `${counts[kind]} ${kind}`)
    .join(", ")}`;
