// The structure of YAML, line by line: which keys and items begin where. It takes texts as they are
// while somebody types, so it refuses nothing; what is wrong is said by the simulator.

/**
 * @typedef {object} Entry a key of a mapping, or an item of a list, in block style
 * @property {number} line from 0
 * @property {number} column from 0
 * @property {number} value the column after the colon or the dash
 * @property {(string | number)[]} path with the key or the index itself at the end
 */

/**
 * @typedef {object} Line how a line begins
 * @property {"block" | "flow" | "scalar" | "blank"} kind `flow`: within braces that were opened on an
 *   earlier line; `scalar`: a line of a text in block style
 * @property {{line: number, column: number, path: (string | number)[]} | null} flow where the braces
 *   were opened, and what they are the value of
 * @property {Level[]} levels what is open before the line, outermost first
 */

/** @typedef {{indent: number, isItem: boolean, path: (string | number)[], items: number}} Level */

const KEY =
  /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#:{}[\],&*!|>'"%@`-][^:#]*?|-[^\s:#][^:#]*?)\s*:(?=\s|$)/;

/**
 * Read a whole text.
 * @param {string[]} lines
 * @returns {{entries: Entry[], lines: Line[]}}
 */
export function scan(lines) {
  const entries = [];
  /** @type {Line[]} */
  const found = [];
  /** @type {Level[]} */
  let levels = [];
  let flow = null;
  let depth = 0;
  let textIndent = -1; // of the entry whose text in block style goes on
  lines.forEach((line, number) => {
    const indent = line.search(/\S|$/);
    const isBlank = !line.trim();
    if (textIndent >= 0 && (isBlank || indent > textIndent)) {
      found.push({ kind: "scalar", flow: null, levels });
      return;
    }
    textIndent = -1;
    if (depth > 0) {
      found.push({ kind: "flow", flow, levels });
      depth = Math.max(0, depth + balance(line));
      return;
    }
    const isNothing = isBlank || line[indent] === "#" || /^(---|\.\.\.)(\s|$)/.test(line);
    found.push({ kind: isNothing ? "blank" : "block", flow: null, levels });
    if (isNothing) return;
    const read = entriesOf(line, number, levels);
    entries.push(...read.entries);
    levels = read.levels;
    const rest = line.slice(read.column);
    if (/^[|>]/.test(rest)) textIndent = levels.at(-1)?.indent ?? 0;
    if (/^[{[]/.test(rest)) {
      flow = { line: number, column: read.column, path: levels.at(-1)?.path ?? [] };
      depth = Math.max(0, balance(rest));
    }
  });
  return { entries, lines: found };
}

/**
 * The entries that begin on a line, and what is open after it.
 * @param {string} line
 * @param {number} number
 * @param {Level[]} before
 * @returns {{entries: Entry[], levels: Level[], column: number}} column: where the value begins
 */
export function entriesOf(line, number, before) {
  let levels = before;
  let column = line.search(/\S|$/);
  const entries = [];
  const add = (isItem, key, value) => {
    levels = within(levels, column, isItem);
    const parent = levels.at(-1);
    const path = [...(parent?.path ?? []), isItem ? (parent?.items ?? 0) : key];
    if (parent && isItem) levels = [...levels.slice(0, -1), { ...parent, items: parent.items + 1 }];
    levels = [...levels, { indent: column, isItem, path, items: 0 }];
    entries.push({ line: number, column, value, path });
    column = value;
  };
  for (
    let dash = /^-(\s+|$)/.exec(line.slice(column));
    dash;
    dash = /^-(\s+|$)/.exec(line.slice(column))
  ) {
    add(true, "", column + dash[0].length);
  }
  const key = KEY.exec(line.slice(column));
  if (key) {
    const rest = line.slice(column + key[0].length);
    add(false, plain(key[1]), column + key[0].length + rest.search(/\S|$/));
  }
  return { entries, levels, column };
}

/**
 * The levels that an entry at a column is within. A list may be as far to the left as its key.
 * @param {Level[]} levels
 * @param {number} column
 * @param {boolean} isItem
 */
export function within(levels, column, isItem) {
  const stays = (/** @type {Level} */ level) =>
    level.indent < column || (isItem && level.indent === column && !level.isItem);
  return levels.filter(stays);
}

/** @param {string} text of a key or a value */
export function plain(text) {
  return /^(".*"|'.*')$/.test(text) ? text.slice(1, -1) : text;
}

/** How many braces a line opens more than it closes. @param {string} line */
function balance(line) {
  let depth = 0;
  for (const { text } of flowTokens(line)) {
    if (text === "{" || text === "[") depth += 1;
    if (text === "}" || text === "]") depth -= 1;
  }
  return depth;
}

/**
 * The braces, commas, colons and texts of flow style, without comments.
 * @param {string} text may have several lines
 * @returns {{text: string, index: number}[]}
 */
export function flowTokens(text) {
  const token =
    /(^|\s)#.*|"(?:[^"\\]|\\.)*"?|'[^']*'?|[{}[\],]|:(?=[\s,}\]]|$)|[^\s{}[\],:#"']+(?:[^{}[\],:#\n]|:(?=\S)|\S#)*/gm;
  return [...text.matchAll(token)]
    .filter(([found]) => !found.trimStart().startsWith("#"))
    .map((found) => ({ text: found[0].trimEnd(), index: found.index ?? 0 }));
}
