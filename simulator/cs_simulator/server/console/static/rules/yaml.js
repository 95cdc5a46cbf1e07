// Writing rules and scenarios as YAML, so that a line leads back to the field that it is about.

import { inlineText, scalarText } from "../scenario/inline_text.js";

/**
 * A value as YAML, with the path of the field that each line is about: keys of objects have a line
 * each, and so have objects in lists.
 * @param {any} value an object
 * @returns {{text: string, paths: string[]}} paths such as `then.error.code`, one for each line
 */
export function writeYaml(value) {
  /** @type {{line: string, path: string}[]} */
  const lines = [];
  writeObject(value, "", "", (line, path) => lines.push({ line, path }));
  return {
    text: lines.map(({ line }) => `${line}\n`).join(""),
    paths: lines.map(({ path }) => path),
  };
}

/**
 * @param {Record<string, any>} object
 * @param {string} indent
 * @param {string} prefix the path of the object
 * @param {(line: string, path: string) => void} write
 */
function writeObject(object, indent, prefix, write) {
  for (const [key, inner] of Object.entries(object)) {
    const path = prefix ? `${prefix}.${key}` : key;
    const begin = `${indent}${scalarText(key)}:`;
    if (isFilled(inner) && !Array.isArray(inner)) {
      write(begin, path);
      writeObject(inner, `${indent}  `, path, write);
    } else if (isFilled(inner) && inner.every(isFilled)) {
      write(begin, path);
      inner.forEach((/** @type {any} */ item, /** @type {number} */ index) =>
        write(`${indent}  - ${inlineText(item)}`, `${path}[${index}]`),
      );
    } else write(`${begin} ${inlineText(inner)}`, path);
  }
}

/** Whether it is an object or a list that has something. @param {any} value */
function isFilled(value) {
  return Boolean(value) && typeof value === "object" && Object.keys(value).length > 0;
}
