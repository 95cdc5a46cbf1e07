// The form that creates a cluster: filled in with a body that is accepted, for each type.

import { control } from "../base/control.js";
import { h } from "../base/dom.js";
import { select } from "../base/go.js";
import { store } from "../base/store.js";
import { refreshCluster } from "../base/sync.js";
import { failed, toast } from "../base/toast.js";
import { clusterTypes } from "./actions.js";
import { openCallDialog } from "./call_dialog.js";

/** Open the form, for the type and the region that were chosen last. */
export async function openCreation() {
  const [types, { regions }] = await Promise.all([clusterTypes(), control.get("fixtures")]);
  chosen.region = chosen.region in regions ? chosen.region : store.state.described.region_id;
  const call = await example();
  const kinds = selection("type", types.map(groupOf), chosen.type);
  const places = selection("region", Object.keys(regions).map(optionOf), chosen.region);

  async function change() {
    Object.assign(chosen, { type: kinds.value, region: places.value });
    try {
      dialog.change(await example(), isSwarm());
      kinds.dataset.shown = `${kinds.value} ${places.value}`;
    } catch (problem) {
      failed(problem);
    }
  }

  for (const choice of [kinds, places]) choice.addEventListener("change", change);
  const dialog = openCallDialog({
    title: "Create a cluster",
    action: "Create",
    call,
    isSwarm: isSwarm(),
    intro: h(
      "div",
      { class: "choices" },
      h("label", { class: "field" }, "Type", kinds),
      h("label", { class: "field" }, "Region", places),
    ),
    check: async (body) => (await control.send("POST", "validate", body)).problems,
    done: ({ body }) => {
      toast(`${body.cluster_id} is being created`, "good");
      refreshCluster(body.cluster_id);
      select({ cluster: body.cluster_id });
    },
  });
}

const chosen = { type: "ManagedKubernetes", region: "" };

const isSwarm = () => chosen.type === "swarm";

const example = () => control.get("examples/CreateCluster", chosen);

/**
 * @param {string} name
 * @param {HTMLElement[]} options
 * @param {string} value
 */
function selection(name, options, value) {
  const made = /** @type {HTMLSelectElement} */ (h("select", { name }, options));
  made.value = value;
  return made;
}

/** @param {string} value */
const optionOf = (value) => h("option", { value }, value);

/** @param {any} type */
function groupOf(type) {
  if (!type.kinds.length)
    return h("optgroup", { label: "Swarm" }, h("option", { value: type.name }, "Swarm"));
  return h("optgroup", { label: "Kubernetes" }, type.kinds.map(optionOf));
}
