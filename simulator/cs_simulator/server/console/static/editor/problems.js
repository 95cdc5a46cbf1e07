// What lint found, below the text: each problem leads to its place, and may have its correction.

import { h, icon, replace } from "../base/dom.js";

const MEANT = /\(did you mean '([^']+)'\?\)|did you mean '([^']+)'/;

/** The list of problems. */
export class Problems {
  /**
   * @param {object} options
   * @param {(line: number, column: number) => void} options.goTo
   * @param {(problem: any, text: string) => void} options.correct writes what was meant
   */
  constructor({ goTo, correct }) {
    this.goTo = goTo;
    this.correct = correct;
    this.element = h("ul", { class: "problems", "aria-label": "Problems", hidden: true });
  }

  /** @param {any[]} problems */
  show(problems) {
    this.element.hidden = !problems.length;
    replace(
      this.element,
      problems.map((problem) => this.#row(problem)),
    );
  }

  #row(problem) {
    const { line, column, code, message, file, is_error } = problem;
    const meant = file ? null : MEANT.exec(message);
    const word = meant?.[1] ?? meant?.[2];
    return h(
      "li",
      { class: is_error ? "error" : "warning" },
      icon(is_error ? "cross" : "warn"),
      h(
        "button",
        {
          type: "button",
          class: "quiet link",
          disabled: Boolean(file),
          onclick: () => this.goTo(line, column),
        },
        h("span", { class: "where" }, `${file ? `${file}:` : ""}${line}:${column}`),
        h("span", { class: "unseen" }, is_error ? " error " : " warning "),
        h("span", { class: "muted" }, code),
        h("span", null, message),
      ),
      word &&
        h(
          "button",
          { type: "button", onclick: () => this.correct(problem, word) },
          `Write ${word}`,
        ),
    );
  }
}
