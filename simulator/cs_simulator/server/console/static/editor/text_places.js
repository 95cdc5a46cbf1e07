// Places in the text of a scenario.

import { scan } from "./yaml_lines.js";

/**
 * How many characters are before a place.
 * @param {string} text
 * @param {number} line from 1
 * @param {number} column from 1
 */
export function offsetOf(text, line, column) {
  const before = text.split("\n").slice(0, line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + Math.max(column, 1) - 1;
}

/**
 * Where the value at a path begins; null if the text has none.
 * @param {string} text
 * @param {(string | number)[]} path
 * @returns {{line: number, column: number} | null} from 1
 */
export function placeOfPath(text, path) {
  const { entries } = scan(text.split("\n"));
  const wanted = path.join("\n");
  const entry = entries.find((one) => one.path.join("\n") === wanted);
  return entry ? { line: entry.line + 1, column: entry.value + 1 } : null;
}

/** The name of the scenario, for its file. @param {string} text */
export function nameIn(text) {
  return /\bname:\s*["']?([\w.-]+)/.exec(text)?.[1] ?? "scenario";
}
