// Short messages at the edge of the page, which screen readers say.

import { h, icon } from "./dom.js";
import { store } from "./store.js";

const SECONDS = 6;
const SECONDS_IF_BAD = 60;
/** The topic of messages that say that the simulator does not answer. */
const UNREACHABLE = "Unreachable";

/**
 * Show a message.
 * @param {string} text
 * @param {"good" | "bad" | "plain"} [kind] those that are bad stay longer
 * @param {string} [topic] a message takes the place of an earlier one of the same topic
 */
export function toast(text, kind = "plain", topic = "") {
  const place = document.querySelector("cs-toasts");
  const shown = h(
    "div",
    { class: `toast ${kind}`, "data-topic": topic || null },
    h("span", { class: "grow" }, text),
    h(
      "button",
      {
        type: "button",
        class: "quiet square",
        "aria-label": "Close the message",
        onclick: () => shown.remove(),
      },
      icon("close"),
    ),
  );
  for (const same of place?.children ?? []) {
    if (same.textContent === shown.textContent) same.remove();
  }
  if (topic) resolved(topic);
  place?.append(shown);
  removeLater(shown, (kind === "bad" ? SECONDS_IF_BAD : SECONDS) * 1000);
}

/**
 * A message under the pointer, or with the focus in it, stays until it is left.
 * @param {HTMLElement} shown
 * @param {number} milliseconds
 */
function removeLater(shown, milliseconds) {
  setTimeout(() => {
    if (shown.matches(":hover, :focus-within")) removeLater(shown, milliseconds);
    else shown.remove();
  }, milliseconds);
}

/**
 * Take away the message of a topic: it is no longer so.
 * @param {string} topic
 */
function resolved(topic) {
  for (const shown of document.querySelectorAll("cs-toasts > [data-topic]")) {
    if (shown instanceof HTMLElement && shown.dataset.topic === topic) shown.remove();
  }
}

store.subscribe(["connection"], ({ connection }) => {
  if (connection === "live") resolved(UNREACHABLE);
});

/**
 * Show why something failed.
 * @param {unknown} problem
 * @param {string} [topic] what failed
 */
export function failed(problem, topic = "") {
  const isUnreachable = /** @type {any} */ (problem)?.code === UNREACHABLE;
  const text = problem instanceof Error ? problem.message : String(problem);
  toast(text, "bad", isUnreachable ? UNREACHABLE : topic);
}

/**
 * Make a listener of an action that may fail: what it throws is shown, and the control that was
 * pressed is busy until it is done.
 * @param {(event: Event) => any} act
 * @returns {(event: Event) => Promise<void>}
 */
export function acting(act) {
  return async (event) => {
    const control = event.currentTarget instanceof HTMLElement ? event.currentTarget : null;
    if (control?.ariaBusy === "true") return;
    const topic = `action ${control?.ariaLabel ?? control?.textContent ?? ""}`;
    if (control) control.ariaBusy = "true";
    try {
      await act(event);
      resolved(topic);
    } catch (problem) {
      failed(problem, topic);
    } finally {
      if (control) control.ariaBusy = "false";
    }
  };
}
