// JSON as text for people, with the fields struck out that nothing read.

import { h } from "../base/dom.js";

const INDENT = "  ";

/**
 * A body: JSON, or a text that is none.
 * @param {any} value null for none
 * @param {string[]} [unread] paths of fields, such as `nodepools.scaling_group.colour`
 * @returns {HTMLElement}
 */
export function bodyView(value, unread = []) {
  if (value === null || value === "") return h("p", { class: "muted" }, "No body.");
  const strike = new Set(unread);
  const parts = typeof value === "string" ? form(value, strike) : printed(value, strike, "", "");
  return h("pre", { class: "body", tabindex: "0" }, joined(parts));
}

/**
 * A form such as `a=1&b=2`, or any other text.
 * @param {string} text
 * @param {Set<string>} strike
 */
function form(text, strike) {
  if (!strike.size || !text.includes("=")) return [text];
  return text.split("&").flatMap((pair, index) => {
    const name = pair.split("=")[0];
    return [index ? "&" : "", strike.has(name) ? struck(pair) : pair];
  });
}

/**
 * @param {any} value
 * @param {Set<string>} strike
 * @param {string} path of the value; elements of a list have that of the list
 * @param {string} margin
 * @returns {(string | HTMLElement)[]}
 */
function printed(value, strike, path, margin) {
  const isList = Array.isArray(value);
  if (value === null || typeof value !== "object") return [JSON.stringify(value)];
  const entries = isList ? value.map((item) => ["", item]) : Object.entries(value);
  const [open, close] = isList ? "[]" : "{}";
  if (!entries.length) return [open + close];
  const inner = margin + INDENT;
  const lines = entries.map(([name, item], index) => {
    const here = isList ? path : path ? `${path}.${name}` : name;
    const label = isList ? "" : `${JSON.stringify(name)}: `;
    const isStruck = !isList && strike.has(here);
    const shown = isStruck
      ? struckField(label, item, inner)
      : [label, ...printed(item, strike, here, inner)];
    const comma = index < entries.length - 1 ? "," : "";
    return [inner, ...shown, comma, "\n"];
  });
  return [open, "\n", ...lines.flat(), margin, close];
}

/**
 * A field that nothing read, line by line: the margin is not struck out.
 * @param {string} label
 * @param {any} value
 * @param {string} margin
 */
function struckField(label, value, margin) {
  const lines = (label + printed(value, new Set(), "", margin).join("")).split("\n");
  return lines.flatMap((line, index) => {
    const text = line.trimStart();
    return [index ? "\n" : "", line.slice(0, line.length - text.length), struck(text, index > 0)];
  });
}

/**
 * @param {string} text
 * @param {boolean} [isGoingOn] whether it was said already that it was not read
 */
function struck(text, isGoingOn = false) {
  const said = !isGoingOn && h("span", { class: "unseen" }, " (not read)");
  return h("del", { title: "Nothing read this field" }, text, said);
}

/**
 * Texts that follow each other as one: a body may have thousands.
 * @param {(string | HTMLElement)[]} parts
 */
function joined(parts) {
  /** @type {(string | HTMLElement)[]} */
  const found = [];
  for (const part of parts) {
    if (typeof part === "string" && typeof found.at(-1) === "string")
      found[found.length - 1] += part;
    else found.push(part);
  }
  return found;
}
