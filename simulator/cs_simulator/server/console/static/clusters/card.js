// One cluster in the list: state and nodes; and its node pools, if it is the one that is selected.

import { h, icon } from "../base/dom.js";
import { select } from "../base/go.js";
import { openMenu } from "../base/menu.js";
import { acting } from "../base/toast.js";
import { copy } from "../base/copy.js";
import {
  addPool,
  deleteCluster,
  deletePool,
  forceCluster,
  forcePool,
  scaleCluster,
  scalePool,
} from "./actions.js";
import {
  hasPools,
  nodesOf,
  toneOf,
  typeOf,
  underWay,
  versionOf,
  wantedOf,
  workOf,
} from "./describe.js";
import { nodesBar, nodesText } from "./nodes_bar.js";

/**
 * Everything that the card shows, as a text: it is drawn anew when this changes.
 * @param {any} cluster
 * @param {boolean} isSelected
 */
export function signature(cluster, isSelected) {
  const nodes = cluster.nodes.map((/** @type {any} */ node) => [
    node.state,
    node.is_lost,
    node.group_id,
    node.name,
  ]);
  const pools = cluster.groups.map((/** @type {any} */ pool) => [
    pool.group_id,
    pool.name,
    pool.state,
    pool.size,
  ]);
  return JSON.stringify([
    isSelected,
    underWay(cluster),
    cluster.tasks.map((/** @type {any} */ task) => task.state),
    cluster.name,
    cluster.state,
    cluster.size,
    cluster.error_message,
    versionOf(cluster),
    nodes,
    pools,
  ]);
}

/**
 * Fill the element of a card.
 * @param {any} cluster
 * @param {boolean} isSelected
 * @returns {any[]}
 */
export function cardOf(cluster, isSelected) {
  const { nodes, name, cluster_id: id } = cluster;
  const version = versionOf(cluster);
  const choose = () => select({ cluster: isSelected ? "" : id });
  const wanted = wantedOf(cluster);
  const isAtWork = workOf(cluster);
  return [
    h(
      "div",
      { class: "line" },
      h(
        "button",
        {
          type: "button",
          class: "name quiet",
          "data-main": true,
          "aria-pressed": String(isSelected),
          title: name,
          onclick: choose,
        },
        h("span", { class: "cut" }, name),
      ),
      badge(cluster.state),
      menuButton(`Actions of ${name}`, () => itemsOf(cluster)),
    ),
    h(
      "p",
      { class: "muted small cut" },
      [typeOf(cluster), version, cluster.region_id].filter(Boolean).join(" · "),
    ),
    nodesBar(nodes, wanted, isAtWork),
    h("p", { class: "muted small" }, nodesText(nodes, wanted, isAtWork)),
    underWay(cluster).map((text) => h("p", { class: "muted small cut", title: text }, text)),
    cluster.error_message ? h("p", { class: "bad small" }, cluster.error_message) : null,
    isSelected && hasPools(cluster) ? poolsOf(cluster) : null,
  ];
}

/** @param {string} state */
const badge = (state) => h("span", { class: `badge ${toneOf(state)}` }, state.replaceAll("_", " "));

/**
 * @param {string} label
 * @param {() => any[]} items
 */
function menuButton(label, items) {
  const open = (/** @type {Event} */ event) =>
    openMenu(/** @type {Element} */ (event.currentTarget), items(), label);
  return h(
    "button",
    {
      type: "button",
      class: "quiet square",
      "aria-label": label,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: open,
    },
    icon("menu"),
  );
}

/** @param {any} cluster */
function itemsOf(cluster) {
  const scale = hasPools(cluster)
    ? { label: "Add node pool…", icon: "add", act: () => addPool(cluster) }
    : { label: "Scale…", icon: "add", act: () => scaleCluster(cluster) };
  return [
    scale,
    { label: "Force state…", icon: "edit", act: () => forceCluster(cluster) },
    {
      label: "Copy id",
      icon: "copy",
      detail: `${cluster.cluster_id.slice(0, 8)}…`,
      act: () => copy(cluster.cluster_id, "The id"),
    },
    null,
    { label: "Delete…", icon: "delete", isDangerous: true, act: () => deleteCluster(cluster) },
  ];
}

/** @param {any} cluster */
function poolsOf(cluster) {
  return h(
    "section",
    { class: "pools", "aria-label": `Node pools of ${cluster.name}` },
    h(
      "div",
      { class: "line" },
      h("h3", { class: "muted small grow" }, "Node pools"),
      h(
        "button",
        { type: "button", class: "quiet", onclick: acting(() => addPool(cluster)) },
        icon("add"),
        "Add",
      ),
    ),
    cluster.groups.length
      ? h(
          "ul",
          null,
          cluster.groups.map((/** @type {any} */ pool) => poolOf(cluster, pool)),
        )
      : h("p", { class: "muted small" }, "None."),
  );
}

/**
 * @param {any} cluster
 * @param {any} pool
 */
function poolOf(cluster, pool) {
  const nodes = nodesOf(cluster, pool);
  const ready = nodes.filter(
    (/** @type {any} */ node) => node.state === "running" && !node.is_lost,
  ).length;
  const items = () => [
    { label: "Scale…", icon: "add", act: () => scalePool(cluster, pool) },
    { label: "Force state…", icon: "edit", act: () => forcePool(cluster, pool) },
    {
      label: "Copy id",
      icon: "copy",
      detail: `${pool.group_id.slice(0, 8)}…`,
      act: () => copy(pool.group_id, "The id"),
    },
    null,
    { label: "Delete…", icon: "delete", isDangerous: true, act: () => deletePool(cluster, pool) },
  ];
  return h(
    "li",
    { "data-pool": pool.group_id },
    h(
      "div",
      { class: "line" },
      h("span", { class: "cut grow", title: pool.name }, pool.name),
      badge(pool.state),
      h("span", { class: "mono" }, `${ready}/${pool.size}`),
      menuButton(`Actions of ${pool.name}`, items),
    ),
    nodesBar(nodes, pool.size, workOf(cluster)),
    pool.error_message ? h("p", { class: "bad small" }, pool.error_message) : null,
  );
}
