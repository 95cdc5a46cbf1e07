// What can be done with a snapshot.

import { answerOf, control, request } from "../base/control.js";
import { copy } from "../base/copy.js";
import { confirm, openDialog } from "../base/dialog.js";
import { h, icon } from "../base/dom.js";
import { openTenant } from "../base/go.js";
import { inventedName, makeTenant } from "../base/new_tenants.js";
import { store } from "../base/store.js";
import { refresh } from "../base/sync.js";
import { toast } from "../base/toast.js";

/** @param {string} name */
const pathOf = (name) => `snapshots/${encodeURIComponent(name)}`;

/** @param {string} name */
export function askToLoad(name) {
  const text = `Everything that ${store.state.tenant} has now is replaced by what it had then: resources, clock, scenario and calls. Save it first to come back.`;
  confirm(`Load ${name}`, text, "Load", async () => {
    await control.send("POST", `${pathOf(name)}/load`);
    refresh("state");
    toast(`${name} is loaded`, "good");
  });
}

/**
 * @param {string} name
 * @param {() => Promise<void>} save
 */
export function askToReplace(name, save) {
  confirm(
    `Save ${name} again`,
    "There is a snapshot of this name already. It is replaced.",
    "Replace",
    save,
  );
}

/** @param {string} name */
export function askToDelete(name) {
  confirm(`Delete ${name}`, "What it has cannot be loaded any more.", "Delete", async () => {
    await control.send("DELETE", pathOf(name));
    toast(`${name} is deleted`, "good");
    refresh("snapshots");
  });
}

/** @param {string} name */
export function askToFork(name) {
  const input = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "text",
      maxlength: 128,
      placeholder: "invented if it is left empty",
      autocomplete: "off",
      spellcheck: "false",
    })
  );
  openDialog({
    title: `Fork ${name}`,
    content: [
      h("p", null, "A new tenant goes on from the snapshot; this one stays as it is."),
      h("label", { class: "field" }, "Name of the tenant", input),
    ],
    action: "Fork",
    submit: async () => {
      const given = input.value.trim();
      const made = await fork(name, given || inventedName());
      refresh("tenants");
      setTimeout(() => showTenant(made));
    },
  });
}

/**
 * Make a tenant of a snapshot. One of several simulators cannot: the new tenant may belong to
 * another one, and gets the snapshot as a file.
 * @param {string} name
 * @param {string} tenant
 */
async function fork(name, tenant) {
  if (!store.state.server?.replica)
    return control.send("POST", `${pathOf(name)}/fork`, { name: tenant });
  const file = await fileOf(name);
  const made = await makeTenant({ name: tenant });
  try {
    await sendFile(name, file, tenant);
    await control.send("POST", `${pathOf(name)}/load`, undefined, { tenant });
    await control.send("DELETE", pathOf(name), undefined, { tenant });
  } catch (failure) {
    const path = `tenants/${encodeURIComponent(tenant)}`;
    await control.send("DELETE", path, undefined, { tenant }).catch(() => {});
    throw failure;
  }
  return made;
}

/** @param {any} made */
function showTenant(made) {
  const dialog = openDialog({
    title: `Tenant ${made.tenant}`,
    content: [
      h("p", null, "Clients that sign with this key pair act in the new tenant."),
      h("p", { class: "mono" }, made.access_key_id),
    ],
    extra: [
      h(
        "button",
        { type: "button", onclick: () => copy(made.access_key_secret, "The secret") },
        icon("copy"),
        "Copy secret",
      ),
      h("button", { type: "button", class: "primary", onclick: open }, "Open it"),
    ],
  });

  function open() {
    dialog.close();
    openTenant(made.tenant);
  }
}

/**
 * Hand a snapshot over as a file of SQLite.
 * @param {string} name
 */
export async function download(name) {
  const address = URL.createObjectURL(await fileOf(name));
  h("a", { href: address, download: `${name.replace(/[^\p{L}\p{N}._-]+/gu, "_")}.db` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** @param {string} name */
async function fileOf(name) {
  const response = await request(`${pathOf(name)}/file`);
  if (!response.ok) await answerOf(response);
  return response.blob();
}

/**
 * @param {string} name
 * @param {Blob} file
 * @param {string} tenant
 */
async function sendFile(name, file, tenant) {
  const headers = { "Content-Type": "application/octet-stream" };
  const options = { method: "PUT", body: file, headers, query: { tenant } };
  await answerOf(await request(`${pathOf(name)}/file`, options));
}

/**
 * Take a file that was downloaded here or elsewhere as a snapshot, by the name of the file.
 * @param {File} file
 */
export async function upload(file) {
  const name = file.name.replace(/\.(db|sqlite3?)$/i, "");
  const send = async () => {
    await sendFile(name, file, store.state.tenant);
    toast(`${name} is uploaded`, "good");
    refresh("snapshots");
  };
  if (store.state.snapshots.some((one) => one.name === name)) askToReplace(name, send);
  else await send();
}
