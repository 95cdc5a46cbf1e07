// Modal dialogs: the browser's own, with a title, a form and a line for what was refused.

import { h, icon, replace } from "./dom.js";
import { noteFocus } from "./focus_back.js";

/**
 * @typedef {object} DialogOptions
 * @property {string} title
 * @property {any[]} content
 * @property {string} [action] the label of the button that submits; without it there is none
 * @property {boolean} [isDangerous] whether the action destroys something
 * @property {boolean} [isModalOnly] whether it can only be left by its action
 * @property {boolean} [isWide]
 * @property {any[]} [extra] more controls beside the buttons
 * @property {() => any} [submit] may be async; the dialog closes once it has returned, and shows
 *   the message of what it throws
 */

/**
 * Open a dialog; it is removed when it closes, and the focus goes back to where it was.
 * @param {DialogOptions} options
 * @returns {{close: () => void, closed: Promise<void>, element: HTMLDialogElement, fail: (message: string) => void}}
 */
export function openDialog(options) {
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const fail = (/** @type {string} */ message) => {
    problem.hidden = !message;
    replace(problem, message);
  };
  const dialog = /** @type {HTMLDialogElement} */ (
    h("dialog", { class: options.isWide ? "dialog wide" : "dialog", "aria-label": options.title })
  );
  const close = () => dialog.close();
  const form = h(
    "form",
    {
      method: "dialog",
      onsubmit: (/** @type {Event} */ event) => submit(event, options, dialog, fail),
    },
    h("header", null, h("h2", null, options.title), !options.isModalOnly && closeButton(close)),
    h("div", { class: "content" }, options.content),
    problem,
    h("footer", null, options.extra ?? [], h("span", { class: "grow" }), buttons(options, close)),
  );
  dialog.append(form);
  const giveBack = noteFocus();
  const closed = new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (document.activeElement === document.body) giveBack(); // the browser has not done it
      resolve(undefined);
    });
  });
  if (options.isModalOnly) dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
  const first = dialog.querySelector("[autofocus], .content :is(input, select, textarea, button)");
  if (first instanceof HTMLElement) first.focus();
  return { close, closed: /** @type {Promise<void>} */ (closed), element: dialog, fail };
}

/**
 * Ask before something is destroyed.
 * @param {string} title
 * @param {string} text
 * @param {string} action the label of the button that does it
 * @param {() => any} submit
 */
export function confirm(title, text, action, submit) {
  return openDialog({ title, content: [h("p", null, text)], action, isDangerous: true, submit });
}

/**
 * @param {Event} event
 * @param {DialogOptions} options
 * @param {HTMLDialogElement} dialog
 * @param {(message: string) => void} fail
 */
async function submit(event, options, dialog, fail) {
  event.preventDefault();
  if (dialog.ariaBusy === "true") return;
  dialog.ariaBusy = "true";
  try {
    fail("");
    await options.submit?.();
    dialog.close();
  } catch (problem) {
    fail(problem instanceof Error ? problem.message : String(problem));
  } finally {
    dialog.ariaBusy = "false";
  }
}

/** @param {() => void} close */
function closeButton(close) {
  return h(
    "button",
    { type: "button", class: "quiet square", "aria-label": "Close", onclick: close },
    icon("close"),
  );
}

/**
 * @param {DialogOptions} options
 * @param {() => void} close
 */
function buttons(options, close) {
  if (!options.action) return [h("button", { type: "button", onclick: close }, "Close")];
  const kind = options.isDangerous ? "danger" : "primary";
  const cancel = h("button", { type: "button", onclick: close }, "Cancel");
  const action = h(
    "button",
    { type: "submit", class: kind, autofocus: options.isDangerous },
    options.action,
  );
  return options.isModalOnly ? [action] : [cancel, action];
}
