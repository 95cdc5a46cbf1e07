// Copying to the clipboard.

import { h, icon } from "./dom.js";
import { toast } from "./toast.js";

/**
 * Copy a text, and say so.
 * @param {string} text
 * @param {string} [what] what it is, for the message
 */
export async function copy(text, what = "It") {
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else copyBySelection(text); // pages of other machines over HTTP have no clipboard
  toast(`${what} is copied`, "good");
}

/**
 * A button that copies.
 * @param {string} label
 * @param {() => string} text
 * @param {string} [what]
 */
export function copyButton(label, text, what = label) {
  return h("button", { type: "button", onclick: () => copy(text(), what) }, icon("copy"), label);
}

/** @param {string} text */
function copyBySelection(text) {
  const area = /** @type {HTMLTextAreaElement} */ (h("textarea", { class: "unseen", value: text }));
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
  before?.focus();
}
