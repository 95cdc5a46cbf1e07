// The form that creates a cluster: filled in with a body that is accepted, for each type.

import { control } from "../base/control.js";
import { h } from "../base/dom.js";
import { select } from "../base/go.js";
import { store } from "../base/store.js";
import { refreshCluster } from "../base/sync.js";
import { failed, toast } from "../base/toast.js";
import { clusterTypes } from "./actions.js";
import { openCallDialog } from "./call_dialog.js";
import { isSame, withEdits } from "./edits.js";

/** What each choice decides: there it wins over what was typed. */
const DECIDED = { type: ["cluster_type", "profile"], region: ["region_id"] };

/**
 * The body as it is proposed, and as it is filled in; it is kept until the cluster is created.
 * @type {{proposed: any, filled: any} | null}
 */
let draft = null;

/** Open the form, for the type and the region that were chosen last, with what was filled in last. */
export async function openCreation() {
  const [types, { regions }] = await Promise.all([clusterTypes(), control.get("fixtures")]);
  chosen.region = chosen.region in regions ? chosen.region : store.state.described.region_id;
  const call = await proposal();
  const kinds = selection("type", types.map(groupOf), chosen.type);
  const places = selection("region", Object.keys(regions).map(optionOf), chosen.region);

  /** @param {"type" | "region" | ""} [by] */
  async function change(by = "") {
    Object.assign(chosen, { type: kinds.value, region: places.value });
    try {
      dialog.change(await proposal(by), isSwarm());
      showKept();
      kinds.dataset.shown = `${kinds.value} ${places.value}`;
    } catch (problem) {
      failed(problem);
    }
  }

  const isEdited = () => draft !== null && !isSame(draft.proposed, draft.filled);
  const kept = h(
    "p",
    { class: "small muted kept" },
    "With what was filled in before. ",
    h("button", { type: "button", class: "quiet small", onclick: startAnew }, "Start anew"),
  );

  function showKept() {
    kept.hidden = !isEdited();
  }

  function startAnew() {
    draft = null;
    change();
  }

  showKept();
  kinds.addEventListener("change", () => change("type"));
  places.addEventListener("change", () => change("region"));
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
      kept,
    ),
    edited: (body) => {
      if (draft) draft.filled = body;
    },
    check: async (body) => (await control.send("POST", "validate", body)).problems,
    done: ({ body }) => {
      toast(`${draft?.filled.name ?? body.cluster_id} is being created`, "good");
      draft = null;
      refreshCluster(body.cluster_id);
      select({ cluster: body.cluster_id });
    },
  });
}

const chosen = { type: "ManagedKubernetes", region: "" };

const isSwarm = () => chosen.type === "swarm";

/**
 * An example of what is chosen, with what was filled in.
 * @param {"type" | "region" | ""} [by] the choice that has changed
 */
async function proposal(by = "") {
  const call = await control.get("examples/CreateCluster", chosen);
  const filled = draft ? withEdits(draft.proposed, draft.filled, call.body) : call.body;
  for (const name of by ? DECIDED[by] : []) {
    if (name in call.body) filled[name] = call.body[name];
    else delete filled[name];
  }
  draft = { proposed: call.body, filled: structuredClone(filled) };
  return { ...call, body: filled };
}

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
