// The controls above the list, by which calls are chosen.

import { h, replace } from "../base/dom.js";
import { control } from "../base/control.js";

const STATUSES = [
  ["", "Any status"],
  ["2xx", "2xx success"],
  ["4xx", "4xx refused"],
  ["5xx", "5xx failed"],
  ["0", "No answer"],
];
const FAULTS = [
  ["", "All calls"],
  ["*", "Faulted only"],
];

export class Filters {
  #operation;
  #status;
  #cluster;
  #fault;
  #path;
  #timer = 0;

  /** @param {() => void} changed called when others are chosen */
  constructor(changed) {
    const chooser = (/** @type {string} */ label) =>
      /** @type {HTMLSelectElement} */ (h("select", { "aria-label": label, onchange: changed }));
    this.#operation = chooser("Operation");
    this.#operation.addEventListener("focus", () => this.#readOperations());
    this.#operation.addEventListener("pointerdown", () => this.#readOperations());
    this.#status = chooser("Status");
    this.#cluster = chooser("Cluster");
    this.#fault = chooser("Fault");
    this.#path = /** @type {HTMLInputElement} */ (
      h("input", {
        type: "search",
        "aria-label": "Path contains",
        placeholder: "Path contains",
        spellcheck: "false",
        oninput: () => this.#later(changed),
      })
    );
    offer(this.#operation, [["", "Any operation"]]);
    offer(this.#status, STATUSES);
    this.showClusters(new Map());
    this.showRules([]);
    this.element = h(
      "div",
      { class: "filters", role: "search", "aria-label": "Filter calls" },
      this.#operation,
      this.#status,
      this.#cluster,
      this.#fault,
      this.#path,
    );
  }

  /** @returns {Record<string, string>} what is chosen, as a query of the control plane */
  get query() {
    const text = this.#path.value.trim();
    return {
      operation: this.#operation.value,
      status: this.#status.value,
      cluster: this.#cluster.value,
      fault: this.#fault.value,
      path: text && `*${text.replaceAll("[", "[[]")}*`,
    };
  }

  get isUsed() {
    return Object.values(this.query).some(Boolean);
  }

  /** Choose all calls. */
  clear() {
    for (const select of [this.#operation, this.#status, this.#cluster, this.#fault])
      select.value = "";
    this.#path.value = "";
  }

  /** @param {Map<string, any>} clusters */
  showClusters(clusters) {
    const named = [...clusters.values()].map(({ cluster_id: id, name }) => [id, name]);
    offer(this.#cluster, [["", "Any cluster"], ...named]);
  }

  /** @param {any[]} rules those in force */
  showRules(rules) {
    offer(this.#fault, [...FAULTS, ...rules.map(({ id }) => [id, `Rule ${id}`])]);
  }

  async #readOperations() {
    const { operations } = await control.get("calls/count").catch(() => ({ operations: {} }));
    const names = Object.keys(operations)
      .filter((name) => name !== "(none)")
      .sort();
    offer(this.#operation, [["", "Any operation"], ...names.map((name) => [name, name])]);
  }

  /** @param {() => void} changed */
  #later(changed) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(changed, 200);
  }
}

/**
 * Give a select its options; what was chosen stays, also if it is not offered any more.
 * @param {HTMLSelectElement} select
 * @param {string[][]} options values and labels
 */
function offer(select, options) {
  const { value } = select;
  const known = [...select.options].map((option) => `${option.value} ${option.label}`).join("\n");
  const kept =
    value && !options.some(([one]) => one === value)
      ? [[value, select.selectedOptions[0].label]]
      : [];
  const all = [...options, ...kept];
  if (known === all.map(([one, label]) => `${one} ${label}`).join("\n")) return;
  replace(
    select,
    all.map(([one, label]) => h("option", { value: one }, label)),
  );
  select.value = value;
}
