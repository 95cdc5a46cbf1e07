// Descriptions of the schema, in which backticks mark what is written in files.

import { h } from "../../base/dom.js";

/**
 * A description with its code as elements.
 * @param {string} text
 * @returns {(string | HTMLElement)[]}
 */
export function prose(text) {
  return text.split("`").map((part, index) => (index % 2 ? h("code", null, part) : part));
}
