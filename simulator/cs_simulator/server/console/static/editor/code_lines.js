// What is drawn of a line: its text in colours, and a mark under what is wrong.

import { h, replace } from "../base/dom.js";
import { piecesOf } from "./highlight.js";

/**
 * @typedef {object} Mark
 * @property {number} line from 1
 * @property {number} column from 1
 * @property {string} message
 * @property {boolean} is_error
 */

/** @param {string} line */
export function lineOf(line) {
  return h(
    "div",
    null,
    piecesOf(line).map(({ text, kind }) => (kind ? h("span", { class: kind }, text) : text)),
    line ? null : "\u200b",
  );
}

/** The text node of a line, and the place in it, of a column. @param {Node} line @param {number} column @returns {[Node, number]} */
export function textAt(line, column) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let rest = column;
  let last = line;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (rest <= length) return [node, rest];
    rest -= length;
    last = node;
  }
  return [last, last.textContent?.length ?? 0];
}

/** @param {Mark} mark @param {string} text of its line */
function underline({ line, column, is_error }, text) {
  const word = /^[^\s,:{}[\]]+|^./.exec(text.slice(column - 1))?.[0] ?? " ";
  const style = {
    top: `calc(${line - 1} * var(--code-line))`,
    left: `${column - 1}ch`,
    width: `${word.length}ch`,
  };
  return h("i", { class: is_error ? "error" : "warning", style });
}

/**
 * Mark what is wrong, beside the numbers of lines and under the words.
 * @param {Mark[]} marks
 * @param {string[]} lines
 * @param {Element} gutter
 * @param {Element} under
 */
export function drawMarks(marks, lines, gutter, under) {
  for (const number of gutter.querySelectorAll("[title]")) {
    number.removeAttribute("title");
    number.removeAttribute("class");
  }
  const shown = marks.filter(({ line }) => line <= lines.length);
  for (const { line, message, is_error } of shown) {
    const number = /** @type {HTMLElement} */ (gutter.children[line - 1]);
    if (number.className !== "error") number.className = is_error ? "error" : "warning";
    number.title = number.title ? `${number.title}\n${message}` : message;
  }
  const underlines = shown.map((mark) => underline(mark, lines[mark.line - 1]));
  replace(under, underlines);
}
