// A whole scenario as YAML.

import { inlineText, scalarText } from "../scenario/inline_text.js";

/** As long as a line may be that has a value with its parts. */
const LONGEST = 88;

/**
 * A mapping or a list on lines of its own; what is short is on one line with its key.
 * @param {any} value
 * @param {string} [indent]
 * @returns {string}
 */
export function blockYaml(value, indent = "") {
  if (Array.isArray(value))
    return value.map((item) => `${indent}- ${itemYaml(item, indent)}`).join("");
  return Object.entries(value)
    .map(([key, inner]) => `${indent}${scalarText(key)}:${partYaml(inner, indent)}`)
    .join("");
}

/** What follows a key. @param {any} value @param {string} indent */
function partYaml(value, indent) {
  const line = inlineText(value);
  const isEmpty = value === null || typeof value !== "object" || !Object.keys(value).length;
  const isList =
    Array.isArray(value) && value.some((item) => item !== null && typeof item === "object");
  if (isEmpty || (!isList && indent && line.length < LONGEST)) return ` ${line}\n`;
  if (Array.isArray(value) && !isList) return ` ${line}\n`;
  return `\n${blockYaml(value, `${indent}  `)}`;
}

/** What follows a dash. @param {any} value @param {string} indent */
function itemYaml(value, indent) {
  const line = inlineText(value);
  if (value === null || typeof value !== "object" || Array.isArray(value)) return `${line}\n`;
  if (line.length < LONGEST || !Object.keys(value).length) return `${line}\n`;
  return blockYaml(value, `${indent}  `).trimStart();
}
