// A text area for code: the text in colours behind it, numbers of lines, and marks beside and under
// what is wrong. The text area is the browser's own, so that undo, selection and input methods work.

import { h } from "../base/dom.js";
import { drawMarks, lineOf, textAt } from "./code_lines.js";
import { beginLine } from "./new_line.js";
import { offsetOf } from "./text_places.js";

/** A text area with what is drawn around it; `element` goes into the page. */
export class CodeArea {
  /** @type {string[]} the lines as they are drawn */
  #lines = [];
  /** @type {import("./code_lines.js").Mark[]} */
  #marks = [];

  /** @param {{label: string, changed: () => void}} options changed: called after each change */
  constructor({ label, changed }) {
    this.changed = changed;
    this.layer = h("div", { class: "layer", "aria-hidden": "true" });
    this.under = h("div", { class: "under", "aria-hidden": "true" });
    this.gutter = h("div", { class: "gutter", "aria-hidden": "true" });
    this.area = /** @type {HTMLTextAreaElement} */ (
      h("textarea", {
        "aria-label": label,
        spellcheck: "false",
        autocomplete: "off",
        autocapitalize: "off",
        wrap: "off",
        autocorrect: "off",
        oninput: () => this.#onInput(),
        onscroll: () => this.#follow(),
        onkeydown: (/** @type {KeyboardEvent} */ event) => beginLine(event, this),
      })
    );
    const sheet = h("div", { class: "sheet" }, this.layer, this.under, this.area);
    this.element = h(
      "div",
      { class: "code-area" },
      h("div", { class: "gutter-window" }, this.gutter),
      sheet,
    );
    this.draw();
  }

  get text() {
    return this.area.value;
  }

  /**
   * Write in the place of a part of the text, as if it had been typed: it can be undone.
   * @param {number} from
   * @param {number} to
   * @param {string} text
   */
  write(from, to, text) {
    this.area.focus();
    this.area.setSelectionRange(from, to);
    const isDone = text
      ? document.execCommand("insertText", false, text)
      : from === to || document.execCommand("delete");
    if (!isDone) this.area.setRangeText(text, from, to, "end");
    this.#onInput();
  }

  /**
   * Take another text; what was there can be had back by undo, unless `isFirst`.
   * @param {string} text
   * @param {{isFirst?: boolean}} [options]
   */
  open(text, { isFirst = false } = {}) {
    if (isFirst) {
      this.area.value = text;
      this.draw();
      return;
    }
    this.write(0, this.text.length, text.replaceAll("\r\n", "\n"));
    this.area.setSelectionRange(0, 0);
    this.area.scrollTop = this.area.scrollLeft = 0;
  }

  /**
   * Move the cursor, and bring it into sight.
   * @param {number} line from 1
   * @param {number} [column] from 1
   */
  goTo(line, column = 1) {
    const at = offsetOf(this.text, line, column);
    this.area.focus();
    this.area.setSelectionRange(at, at);
    const height = this.lineHeight;
    const top = (line - 1) * height;
    if (
      top < this.area.scrollTop ||
      top > this.area.scrollTop + this.area.clientHeight - 2 * height
    ) {
      this.area.scrollTop = top - this.area.clientHeight / 3;
    }
  }

  get lineHeight() {
    return Number.parseFloat(getComputedStyle(this.area).lineHeight);
  }

  /** Where a place of the text is in the window. @param {number} offset @returns {DOMRect} */
  boxAt(offset) {
    const before = this.text.slice(0, offset).split("\n");
    const line = /** @type {HTMLElement} */ (this.layer.children[before.length - 1]);
    const range = document.createRange();
    const [node, rest] = textAt(line, before.at(-1)?.length ?? 0);
    range.setStart(node, rest);
    range.collapse(true);
    const box = range.getClientRects()[0] ?? line.getBoundingClientRect();
    return new DOMRect(box.left, box.top, 0, this.lineHeight);
  }

  /** Show what is wrong. @param {import("./code_lines.js").Mark[]} marks */
  mark(marks) {
    this.#marks = marks;
    this.#drawMarks();
  }

  #onInput() {
    this.draw();
    this.changed();
  }

  /** Draw the lines that are not as they were. */
  draw() {
    const lines = this.text.split("\n");
    const old = this.#lines;
    let same = 0;
    while (same < old.length && same < lines.length && old[same] === lines[same]) same += 1;
    let end = 0;
    while (
      end < Math.min(old.length, lines.length) - same &&
      old.at(-1 - end) === lines.at(-1 - end)
    )
      end += 1;
    const after = this.layer.children[old.length - end] ?? null;
    for (let index = old.length - end; index > same; index -= 1)
      this.layer.children[index - 1].remove();
    for (const line of lines.slice(same, lines.length - end))
      this.layer.insertBefore(lineOf(line), after);
    while (this.gutter.children.length < lines.length)
      this.gutter.append(h("div", null, this.gutter.children.length + 1));
    while (this.gutter.children.length > lines.length) this.gutter.lastElementChild?.remove();
    this.#lines = lines;
    this.#drawMarks();
    this.#follow();
  }

  #drawMarks() {
    drawMarks(this.#marks, this.#lines, this.gutter, this.under);
  }

  #follow() {
    const { scrollTop, scrollLeft } = this.area;
    this.layer.style.transform =
      this.under.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`;
    this.gutter.style.transform = `translateY(${-scrollTop}px)`;
  }
}
