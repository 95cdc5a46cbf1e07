// What can be done with a rule in force.

import { control } from "../base/control.js";
import { openDialog } from "../base/dialog.js";
import { h } from "../base/dom.js";
import { count, timeOfDay } from "../base/format.js";
import { select } from "../base/go.js";
import { store } from "../base/store.js";
import { refresh } from "../base/sync.js";
import { toast } from "../base/toast.js";

/** @param {string} id @param {any} parts */
export async function change(id, parts) {
  const { faults } = await control.send("PATCH", `faults/${encodeURIComponent(id)}`, parts);
  store.set({ rules: faults });
  refresh("scenario");
}

/** @param {string} id */
export async function remove(id) {
  const { faults } = await control.send("DELETE", `faults/${encodeURIComponent(id)}`);
  store.set({ rules: faults });
  refresh("scenario");
}

/** Lead to the last call, or the last step, on which a rule acted. @param {string} id */
export async function showLastHit(id) {
  const { decisions } = await control.get("decisions", { rule: id, outcome: "fired", limit: 1 });
  if (!decisions.length) {
    toast(`the log has no hit of ${id} any more`);
    return;
  }
  const { request_id: call, cluster_id: cluster, at } = decisions[0];
  select({ rule: id, call: call ?? "", cluster: cluster ?? "", instant: at });
}

/** Ask for how long a rule stays in force. @param {any} rule */
export function openLifetime({ id, ends, hits }) {
  const given = /** @type {HTMLInputElement} */ (
    h("input", {
      id: "rule-ttl",
      placeholder: "for ever",
      autocomplete: "off",
      "aria-describedby": "rule-ttl-help",
    })
  );
  openDialog({
    title: `Lifetime of ${id}`,
    action: "Set",
    content: [
      h(
        "p",
        { class: "muted" },
        `${ends ? `It ends at ${timeOfDay(ends)}` : "It does not end by itself"}; it has acted on ${count(hits, "match", "matches")}.`,
      ),
      h(
        "div",
        { class: "field" },
        h("label", { for: "rule-ttl" }, "It stays in force, from now on, for"),
        given,
        h(
          "span",
          { class: "small muted", id: "rule-ttl-help" },
          "Of virtual time: 90s, 5m, 1h30m. Empty for ever.",
        ),
      ),
    ],
    submit: () => change(id, { ttl: given.value.trim() || null }),
  });
}
