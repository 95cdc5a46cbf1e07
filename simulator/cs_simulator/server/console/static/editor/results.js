// What came of a run: expectations, what else was not as expected, and rules that did nothing.

import { h, icon, replace } from "../base/dom.js";
import { count, millis, timeOfDay } from "../base/format.js";
import { pairs } from "../scenario/inline_text.js";

/** The results; each of them leads to its place in the text. */
export class Results {
  /** @param {(path: (string | number)[]) => void} goTo leads to what is at a path of the text */
  constructor(goTo) {
    this.goTo = goTo;
    this.verdict = h("p", { class: "verdict", role: "status" });
    this.list = h("ul", { class: "results" });
    this.element = h("section", { "aria-label": "Results" }, this.list);
  }

  /** @param {any} run */
  show(run) {
    const failed = run.failures.length;
    replace(
      this.verdict,
      h(
        "span",
        { class: `badge ${run.passed ? "good" : "bad"}` },
        icon(run.passed ? "check" : "cross"),
        run.passed ? "Passed" : "Failed",
      ),
      h(
        "span",
        { class: "muted" },
        `seed ${run.seed}${failed ? `, ${count(failed, "failure")}` : ""}, ${count(calls(run), "call")}`,
      ),
    );
    const steps = run.script.filter((/** @type {any} */ step) => step.problem);
    const own = run.verdicts.map((/** @type {any} */ verdict, /** @type {number} */ index) =>
      this.#expectation(verdict, index),
    );
    const rest = run.failures.filter(
      (/** @type {string} */ text) => !/^(script step|expect) \d+:/.test(text),
    );
    replace(
      this.list,
      steps.map((/** @type {any} */ step) => this.#step(step)),
      own,
      rest.map((/** @type {string} */ text) =>
        h("li", { class: "failed" }, icon("cross"), h("span", { class: "grow" }, text)),
      ),
      run.idle_rules.map((/** @type {any} */ idle) => this.#idle(idle)),
    );
  }

  /** Say why there is no run. @param {string} reason */
  refuse(reason) {
    replace(this.verdict, h("span", { class: "badge warn" }, icon("warn"), "Not run"));
    replace(
      this.list,
      h("li", { class: "idle" }, icon("warn"), h("span", { class: "grow" }, reason)),
    );
  }

  #expectation({ expectation, passed, reason, calls: proof }, index) {
    return h(
      "li",
      { class: passed ? "met" : "failed" },
      icon(passed ? "check" : "cross"),
      h(
        "div",
        { class: "grow" },
        this.#link(pairs(expectation), ["expect", index], passed ? "Met: " : "Not met: "),
        reason && h("p", { class: "problem" }, reason),
        proof.length > 0 && proved(proof),
      ),
    );
  }

  #step({ position, text, problem }) {
    return h(
      "li",
      { class: "failed" },
      icon("cross"),
      h(
        "div",
        { class: "grow" },
        this.#link(`${position}. ${text}`, ["script", position - 1], "Step "),
        h("p", { class: "problem" }, problem),
      ),
    );
  }

  #idle({ rule, reason }) {
    return h(
      "li",
      { class: "idle" },
      icon("warn"),
      h("span", { class: "grow" }, h("strong", null, rule), ` ${reason}`),
    );
  }

  #link(text, path, before) {
    return h(
      "button",
      {
        type: "button",
        class: "quiet link",
        title: "Go to its place in the text",
        onclick: () => this.goTo(path),
      },
      h("span", { class: "unseen" }, before),
      text,
    );
  }
}

/** @param {any} run */
function calls(run) {
  return run.script.filter((/** @type {any} */ step) => step.status !== null).length;
}

/** @param {any[]} proof */
function proved(proof) {
  const shown = proof
    .slice(0, 20)
    .map(({ time, method, path, status, code }) =>
      h(
        "li",
        null,
        `${timeOfDay(millis(time))} ${method} ${path} `,
        h(
          "span",
          { class: status >= 200 && status < 400 ? "good" : "bad" },
          status || "no answer",
          code && ` ${code}`,
        ),
      ),
    );
  return h(
    "details",
    null,
    h("summary", null, `Proved by ${count(proof.length, "call")}`),
    h(
      "ul",
      { class: "mono" },
      shown,
      proof.length > 20 && h("li", { class: "muted" }, `and ${proof.length - 20} more`),
    ),
  );
}
