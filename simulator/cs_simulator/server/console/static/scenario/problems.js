// What lint says of a text: each problem with its place, and the line that it is about.

import { h } from "../base/dom.js";
import { count } from "../base/format.js";

/**
 * A list of problems; empty where there are none.
 * @param {any[]} problems with `line`, `column`, `code`, `message`, and `file` of an included one
 * @param {string} text the text that they are about
 * @param {(problem: any) => void} [go] where a click leads
 * @returns {HTMLElement}
 */
export function problemList(problems, text, go) {
  const lines = text.split("\n");
  return h(
    "ul",
    { class: "lint-problems stack", "aria-label": "Problems", hidden: !problems.length },
    problems.map((problem) => {
      const isError = problem.is_error ?? !/^W/.test(problem.code);
      const place = `${isOwn(problem) ? "" : `${problem.file}:`}${problem.line}:${problem.column}`;
      const line = isOwn(problem) ? lines[problem.line - 1] : "";
      return h(
        "li",
        { class: isError ? "error" : "warning" },
        go && isOwn(problem)
          ? h(
              "button",
              { type: "button", class: "quiet small mono", onclick: () => go(problem) },
              place,
            )
          : h("code", null, place),
        " ",
        h("span", { class: `badge ${isError ? "bad" : "warn"}` }, problem.code),
        " ",
        problem.message,
        line?.trim() && h("pre", null, line),
      );
    }),
  );
}

/**
 * How many problems there are, in words.
 * @param {any[]} problems
 */
export function summary(problems) {
  const errors = problems.filter((problem) => problem.is_error ?? !/^W/.test(problem.code)).length;
  const warnings = problems.length - errors;
  const parts = [errors && count(errors, "error"), warnings && count(warnings, "warning")].filter(
    Boolean,
  );
  return parts.join(", ") || "no problems";
}

/** @param {any} problem */
function isOwn({ file }) {
  return !file || file === "scenario" || file === "rules";
}
