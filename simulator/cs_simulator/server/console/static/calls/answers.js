// The answer to a call: as committed and, where rules made another one of it, as sent.

import { h } from "../base/dom.js";
import { bodyView } from "./json.js";
import { statusBadge } from "./row.js";

/** What happens to a connection without an answer. @type {Record<string, string>} */
const NOTHING_SENT = {
  reset: "The connection was reset; nothing was sent.",
  empty: "The connection was closed; nothing was sent.",
  hang: "The connection was kept open; nothing was sent.",
};

/** What a rule did to an answer on its way. @type {Record<string, string>} */
const SENT = {
  truncate: "The connection was closed after these bytes:",
  malformed: "Only this part was sent, as if it were whole:",
  wrong_content_type: "Sent with another content type:",
  slow: "Sent slowly.",
  stale: "The connection was closed once it was sent.",
  close: "The connection was closed once it was sent.",
};

/**
 * One answer, or two of them side by side.
 * @param {any} call of the journal
 */
export function answersView(call) {
  const sent = h("section", { class: "sent" }, sentView(call));
  const { committed } = call;
  if (!committed) return h("div", { class: "answers" }, sent);
  return h(
    "div",
    { class: "answers two" },
    h("section", { class: "committed" }, committedView(committed)),
    sent,
  );
}

/** @param {any} committed */
function committedView({ is_done: isDone, status, code, answer }) {
  const isRun = status > 0;
  return [
    h(
      "h3",
      null,
      "As committed ",
      isRun && statusBadge({ status }),
      code && h("span", { class: "badge" }, code),
    ),
    !isRun && h("p", null, "The operation was not run: a rule answered in its place."),
    isRun && !isDone && h("p", null, "Nothing was kept: a rule had its work undone."),
    isRun && bodyView(answer),
  ];
}

/** @param {any} call */
function sentView({ status, code, answer, sent, committed, faults }) {
  const title = committed || sent ? "As sent " : "Answer ";
  const how = sent && (NOTHING_SENT[sent.how] ?? SENT[sent.how] ?? sent.how);
  return [
    h("h3", null, title, statusBadge({ status }), code && h("span", { class: "badge" }, code)),
    how &&
      h(
        "p",
        null,
        how,
        sent.how === "wrong_content_type" && h("code", null, ` ${sent.content_type}`),
      ),
    !status &&
      !how &&
      h("p", null, faults.length ? "A rule left it without an answer." : "No answer was sent."),
    status > 0 && (sent?.part == null ? bodyView(answer) : partView(sent.part, answer)),
  ];
}

/**
 * The part of an answer that was sent, and the rest struck out.
 * @param {string} part
 * @param {any} answer
 */
function partView(part, answer) {
  const whole = typeof answer === "string" ? answer : JSON.stringify(answer);
  const rest = whole.startsWith(part) ? whole.slice(part.length) : "";
  const missing =
    rest && h("del", { title: "Not sent" }, rest, h("span", { class: "unseen" }, " (not sent)"));
  return h("pre", { class: "body", tabindex: "0" }, part, missing);
}
