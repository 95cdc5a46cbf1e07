// Adding a rule: by a form made from the published schema, or as YAML.

import { control, ControlError } from "../base/control.js";
import { openDialog } from "../base/dialog.js";
import { h, replace } from "../base/dom.js";
import { store } from "../base/store.js";
import { refresh } from "../base/sync.js";
import { failed, toast } from "../base/toast.js";
import { problemList } from "../scenario/problems.js";
import { Schema } from "./form/schema.js";
import { RuleForm } from "./rule_form.js";
import { writeYaml } from "./yaml.js";

const EXAMPLE = `id: busy
when: {operation: "Describe*"}
fire: {times: 3}
then: {throttle: {rate: 2/s, retry_after: 3s}}
ttl: 10m
`;

/** @type {Promise<any> | null} */
let schema = null;

/** Open the form of a new rule. */
export async function openForm() {
  schema ??= control.get("scenario/schema");
  const whole = await schema.catch((problem) => {
    schema = null;
    throw problem;
  });
  const form = new RuleForm(
    new Schema(whole),
    store.state.rules.map(({ id }) => id),
  );
  const asYaml = () => {
    const { text } = writeYaml(form.read());
    dialog.close();
    openYaml(text);
  };
  const dialog = openDialog({
    title: "Add a rule",
    isWide: true,
    action: "Add",
    content: [form.element],
    extra: [h("button", { type: "button", onclick: asYaml }, "Go on as YAML…")],
    submit: () => addFilledIn(form),
  });
}

/** @param {RuleForm} form */
async function addFilledIn(form) {
  form.fail("", "");
  const { text, paths } = writeYaml(form.read());
  try {
    await add(text);
  } catch (problem) {
    const found = problem instanceof ControlError ? (problem.details.problems ?? [])[0] : null;
    if (!found) throw problem;
    const [, named, message] = /^rules\[0\]\.?([\w.]*): (.*)$/s.exec(found.message) ?? [
      null,
      "",
      found.message,
    ];
    const isShown = [named, paths[found.line - 1]].some((path) => path && form.fail(path, message));
    throw new Error(isShown ? "The rule was refused; see the field." : found.message, {
      cause: problem,
    });
  }
}

/**
 * Open a text with a rule, or a list of rules.
 * @param {string} [text]
 */
export function openYaml(text = EXAMPLE) {
  const place = h("div", { "aria-live": "polite" });
  const area = /** @type {HTMLTextAreaElement} */ (
    h("textarea", {
      id: "rule-yaml",
      class: "mono",
      rows: 14,
      spellcheck: "false",
      autocomplete: "off",
      value: text,
      autofocus: true,
      "aria-describedby": "rule-yaml-help",
    })
  );
  openDialog({
    title: "Add rules as YAML",
    isWide: true,
    action: "Add",
    content: [
      h(
        "div",
        { class: "field" },
        h("label", { for: "rule-yaml" }, "One rule, or a list of rules"),
        area,
      ),
      h(
        "p",
        { class: "small muted", id: "rule-yaml-help" },
        "They are tried before those in force; one with the same id is replaced, and keeps its counts.",
      ),
      place,
    ],
    submit: async () => {
      replace(place);
      try {
        await add(area.value);
      } catch (problem) {
        const problems = problem instanceof ControlError ? problem.details.problems : null;
        if (!problems) throw problem;
        replace(
          place,
          problemList(problems, area.value, (found) => goTo(area, found)),
        );
        throw new Error("The rules were refused.", { cause: problem });
      }
    },
  });
}

/** @param {string} text */
async function add(text) {
  const { faults, warnings = [] } = await control.send("PATCH", "faults", { text });
  store.set({ rules: faults });
  refresh("scenario");
  for (const { message } of warnings) toast(message);
}

/**
 * Put the caret where a problem is.
 * @param {HTMLTextAreaElement} area
 * @param {{line: number, column: number}} problem
 */
function goTo(area, { line, column }) {
  const before = area.value.split("\n").slice(0, line - 1);
  const at = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  area.focus();
  area.setSelectionRange(at, at);
}

/** Open the form; why it cannot be made is shown. */
export const startForm = () => openForm().catch(failed);
