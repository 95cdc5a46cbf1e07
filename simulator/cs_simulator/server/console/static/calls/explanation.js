// Why rules acted on a call, or did not.

import { h } from "../base/dom.js";
import { openTab, select } from "../base/go.js";

/**
 * @param {any} explanation an answer of `GET /_simulator/calls/{request_id}/explain`
 */
export function explanationView({ decisions, not_matched: unmatched }) {
  const rows = [...decisions.map(decided), ...unmatched.map(notMatched)];
  if (!rows.length) return h("p", { class: "muted" }, "No rule was in force.");
  return h(
    "table",
    { class: "explanation" },
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        ["Rule", "Phase", "Kind", "What came of it"].map((name) => h("th", { scope: "col" }, name)),
      ),
    ),
    h("tbody", null, rows),
  );
}

/** @param {any} decision */
function decided({ rule, phase, kind, outcome, draw, matched }) {
  const isFired = outcome === "fired";
  const drawn = draw === null ? "" : `, drew ${draw.toPrecision(3)}`;
  const badge = h("span", { class: isFired ? "badge warn" : "badge" }, isFired ? "acted" : outcome);
  return row(rule, phase, kind, [
    badge,
    h("span", { class: "muted" }, ` match ${matched}${drawn}`),
  ]);
}

/** @param {any} rule */
function notMatched({ rule, phase, kind, reason }) {
  return row(rule, phase, kind, [reason]);
}

/**
 * @param {string} rule
 * @param {string} phase
 * @param {string} kind
 * @param {any[]} outcome
 */
function row(rule, phase, kind, outcome) {
  const show = () => {
    select({ rule });
    openTab("timeline");
  };
  const name = h(
    "button",
    { type: "button", class: "link", title: "Show the rule", onclick: show },
    rule,
  );
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, name),
    h("td", null, phase),
    h("td", null, kind),
    h("td", null, outcome),
  );
}
