// Short messages at the edge of the page, which screen readers say.

import { h, icon } from "./dom.js";

const SECONDS = 6;

/**
 * Show a message.
 * @param {string} text
 * @param {"good" | "bad" | "plain"} [kind] those that are bad stay until they are closed
 */
export function toast(text, kind = "plain") {
  const place = document.querySelector("cs-toasts");
  const shown = h(
    "div",
    { class: `toast ${kind}` },
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
  place?.append(shown);
  if (kind !== "bad") setTimeout(() => shown.remove(), SECONDS * 1000);
}

/**
 * Show why something failed.
 * @param {unknown} problem
 */
export function failed(problem) {
  toast(problem instanceof Error ? problem.message : String(problem), "bad");
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
    if (control) control.ariaBusy = "true";
    try {
      await act(event);
    } catch (problem) {
      failed(problem);
    } finally {
      if (control) control.ariaBusy = "false";
    }
  };
}
