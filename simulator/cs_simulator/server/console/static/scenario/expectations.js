// What a scenario expects: whether each is met now, why not, and the calls that prove it.

import { h, icon, replace } from "../base/dom.js";
import { count, timeOfDay } from "../base/format.js";
import { select } from "../base/go.js";
import { MOST_PROOF } from "../base/reading.js";
import { pairs } from "./inline_text.js";

const SHOWN = 3; // calls, until more are asked for

/** A list of expectations; a card is made anew only where something of it has changed. */
export class Expectations {
  #cards = /** @type {{text: string, element: HTMLElement}[]} */ ([]);

  constructor() {
    this.element = h("ul", { class: "expectations stack", "aria-label": "Expectations" });
  }

  /**
   * Show verdicts; without any, what is expected as not checked.
   * @param {any[]} expected
   * @param {any[] | null} verdicts
   */
  show(expected, verdicts) {
    const shown =
      verdicts ??
      expected.map((expectation) => ({ expectation, passed: null, reason: null, calls: [] }));
    shown.forEach((verdict, index) => {
      const text = JSON.stringify([
        verdict.expectation,
        verdict.passed,
        verdict.reason,
        verdict.calls.map((/** @type {any} */ call) => call.request_id),
      ]);
      if (this.#cards[index]?.text === text) return;
      const element = cardOf(verdict);
      if (this.#cards[index]) this.#cards[index].element.replaceWith(element);
      else this.element.append(element);
      this.#cards[index] = { text, element };
    });
    for (const { element } of this.#cards.splice(shown.length)) element.remove();
  }
}

/** @param {any} verdict */
function cardOf({ expectation, passed, reason, calls }) {
  const [mark, says] =
    passed === null ? ["minus", "not checked"] : passed ? ["check", "met"] : ["cross", "not met"];
  const links = h("ul", { class: "proof" });
  showCalls(links, calls, SHOWN);
  return h(
    "li",
    {
      class: `card expectation${passed === false ? " failed" : ""}`,
      "data-passed": String(passed),
    },
    h(
      "span",
      { class: `mark ${passed === null ? "muted" : passed ? "good" : "bad"}` },
      icon(mark),
      h("span", { class: "unseen" }, `${says}: `),
    ),
    h(
      "div",
      { class: "grow" },
      h("code", null, pairs(expectation)),
      reason && h("p", { class: "small muted" }, reason),
      links,
    ),
    expectation.rule && toRule(expectation.rule),
  );
}

/** @param {string} rule */
function toRule(rule) {
  const label = `Show the rule ${rule}`;
  return h(
    "button",
    {
      type: "button",
      class: "quiet square",
      title: label,
      "aria-label": label,
      onclick: () => select({ rule }),
    },
    icon("rule"),
  );
}

/**
 * @param {HTMLElement} list
 * @param {any[]} calls
 * @param {number} most
 */
function showCalls(list, calls, most) {
  const more = calls.length - most;
  const label = calls.length < MOST_PROOF ? count(more, "more call") : "more calls";
  const all = h(
    "button",
    { type: "button", class: "quiet small", onclick: () => showCalls(list, calls, calls.length) },
    label,
  );
  replace(
    list,
    calls.slice(0, most).map((call) => h("li", null, linkTo(call))),
    more > 0 && h("li", null, all),
  );
  list.hidden = !calls.length;
}

/** @param {any} call */
function linkTo(call) {
  const status = call.status ? `${call.status}` : "no answer";
  const open = () =>
    select({ call: call.request_id, cluster: call.cluster_id ?? "", instant: call.time });
  return h(
    "button",
    {
      type: "button",
      class: "quiet small link",
      title: `${call.method} ${call.path}`,
      "data-call": call.request_id,
      onclick: open,
    },
    h("time", null, timeOfDay(call.time)),
    h("span", { class: "cut" }, call.operation ?? `${call.method} ${call.path}`),
    h("span", { class: call.status >= 400 || !call.status ? "bad" : "muted" }, call.code ?? status),
  );
}
