// A dialog that makes a call of the API: a form for its body, the call as code, and Send.

import { openDialog } from "../base/dialog.js";
import { h, replace } from "../base/dom.js";
import { service, ServiceError } from "../base/service.js";
import { BodyForm } from "./body_form.js";
import { Code } from "./code.js";
import { problemsIn } from "./field_values.js";

/**
 * @typedef {object} CallOptions
 * @property {string} title
 * @property {string} action the label of the button that makes the call
 * @property {import("../base/as_curl.js").CallText} call
 * @property {boolean} isSwarm
 * @property {boolean} [isDangerous]
 * @property {any} [intro] what stands above the form
 * @property {(body: any) => Promise<import("./field_values.js").Problem[]>} [check] a dry run
 * @property {(body: any) => void} [edited] called with the body after each change by a person
 * @property {(answer: import("../base/service.js").ServiceAnswer) => any} done
 */

const PAUSE = 200; // milliseconds without a key before the body is checked

/**
 * Open the dialog.
 * @param {CallOptions} options
 * @returns {{close: () => void, change: (call: import("../base/as_curl.js").CallText, isSwarm: boolean) => void}}
 */
export function openCallDialog(options) {
  let { call, isSwarm } = options;
  let timer = 0;
  let round = 0;
  const hasBody = call.body != null;
  const others = h("ul", { class: "problem small", role: "status" });
  const form = new BodyForm((body) => change({ ...call, body }, isSwarm, "form"));
  const code = new Code(hasBody ? (body) => change({ ...call, body }, isSwarm, "code") : undefined);

  /**
   * @param {import("../base/as_curl.js").CallText} next
   * @param {boolean} isNextSwarm
   * @param {"form" | "code" | ""} by what the change comes from
   */
  function change(next, isNextSwarm, by = "") {
    call = next;
    isSwarm = isNextSwarm;
    if (by !== "form" && hasBody) form.show(call.body);
    code.show(call, isSwarm);
    if (by) options.edited?.(call.body);
    clearTimeout(timer);
    if (options.check) timer = window.setTimeout(check, by ? PAUSE : 0);
  }

  async function check() {
    const mine = (round += 1);
    const problems = (await options.check?.(call.body).catch(() => null)) ?? null;
    if (!problems || mine !== round) return;
    dialog.element.dataset.problems = String(problems.length);
    const rest = form.mark(problems);
    replace(
      others,
      rest.map(({ code: name, message }) => h("li", null, `${name}: ${message}`)),
    );
  }

  async function submit() {
    if (!code.isValid) throw new Error("the body is no JSON object");
    try {
      await options.done(await service.done(call.method, call.path, call.body));
    } catch (problem) {
      if (problem instanceof ServiceError) form.mark(problemsIn(problem.answer.body));
      throw problem;
    }
  }

  const left = [options.intro, hasBody && form.element, others];
  const dialog = openDialog({
    title: options.title,
    isWide: true,
    isDangerous: options.isDangerous,
    action: options.action,
    content: [h("div", { class: "call-dialog" }, h("div", { class: "stack" }, left), code.element)],
    submit,
  });
  change(call, isSwarm);
  return { close: dialog.close, change };
}
