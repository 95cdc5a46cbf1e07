// How a snapshot differs from another one, or from what there is now: record by record.

import { control } from "../base/control.js";
import { h, icon, replace } from "../base/dom.js";
import { count, dateAndTime } from "../base/format.js";
import { store } from "../base/store.js";
import { nowAt } from "../clock/now.js";

const INSTANT = 1e15; // so large only microseconds since 1970 are: those of 2001 and later
const LONG = 60; // characters of a value that fit beside each other

/** What is shown beside the list; `element` goes there. */
export class Comparison {
  constructor() {
    this.element = h("section", {
      class: "comparison",
      "aria-label": "Comparison",
      "aria-live": "polite",
    });
    this.clear();
  }

  clear() {
    replace(
      this.element,
      h("div", { class: "panel-head" }, h("h2", null, "Comparison")),
      h(
        "p",
        { class: "muted" },
        "Compare a snapshot with what there is now, or with another one, to see what has changed.",
      ),
    );
  }

  /**
   * @param {string} name
   * @param {string} other empty for what there is now
   */
  async open(name, other) {
    const { tables, from, to } = await control.get(`snapshots/${encodeURIComponent(name)}/diff`, {
      with: other,
    });
    const names = Object.keys(tables);
    replace(
      this.element,
      h(
        "div",
        { class: "panel-head" },
        h("h2", null, "Comparison"),
        h(
          "button",
          {
            type: "button",
            class: "quiet square",
            "aria-label": "Close the comparison",
            onclick: () => this.clear(),
          },
          icon("close"),
        ),
      ),
      h("p", { class: "sides" }, side(from), icon("arrow"), side(to)),
      names.length
        ? names.map((table) => tableOf(table, tables[table]))
        : h("p", { class: "muted" }, "All resources are the same."),
    );
    this.element.scrollTop = 0;
  }
}

/** @param {string | null} name */
function side(name) {
  const snapshot = store.state.snapshots.find((one) => one.name === name);
  const at = name === null ? store.state.clock && nowAt() : snapshot?.now;
  return h(
    "span",
    null,
    h("strong", null, name ?? "now"),
    at && h("span", { class: "mono muted" }, ` ${dateAndTime(at)}`),
  );
}

/**
 * @param {string} name
 * @param {any} table
 */
function tableOf(name, { added, removed, changed }) {
  const records = Object.keys(changed);
  return h(
    "section",
    { class: "table", "data-table": name },
    h(
      "h3",
      null,
      name === "node_group" ? "node pool" : name.replaceAll("_", " "),
      badge(added.length, "added", "good"),
      badge(removed.length, "removed", "bad"),
      badge(records.length, "changed", "warn"),
    ),
    h(
      "ul",
      null,
      added.map((/** @type {string} */ label) =>
        h("li", { class: "good" }, icon("add"), named(label)),
      ),
      removed.map((/** @type {string} */ label) =>
        h("li", { class: "bad" }, icon("minus"), named(label)),
      ),
      records.map((label) => h("li", null, changesOf(label, changed[label]))),
    ),
  );
}

/**
 * @param {number} number
 * @param {string} what
 * @param {string} tone
 */
const badge = (number, what, tone) =>
  number ? h("span", { class: `badge ${tone}` }, `${number} ${what}`) : null;

/** A record, by name too if it is a cluster that there is. @param {string} label */
function named(label) {
  const cluster = store.state.clusters.get(label);
  return h(
    "span",
    null,
    h("span", { class: "mono" }, label),
    cluster && h("span", { class: "muted" }, ` ${cluster.name}`),
  );
}

/**
 * @param {string} label
 * @param {Record<string, [any, any]>} fields
 */
function changesOf(label, fields) {
  const names = Object.keys(fields);
  const leaves = names.flatMap((name) => leavesOf(name, ...fields[name]));
  return h(
    "details",
    null,
    h(
      "summary",
      null,
      named(label),
      h(
        "span",
        { class: "muted" },
        ` ${names.length > 3 ? count(names.length, "field") : names.join(", ")}`,
      ),
    ),
    h(
      "dl",
      null,
      leaves.map(([path, before, after]) => [
        h("dt", { class: "mono" }, path),
        h("dd", null, valuesOf(before, after)),
      ]),
    ),
  );
}

/**
 * Where two values differ; of objects, and of texts that have some, only what is in them.
 * @param {string} path
 * @param {any} before
 * @param {any} after
 * @returns {[string, any, any][]}
 */
function leavesOf(path, before, after) {
  const [old, now] = [parsed(before), parsed(after)];
  if (!isObject(old) || !isObject(now))
    return JSON.stringify(old) === JSON.stringify(now) ? [] : [[path, old, now]];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return names.flatMap((name) => leavesOf(`${path}.${name}`, old[name], now[name]));
}

/** @param {any} value */
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** @param {any} value */
function parsed(value) {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/**
 * @param {any} before
 * @param {any} after
 */
function valuesOf(before, after) {
  const [old, now] = [shown(before), shown(after)];
  const kind = Math.max(old.length, now.length) > LONG ? "values long" : "values";
  return h(
    "div",
    { class: kind },
    h("del", { class: "mono" }, old),
    icon("arrow"),
    h("ins", { class: "mono" }, now),
  );
}

/** @param {any} value */
function shown(value) {
  if (value === undefined || value === "") return value === "" ? "(empty)" : "(none)";
  if (typeof value === "number" && value > INSTANT) return dateAndTime(value / 1000);
  return typeof value === "string" ? value : JSON.stringify(value, null, 1);
}
