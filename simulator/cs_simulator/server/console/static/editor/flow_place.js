// Where the cursor is within braces and brackets.

import { flowTokens, plain } from "./yaml_lines.js";

/** The characters of a word that follow. @param {string} after */
export function restOfWord(after) {
  return /^[\w.*-]*/.exec(after)?.[0].length ?? 0;
}

/**
 * The place of the cursor within braces.
 * @param {string} text
 * @param {number} offset
 * @param {string[]} lines
 * @param {{line: number, column: number, path: (string | number)[]}} opened
 * @returns {import("./yaml_place.js").Place | null}
 */
export function inFlow(text, offset, lines, opened) {
  const start =
    lines.slice(0, opened.line).reduce((sum, line) => sum + line.length + 1, 0) + opened.column;
  const stack = [];
  let current = null;
  let last = { text: "", index: 0 };
  for (const token of flowTokens(text.slice(start, offset))) {
    current = step(stack, current, token, opened.path);
    last = token;
  }
  if (!current) return null;
  const isWord = !/^[{}[\],:]$/.test(last.text) && start + last.index + last.text.length === offset;
  const prefix = isWord ? last.text : "";
  const rest = restOfWord(text.slice(offset));
  const word = {
    prefix,
    from: offset - prefix.length,
    to: offset + rest,
    isFlow: true,
    isItem: false,
    indent: 0,
  };
  if (!current.isMapping)
    return { ...word, kind: "value", path: [...current.path, current.items], siblings: {} };
  const siblings = { ...current.keys, ...keysAfter(text.slice(offset + rest)) };
  if (current.key !== null) {
    delete siblings[current.key];
    return { ...word, kind: "value", path: [...current.path, current.key], siblings };
  }
  delete siblings[prefix];
  return { ...word, kind: "key", path: current.path, siblings };
}

/**
 * Go on by one token of flow style; returns the innermost braces.
 * @param {any[]} stack
 * @param {any} current
 * @param {{text: string}} token
 * @param {(string | number)[]} root
 */
function step(stack, current, { text }, root) {
  if (text === "{" || text === "[") {
    const path = !current
      ? root
      : [...current.path, current.isMapping ? (current.key ?? "") : current.items];
    stack.push({ isMapping: text === "{", path, key: null, word: "", keys: {}, items: 0 });
  } else if (text === "}" || text === "]") {
    stack.pop();
  } else if (!current) {
    return null;
  } else if (text === ",") {
    if (current.key !== null) current.keys[current.key] = plain(current.word);
    Object.assign(current, { key: null, word: "", items: current.items + 1 });
  } else if (text === ":" && current.isMapping) {
    Object.assign(current, { key: plain(current.word), word: "" });
  } else {
    current.word = text;
  }
  return stack.at(-1) ?? null;
}

/** The keys that follow in the same braces. @param {string} after */
function keysAfter(after) {
  /** @type {Record<string, string>} */
  const found = {};
  let depth = 0;
  const tokens = flowTokens(after);
  for (let index = 0; index < tokens.length && depth >= 0; index += 1) {
    const { text } = tokens[index];
    if (/^[{[]$/.test(text)) depth += 1;
    if (/^[}\]]$/.test(text)) depth -= 1;
    if (depth === 0 && tokens[index + 1]?.text === ":")
      found[plain(text)] = tokens[index + 2]?.text ?? "";
  }
  return found;
}
