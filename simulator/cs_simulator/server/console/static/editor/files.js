// Where texts come from and go to: scenarios that the simulator knows, files, the tenant.

import { control } from "../base/control.js";
import { h, icon, replace } from "../base/dom.js";
import { openDialog } from "../base/dialog.js";
import { store } from "../base/store.js";
import { refresh } from "../base/sync.js";
import { failed, toast } from "../base/toast.js";
import { blockYaml } from "./write_yaml.js";

/** As much as the simulator reads of one text. */
const LONGEST = 500_000;

/**
 * Let somebody choose a scenario that the simulator finds by its name.
 * @param {(text: string) => void} open
 */
export async function chooseKnown(open) {
  const { scenarios } = await control.get("scenarios");
  const inForce = store.state.scenario?.scenario;
  const list = h("ul", { class: "known" });
  const search = h("input", {
    type: "search",
    "aria-label": "Search",
    placeholder: "Search",
    autofocus: true,
    oninput: () => draw(),
  });
  const take = (/** @type {string} */ text) => {
    dialog.close();
    open(text);
  };
  const choose = async (/** @type {string} */ name) => {
    try {
      take((await control.get(`scenarios/${encodeURIComponent(name)}`)).text);
    } catch (problem) {
      dialog.fail(/** @type {Error} */ (problem).message);
    }
  };
  const draw = () => {
    const wanted = /** @type {HTMLInputElement} */ (search).value.toLowerCase();
    const found = scenarios.filter((/** @type {any} */ { name, description, tags }) =>
      `${name} ${description} ${tags.join(" ")}`.toLowerCase().includes(wanted),
    );
    replace(
      list,
      inForce && !wanted && inForceOf(inForce, take),
      found.map((/** @type {any} */ known) => knownOf(known, choose)),
      !found.length && h("li", { class: "muted" }, "None is found."),
    );
  };
  draw();
  const dialog = openDialog({ title: "Open a scenario", content: [search, list], isWide: true });
}

/** The scenario of the tenant, as far as it is known: without comments. */
function inForceOf(scenario, take) {
  const { name, description = "" } = scenario.metadata;
  return h(
    "li",
    null,
    h(
      "button",
      { type: "button", class: "quiet", onclick: () => take(blockYaml(scenario)) },
      h("strong", null, name),
      " ",
      h("span", { class: "badge good" }, "in force"),
      h("span", { class: "muted" }, description),
    ),
  );
}

/** @param {any} known @param {(name: string) => void} choose */
function knownOf({ name, description, tags, is_shipped, problem }, choose) {
  return h(
    "li",
    null,
    h(
      "button",
      { type: "button", class: "quiet", onclick: () => choose(name) },
      h("strong", null, name),
      " ",
      !is_shipped && h("span", { class: "badge accent" }, "yours"),
      tags.map((/** @type {string} */ tag) => h("span", { class: "badge" }, tag)),
      h("span", { class: problem ? "bad" : "muted" }, problem ?? description),
    ),
  );
}

/**
 * A button that opens a file of the user's.
 * @param {(text: string) => void} open
 */
export function fileButton(open) {
  const read = async () => {
    const [file] = input.files ?? [];
    input.value = "";
    if (!file) return;
    if (file.size > 4 * LONGEST) return failed(`${file.name} is too large for a scenario`);
    open(await file.text());
  };
  const input = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "file",
      accept: ".yaml,.yml,.json",
      hidden: true,
      "aria-label": "File to open",
      onchange: read,
    })
  );
  return [
    h("button", { type: "button", onclick: () => input.click() }, icon("upload"), "File…"),
    input,
  ];
}

/** @param {string} name @param {string} text */
export function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  h("a", { href: url, download: `${name || "scenario"}.yaml` }).click();
  URL.revokeObjectURL(url);
}

/** Put a scenario in force for the tenant. @param {string} text */
export async function putInForce(text) {
  const { name, warnings = [] } = await control.send("PUT", "scenario", { text });
  refresh("scenario", "rules", "verdicts");
  toast(
    [`${name} is in force`, ...warnings.map((/** @type {any} */ warning) => warning.message)].join(
      "; ",
    ),
    "good",
  );
}
