// One snapshot in the list: when it was taken, what it has, and what can be done with it.

import { h, icon } from "../base/dom.js";
import { count, dateAndTime } from "../base/format.js";
import { openMenu } from "../base/menu.js";
import { acting } from "../base/toast.js";

const SHOWN = /** @type {const} */ ({
  cluster: "cluster",
  node_group: "node pool",
  node: "node",
  task: "task",
  call: "call",
});

/**
 * What the controls of a row do.
 * @typedef {object} Actions
 * @property {(name: string) => any} load
 * @property {(name: string) => any} fork
 * @property {(name: string) => any} download
 * @property {(name: string) => any} remove
 * @property {(name: string, other: string) => any} compare with another one, or with now
 */

/**
 * @param {any} snapshot
 * @param {any[]} all the snapshots of the tenant
 * @param {Actions} act
 */
export function rowOf(snapshot, all, act) {
  const { name, rows } = snapshot;
  const has = Object.entries(SHOWN)
    .filter(([table]) => rows[table])
    .map(([table, noun]) => count(rows[table], noun));
  const button = (
    /** @type {string} */ label,
    /** @type {string} */ image,
    /** @type {(name: string) => any} */ does,
  ) =>
    h(
      "button",
      { type: "button", "aria-label": `${label} ${name}`, onclick: acting(() => does(name)) },
      icon(image),
      label,
    );
  return h(
    "li",
    { class: "card", "data-snapshot": name },
    h("h3", { class: "cut", title: name }, name),
    h(
      "p",
      null,
      h("span", { class: "mono" }, dateAndTime(snapshot.now)),
      h("span", { class: "muted" }, ` · ${has.join(", ") || "nothing in it"}`),
    ),
    h(
      "p",
      { class: "muted small" },
      `saved ${dateAndTime(snapshot.taken)} real time (UTC), seed ${snapshot.seed}`,
    ),
    h(
      "div",
      { class: "row-of" },
      button("Load", "back", act.load),
      button("Fork", "fork", act.fork),
      compareButton(name, all, act),
      button("Download", "download", act.download),
      button("Delete", "delete", act.remove),
    ),
  );
}

/**
 * @param {string} name
 * @param {any[]} all
 * @param {Actions} act
 */
function compareButton(name, all, act) {
  const items = () => [
    { label: "What there is now", act: () => act.compare(name, "") },
    ...all
      .filter((one) => one.name !== name)
      .map((one) => ({
        label: one.name,
        detail: dateAndTime(one.now),
        act: () => act.compare(name, one.name),
      })),
  ];
  const open = (/** @type {Event} */ event) =>
    openMenu(/** @type {Element} */ (event.currentTarget), items(), `Compare ${name} with`);
  return h(
    "button",
    {
      type: "button",
      "aria-label": `Compare ${name}`,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: open,
    },
    icon("lanes"),
    "Compare",
    icon("down"),
  );
}
