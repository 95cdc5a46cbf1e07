// Writing a rule as YAML: each value on a line of its own, so that a line leads back to a field.

import { inlineText, scalarText } from "../scenario/inline_text.js";

/**
 * A value as YAML, with the path of the field that each line is about.
 * @param {any} value an object
 * @returns {{text: string, paths: string[]}} paths such as `then.error.code`, one for each line
 */
export function writeYaml(value) {
  /** @type {string[]} */
  const lines = [];
  /** @type {string[]} */
  const paths = [];
  const write = (/** @type {any} */ object, /** @type {string} */ indent, /** @type {string} */ prefix) => {
    for (const [key, inner] of Object.entries(object)) {
      const path = prefix ? `${prefix}.${key}` : key;
      const isBlock = inner && typeof inner === "object" && !Array.isArray(inner) && Object.keys(inner).length > 0;
      lines.push(`${indent}${scalarText(key)}:${isBlock ? "" : ` ${inlineText(inner)}`}`);
      paths.push(path);
      if (isBlock) write(inner, `${indent}  `, path);
    }
  };
  write(value, "", "");
  return { text: `${lines.join("\n")}\n`, paths };
}
