// The tenants: choose one, make one, reset or delete the one that is shown.

import { control } from "../base/control.js";
import { copy } from "../base/copy.js";
import { confirm, openDialog } from "../base/dialog.js";
import { h, icon } from "../base/dom.js";
import { openTenant } from "../base/go.js";
import { openMenu } from "../base/menu.js";
import { makeTenant } from "../base/new_tenants.js";
import { readTenants } from "../base/readers.js";
import { store } from "../base/store.js";
import { refresh } from "../base/sync.js";
import { toast } from "../base/toast.js";
import { replicaItems } from "./replicas.js";

/**
 * Open the menu of tenants.
 * @param {Event} event
 */
export async function openTenants(event) {
  const at = /** @type {Element} */ (event.currentTarget);
  let problem = "";
  const { tenants, damaged } = await readTenants().catch((failure) => {
    if (failure.status === 421) problem = failure.message;
    return store.state;
  });
  store.set({ tenants, damaged });
  const { tenant, server } = store.state;
  const names = tenants.includes(tenant) ? tenants : [...tenants, tenant];
  openMenu(
    at,
    [
      ...replicaItems(server?.replica, problem),
      ...names.map((/** @type {string} */ name) => ({
        label: name,
        detail: name in damaged ? "damaged" : "",
        isCurrent: name === tenant,
        act: () => openTenant(name),
      })),
      null,
      { label: "New tenant…", icon: "add", act: openNew },
      { label: "Reset this tenant…", icon: "reset", act: openReset },
      { label: "Delete this tenant…", icon: "delete", isDangerous: true, act: openDelete },
    ],
    "Tenants",
  );
}

const MODES = {
  "": "as the server has it",
  polling: "polling: each repeated read moves it",
  frozen: "frozen: only the console and commands move it",
  scaled: "scaled: real time, faster",
  realtime: "real time",
};

function openNew() {
  const field = (/** @type {string} */ label, /** @type {any} */ attributes) => {
    const input = /** @type {HTMLInputElement} */ (
      h("input", { type: "text", autocomplete: "off", ...attributes })
    );
    return { input, element: h("label", { class: "field" }, label, input) };
  };
  const name = field("Name", {
    placeholder: "invented if it is left empty",
    maxlength: 128,
    spellcheck: "false",
  });
  const seed = field("Seed", { inputmode: "numeric", placeholder: "a whole number" });
  const ttl = field("Lifetime in real time", {
    placeholder: "for ever; or a duration, such as 10m",
  });
  const clock = /** @type {HTMLSelectElement} */ (
    h(
      "select",
      null,
      Object.entries(MODES).map(([mode, label]) => h("option", { value: mode }, label)),
    )
  );
  openDialog({
    title: "New tenant",
    content: [
      h(
        "p",
        { class: "muted" },
        "An isolated world. Its name is the AccessKey id by which clients choose it.",
      ),
      name.element,
      seed.element,
      h("label", { class: "field" }, "Clock", clock),
      ttl.element,
    ],
    action: "Make",
    submit: async () => {
      const made = await makeTenant(bodyOf(name.input, seed.input, clock, ttl.input));
      openTenant(made.tenant);
      refresh("tenants");
      setTimeout(() => showKeys(made));
    },
  });
}

/** A header with such an id would not be understood. */
const NO_NAME =
  "no client can sign with that name: it is an AccessKey id, of ASCII letters, digits and signs, without spaces, commas and colons";

/**
 * @param {HTMLInputElement} name
 * @param {HTMLInputElement} seed
 * @param {HTMLSelectElement} clock
 * @param {HTMLInputElement} ttl
 */
function bodyOf(name, seed, clock, ttl) {
  /** @type {Record<string, any>} */
  const body = {};
  const isName = /^[!-~]*$/.test(name.value.trim()) && !/[,:]/.test(name.value);
  name.setAttribute("aria-invalid", String(!isName));
  if (!isName) throw new Error(NO_NAME);
  if (name.value.trim()) body.name = name.value.trim();
  if (seed.value.trim()) body.seed = wholeNumber(seed.value.trim());
  if (clock.value) body.clock = clock.value;
  if (ttl.value.trim()) body.ttl = ttl.value.trim();
  return body;
}

/** @param {string} text */
function wholeNumber(text) {
  if (!/^-?\d{1,15}$/.test(text)) throw new Error(`seed is a whole number, not ${text}`);
  return Number(text);
}

/**
 * Hand over the key pair; the secret is copied, not shown, and nobody gets it a second time.
 * @param {any} made
 */
function showKeys(made) {
  openDialog({
    title: `Tenant ${made.tenant}`,
    content: [
      h("p", null, "Clients that sign with its key pair act in this tenant:"),
      h("p", { class: "mono" }, made.access_key_id),
    ],
    extra: [
      h(
        "button",
        { type: "button", onclick: () => copy(made.access_key_id, "The AccessKey id") },
        icon("copy"),
        "Copy id",
      ),
      h(
        "button",
        { type: "button", onclick: () => copy(made.access_key_secret, "The secret") },
        icon("copy"),
        "Copy secret",
      ),
    ],
  });
}

const KEPT = {
  calls: "the journal of calls",
  clock: "the virtual time",
  fixtures: "fixtures that were added",
};

function openReset() {
  const { tenant } = store.state;
  const boxes = Object.entries(KEPT).map(([name, label]) => {
    const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", value: name }));
    return { box, element: h("label", { class: "row-of" }, box, `Keep ${label}`) };
  });
  openDialog({
    title: `Reset ${tenant}`,
    content: [
      h(
        "p",
        null,
        "It becomes what it was before its first call: clusters, tasks, rules and calls are gone. Snapshots stay.",
      ),
      ...boxes.map((one) => one.element),
    ],
    action: "Reset",
    isDangerous: true,
    submit: async () => {
      const keep = boxes.filter((one) => one.box.checked).map((one) => one.box.value);
      await control.send("POST", "reset", { keep });
      toast(`${tenant} is reset`, "good");
    },
  });
}

function openDelete() {
  const { tenant } = store.state;
  const text = "Everything it has is deleted, with its snapshots.";
  confirm(`Delete ${tenant}`, text, "Delete", async () => {
    await control.send("DELETE", `tenants/${encodeURIComponent(tenant)}`, undefined, {
      tenant: "",
    });
    toast(`${tenant} is deleted`, "good");
    openTenant("default");
    refresh("tenants");
  });
}
