// Where in the structure of a YAML text the cursor is, and what is being typed there.

import { inFlow, restOfWord } from "./flow_place.js";
import { entriesOf, plain, scan, within } from "./yaml_lines.js";

/**
 * @typedef {object} Place
 * @property {"key" | "value"} kind whether the name of a key is typed, or its value
 * @property {(string | number)[]} path of the mapping that the key belongs to, or of the value
 * @property {string} prefix what is typed of it so far
 * @property {number} from where in the text that begins
 * @property {number} to where it ends: the rest of the word is replaced, too
 * @property {Record<string, string>} siblings the keys that the mapping has already, with their values
 * @property {boolean} isFlow whether it is within braces
 * @property {boolean} isItem whether the item of a list begins here, of which nothing is typed yet
 * @property {number} indent of keys of the mapping
 */

/**
 * The place of the cursor; null in comments and in texts, where nothing can be completed.
 * @param {string} text
 * @param {number} offset
 * @returns {Place | null}
 */
export function placeAt(text, offset) {
  const lines = text.split("\n");
  const number = text.slice(0, offset).split("\n").length - 1;
  const start = offset - (text.slice(0, offset).length - text.lastIndexOf("\n", offset - 1) - 1);
  const whole = scan(lines);
  const line = lines[number];
  const before = line.slice(0, offset - start);
  const { kind, flow, levels } = whole.lines[number];
  if (kind === "scalar" || /(^|\s)#/.test(withoutTexts(before))) return null;
  if (kind === "flow") return inFlow(text, offset, lines, flow);
  const read = entriesOf(before, number, levels);
  const own = read.entries.at(-1);
  const rest = before.slice(read.column);
  const isKeyed = own && typeof own.path.at(-1) === "string";
  if (/^[{[]/.test(rest)) {
    const opened = { line: number, column: read.column, path: own?.path ?? [] };
    return inFlow(text, offset, lines, opened);
  }
  const word = {
    prefix: rest,
    from: offset - rest.length,
    to: offset + restOfWord(line.slice(before.length)),
    isFlow: false,
  };
  if (isKeyed && before.length > own.column + String(own.path.at(-1)).length) {
    const siblings = siblingsOf(whole.entries, own.path.slice(0, -1), lines, number);
    return { ...word, kind: "value", path: own.path, siblings, isItem: false, indent: own.column };
  }
  const open = own ? read.levels : within(levels, before.length - rest.length, false);
  const path = open.at(-1)?.path ?? [];
  const siblings = siblingsOf(whole.entries, path, lines, number);
  return { ...word, kind: "key", path, siblings, isItem: !own, indent: read.column };
}

/** @param {string} text */
function withoutTexts(text) {
  return text.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, (found) => "x".repeat(found.length));
}

/**
 * The keys of a mapping in block style, with their values, except for those of the cursor's line.
 * @param {import("./yaml_lines.js").Entry[]} entries
 * @param {(string | number)[]} path
 * @param {string[]} lines
 * @param {number} except
 */
function siblingsOf(entries, path, lines, except) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const entry of entries) {
    const isSibling =
      entry.path.length === path.length + 1 &&
      path.every((part, index) => part === entry.path[index]);
    if (!isSibling || entry.line === except) continue;
    found[String(entry.path.at(-1))] = plain(
      lines[entry.line]
        .slice(entry.value)
        .replace(/\s+#.*/, "")
        .trim(),
    );
  }
  return found;
}
