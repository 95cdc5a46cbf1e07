// The dialog that puts a scenario in force: one that is found by name, or a file of this computer.

import { control } from "../base/control.js";
import { openDialog } from "../base/dialog.js";
import { h, icon, replace } from "../base/dom.js";
import { store } from "../base/store.js";
import { refresh } from "../base/sync.js";
import { failed, toast } from "../base/toast.js";
import { KnownList } from "./known_list.js";
import { problemList, summary } from "./problems.js";

/** Open the dialog. */
export function openLoadDialog() {
  /** @type {{name: string, text: string, isUsable: boolean} | null} */
  let file = null;
  const about = h("div", { class: "file stack", "aria-live": "polite" });
  const list = new KnownList(store.state.scenario?.name ?? "", () => {
    file = null;
    replace(about);
  });
  const take = async (/** @type {File | undefined} */ given) => {
    if (!given) return;
    list.clear();
    file = await readFile(given, about);
  };
  const chosen = h("input", {
    type: "file",
    id: "scenario-file",
    class: "unseen",
    accept: ".yaml,.yml,.json,application/json,application/yaml",
    onchange: (/** @type {Event} */ event) =>
      take(/** @type {HTMLInputElement} */ (event.target).files?.[0]).catch(failed),
  });
  const dialog = openDialog({
    title: "Put a scenario in force",
    isWide: true,
    action: "Load",
    content: [list.element, about],
    extra: [
      chosen,
      h("label", { for: "scenario-file", class: "button" }, icon("upload"), "Choose a file…"),
    ],
    submit: () => load(file, list.value),
  });
  acceptDrops(dialog.element, take);
  control.get("scenarios").then(
    ({ scenarios }) => list.show(scenarios),
    (problem) => dialog.fail(problem.message),
  );
}

/**
 * Read and lint a file, and show what is wrong with it.
 * @param {File} given
 * @param {HTMLElement} about
 */
async function readFile(given, about) {
  const text = await given.text();
  const { problems, scenario } = await control.send("POST", "scenario/lint", { text });
  const name = scenario?.metadata.name;
  replace(
    about,
    h(
      "p",
      null,
      h("strong", null, given.name),
      name && ` is the scenario ${name}`,
      `: ${summary(problems)}`,
    ),
    scenario?.metadata.description && h("p", { class: "muted" }, scenario.metadata.description),
    problemList(problems, text),
  );
  about.scrollIntoView({ block: "nearest" });
  return { name: given.name, text, isUsable: Boolean(scenario) };
}

/**
 * @param {{name: string, text: string, isUsable: boolean} | null} file
 * @param {string} name
 */
async function load(file, name) {
  if (file && !file.isUsable)
    throw new Error(`${file.name} has errors; mend them, and choose it again`);
  if (!file && !name) throw new Error("choose a scenario, or a file");
  const shown = await control.send("PUT", "scenario", file ? { text: file.text } : { name });
  const { warnings = [], ...scenario } = shown;
  store.set({ scenario, rules: scenario.rules, verdicts: null });
  refresh("scenario", "clock");
  toast(`${scenario.name} is in force`, "good");
  for (const warning of warnings) toast(warning.message);
}

/**
 * @param {HTMLElement} element
 * @param {(file: File | undefined) => Promise<void>} take
 */
function acceptDrops(element, take) {
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer?.files[0]).catch(failed);
  });
}
