// Where several simulators share the tenants: each lists only those that it has.

import { openDialog } from "../base/dialog.js";
import { h, replace } from "../base/dom.js";
import { openTenant } from "../base/go.js";
import { tenantsOf } from "../base/readers.js";

/**
 * Items for the menu of tenants; none where there is one simulator.
 * @param {string | null | undefined} replica the one that has the tenant shown
 * @param {string} problem why the tenants could not be listed
 * @returns {(import("../base/menu.js").Item | null)[]}
 */
export function replicaItems(replica, problem) {
  if (!replica && !problem) return [];
  const label = problem || `Tenants of the replica ${replica}; others have more`;
  const open = () => openOther(replica ?? "");
  return [{ label, disabled: true }, { label: "Another tenant…", icon: "search", act: open }, null];
}

/**
 * Ask for a tenant by its name, or for a replica whose tenants are to be listed.
 * @param {string} replica
 */
function openOther(replica) {
  const name = textField("Name of the tenant", "");
  const place = textField("Replica", replica);
  const found = h("div", { class: "stack", role: "status" });
  const dialog = openDialog({
    title: "Another tenant",
    content: [
      h(
        "p",
        { class: "muted" },
        "Several simulators share the tenants. A name leads to the one that has it; each lists its own only.",
      ),
      name.element,
      place.element,
      found,
    ],
    action: "Open",
    extra: [h("button", { type: "button", onclick: list }, "List the replica's tenants")],
    submit: () => {
      if (!name.input.value.trim()) throw new Error("give the name of a tenant");
      openTenant(name.input.value.trim());
    },
  });

  async function list() {
    dialog.fail("");
    replace(found);
    try {
      const { tenants } = await tenantsOf(place.input.value.trim());
      replace(found, tenants.length ? tenants.map(choice) : h("p", null, "It has no tenants."));
    } catch (failure) {
      dialog.fail(/** @type {Error} */ (failure).message);
    }
  }

  /** @param {string} tenant */
  function choice(tenant) {
    const choose = () => {
      dialog.close();
      openTenant(tenant);
    };
    return h("button", { type: "button", class: "quiet", onclick: choose }, tenant);
  }
}

/**
 * @param {string} label
 * @param {string} value
 */
function textField(label, value) {
  const input = /** @type {HTMLInputElement} */ (
    h("input", { type: "text", autocomplete: "off", spellcheck: "false", maxlength: 128, value })
  );
  return { input, element: h("label", { class: "field" }, label, input) };
}
