// The form that creates a cluster: filled in with a body that is accepted, for each type.

import { control } from "../base/control.js";
import { h } from "../base/dom.js";
import { select } from "../base/go.js";
import { refreshCluster } from "../base/sync.js";
import { failed, toast } from "../base/toast.js";
import { clusterTypes } from "./actions.js";
import { openCallDialog } from "./call_dialog.js";

const USUAL = "ManagedKubernetes";

/** Open the form, for the type that was chosen last. */
export async function openCreation() {
  const [call, types] = await Promise.all([example(chosen), clusterTypes()]);
  const kinds = h("select", { name: "type", onchange: change }, types.map(groupOf));
  /** @type {HTMLSelectElement} */ (kinds).value = chosen;

  async function change() {
    chosen = /** @type {HTMLSelectElement} */ (kinds).value;
    try {
      dialog.change(await example(chosen), isSwarm());
      kinds.dataset.shown = chosen;
    } catch (problem) {
      failed(problem);
    }
  }

  const dialog = openCallDialog({
    title: "Create a cluster",
    action: "Create",
    call,
    isSwarm: isSwarm(),
    intro: h("label", { class: "field" }, "Type", kinds),
    check: async (body) => (await control.send("POST", "validate", body)).problems,
    done: ({ body }) => {
      toast(`${body.cluster_id} is being created`, "good");
      refreshCluster(body.cluster_id);
      select({ cluster: body.cluster_id });
    },
  });
}

let chosen = USUAL;

const isSwarm = () => chosen === "swarm";

/** @param {string} type */
const example = (type) => control.get("examples/CreateCluster", { type });

/** @param {any} type */
function groupOf(type) {
  if (!type.kinds.length) return h("optgroup", { label: "Swarm" }, h("option", { value: type.name }, "Swarm"));
  const options = type.kinds.map((/** @type {string} */ kind) => h("option", { value: kind }, kind));
  return h("optgroup", { label: "Kubernetes" }, options);
}
