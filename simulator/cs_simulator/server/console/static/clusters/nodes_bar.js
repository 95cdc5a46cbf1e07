// The nodes of a cluster or of a pool as one bar: a piece for each, or for each state where there
// are many.

import { h } from "../base/dom.js";

const MOST_PIECES = 24;
const ORDER = /** @type {const} */ (["ready", "lost", "coming", "failed", "leaving", "missing"]);
const OF_STATE = /** @type {Record<string, Kind>} */ ({
  running: "ready",
  initial: "coming",
  failed: "failed",
  removing: "leaving",
});

/** @typedef {typeof ORDER[number]} Kind */

/**
 * How many nodes are of each kind.
 * @param {any[]} nodes
 * @param {number} wanted how many were asked for
 * @returns {Record<Kind, number>}
 */
export function counted(nodes, wanted) {
  const counts = { ready: 0, lost: 0, coming: 0, failed: 0, leaving: 0, missing: 0 };
  for (const node of nodes) counts[kindOf(node)] += 1;
  counts.missing = Math.max(0, wanted - (nodes.length - counts.leaving));
  return counts;
}

/** @param {any} node @returns {Kind} */
const kindOf = (node) =>
  node.is_lost && node.state === "running" ? "lost" : (OF_STATE[node.state] ?? "coming");

/**
 * The bar; what it shows is said, too.
 * @param {any[]} nodes
 * @param {number} wanted
 */
export function nodesBar(nodes, wanted) {
  const counts = counted(nodes, wanted);
  const total = ORDER.reduce((sum, kind) => sum + counts[kind], 0);
  const pieces = total > MOST_PIECES ? byKind(counts) : byNode(nodes, counts.missing);
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
 */
function byNode(nodes, missing) {
  const pieces = nodes.map((node) =>
    h("span", { class: kindOf(node), title: `${node.name || node.instance_id}: ${kindOf(node)}` }),
  );
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
 */
export function nodesText(nodes, wanted) {
  const counts = counted(nodes, wanted);
  const { ready } = counts;
  const others = /** @type {Kind[]} */ (["lost", "failed", "leaving"]).filter(
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
