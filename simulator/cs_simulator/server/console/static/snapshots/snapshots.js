// The snapshots of the tenant: saved, loaded, forked, compared, downloaded and uploaded.

import { control } from "../base/control.js";
import { h, icon, replace } from "../base/dom.js";
import { refresh } from "../base/sync.js";
import { acting, toast } from "../base/toast.js";
import { View } from "../base/view.js";
import { askToDelete, askToFork, askToLoad, askToReplace, download, upload } from "./actions.js";
import { Comparison } from "./comparison.js";
import { rowOf } from "./row.js";

class Snapshots extends View {
  static watches = ["snapshots", "tab", "tenant"];

  #shown = "";
  #tenant = "";

  build() {
    this.name = /** @type {HTMLInputElement} */ (
      h("input", {
        type: "text",
        maxlength: 128,
        "aria-label": "Name of the snapshot",
        autocomplete: "off",
        spellcheck: "false",
      })
    );
    this.file = /** @type {HTMLInputElement} */ (
      h("input", {
        type: "file",
        class: "unseen",
        tabindex: "-1",
        "aria-label": "File of a snapshot",
        onchange: acting(() => this.#upload()),
      })
    );
    this.list = h("ul", { class: "list", "aria-label": "Snapshots" });
    this.empty = h(
      "p",
      { class: "muted" },
      "None yet. A snapshot has everything of the tenant: resources, clock, scenario and calls. What goes on from it goes on in the same way each time.",
    );
    this.comparison = new Comparison();
    const save = h(
      "form",
      { class: "row-of", onsubmit: acting((event) => this.#save(event)) },
      this.name,
      h("button", { type: "submit", class: "primary" }, icon("save"), "Save"),
    );
    const open = h(
      "button",
      { type: "button", onclick: () => this.file.click() },
      icon("upload"),
      "Upload…",
    );
    replace(
      this,
      h(
        "section",
        { class: "saved", "aria-label": "Saved" },
        h("div", { class: "panel-head" }, h("h2", null, "Snapshots"), open, this.file),
        save,
        this.empty,
        this.list,
      ),
      this.comparison.element,
    );
  }

  /**
   * @param {import("../base/store.js").State} state
   * @param {Set<string>} changed
   */
  update({ snapshots, tenant }, changed) {
    if (changed.has("tab")) refresh("snapshots"); // others may have saved some
    if (tenant !== this.#tenant) {
      this.#tenant = tenant;
      this.comparison.clear();
    }
    const shown = JSON.stringify([tenant, snapshots]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.empty.hidden = snapshots.length > 0;
    this.name.value = freeName(snapshots);
    const act = {
      load: askToLoad,
      fork: askToFork,
      remove: askToDelete,
      download,
      compare: (/** @type {string} */ name, /** @type {string} */ other) =>
        this.comparison.open(name, other),
    };
    replace(this.list, snapshots.map((snapshot) => rowOf(snapshot, snapshots, act)).reverse());
  }

  /** @param {Event} event */
  async #save(event) {
    event.preventDefault();
    const name = this.name.value.trim();
    if (!name) throw new Error("give the snapshot a name");
    const save = async () => {
      await control.send("PUT", `snapshots/${encodeURIComponent(name)}`);
      toast(`${name} is saved`, "good");
      refresh("snapshots");
    };
    const { snapshots } = await control.get("snapshots");
    if (snapshots.some((/** @type {any} */ one) => one.name === name)) askToReplace(name, save);
    else await save();
  }

  async #upload() {
    const [file] = this.file.files ?? [];
    this.file.value = "";
    if (file) await upload(file);
  }
}

/** @param {any[]} snapshots */
function freeName(snapshots) {
  const names = new Set(snapshots.map((snapshot) => snapshot.name));
  let number = names.size + 1;
  while (names.has(`snapshot-${number}`)) number += 1;
  return `snapshot-${number}`;
}

customElements.define("cs-snapshots", Snapshots);
