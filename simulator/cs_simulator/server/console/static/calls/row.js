// One call as a row of the list.

import { h, icon } from "../base/dom.js";
import { timeOfDay } from "../base/format.js";

/** The names of the columns, for the line above the list. */
export function heading() {
  return h(
    "div",
    { class: "heading columns", "aria-hidden": "true" },
    ["Time", "Method", "Path", "Operation", "Status", "Code", "Rules"].map((name) =>
      h("span", { class: `of-${name.toLowerCase()}` }, name),
    ),
  );
}

/**
 * @param {import("./journal.js").Head | null} head null while it is being read
 * @returns {any[]}
 */
export function cells(head) {
  if (!head) return [h("span", { class: "of-time muted" }, "…")];
  return [
    h("span", { class: "of-time mono muted" }, timeOfDay(head.time, true)),
    h("span", { class: "of-method mono" }, head.method),
    h("span", { class: "of-path mono cut", title: head.path }, head.path),
    h("span", { class: "of-operation cut muted", title: head.operation }, head.operation ?? ""),
    h("span", { class: "of-status" }, statusBadge(head)),
    h("span", { class: "of-code cut", title: head.code }, head.code ?? ""),
    h(
      "span",
      { class: "of-rules cut", title: head.faults.join("\n") || null },
      head.faults.map(faultBadge),
    ),
  ];
}

/**
 * What screen readers say of a row.
 * @param {import("./journal.js").Head} head
 */
export function spoken({ method, path, status, code, operation, faults, time }) {
  const rules = faults.length > 0 && `rules ${faults.join(" ")}`;
  return [`${method} ${path}`, status || "no answer", code, operation, rules, timeOfDay(time)]
    .filter(Boolean)
    .join(", ");
}

/**
 * The status, coloured by what it means to the caller.
 * @param {{status: number}} call
 */
export function statusBadge({ status }) {
  const kind = !status || status >= 500 ? "bad" : status >= 400 ? "warn" : "good";
  return h("span", { class: `badge ${kind}` }, status || "none");
}

/**
 * A rule that acted, by its id.
 * @param {string} fault `id:kind`
 */
export function faultBadge(fault) {
  const [rule, kind] = ruleAndKind(fault);
  return h(
    "span",
    { class: "badge warn fault", title: `${rule}: ${kind}` },
    icon("rule"),
    h("span", { class: "cut" }, rule),
  );
}

/**
 * @param {string} fault `id:kind`
 * @returns {[string, string]}
 */
export function ruleAndKind(fault) {
  const at = fault.lastIndexOf(":");
  return [fault.slice(0, at), fault.slice(at + 1)];
}
