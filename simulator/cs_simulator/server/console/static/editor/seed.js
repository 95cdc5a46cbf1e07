// The seed of a run: the scenario's own, one by the slider, or any by the field.

import { h, set } from "../base/dom.js";

const MOST = 50;

/** `value` is null for the scenario's own seed. */
export class Seed {
  /** @type {number | null} */
  value = null;

  /** @param {() => void} changed called when another seed is chosen */
  constructor(changed) {
    this.changed = changed;
    const given = (/** @type {Event} */ event) =>
      this.#read(/** @type {HTMLInputElement} */ (event.target).value);
    this.slider = /** @type {HTMLInputElement} */ (
      h("input", {
        type: "range",
        "aria-label": "Seed",
        min: 1,
        max: MOST,
        step: 1,
        value: 1,
        oninput: given,
      })
    );
    this.field = /** @type {HTMLInputElement} */ (
      h("input", {
        type: "number",
        class: "seed",
        "aria-label": "Seed as a number",
        step: 1,
        oninput: given,
      })
    );
    this.own = h(
      "button",
      { type: "button", title: "The seed that the text has", onclick: () => this.choose(null) },
      "Own",
    );
    this.element = h(
      "div",
      { class: "seed-of row-of", role: "group", "aria-label": "Seed of the run" },
      h("span", null, "Seed"),
      this.slider,
      this.field,
      this.own,
    );
    this.#draw();
  }

  /** @param {number | null} seed */
  choose(seed) {
    this.value = seed;
    this.#draw();
    this.changed();
  }

  /** Show which seed a run had. @param {number} seed */
  show(seed) {
    if (this.value === null) {
      this.field.value = String(seed);
      this.slider.value = String(seed);
    }
  }

  /** @param {string} text */
  #read(text) {
    const seed = Number(text);
    const isSeed = text !== "" && Number.isSafeInteger(seed);
    set(this.field, { "aria-invalid": String(!isSeed && text !== "") });
    if (text === "") this.choose(null);
    else if (isSeed) this.choose(seed);
  }

  #draw() {
    this.own.setAttribute("aria-pressed", String(this.value === null));
    if (this.value === null) return;
    if (this.field.value !== String(this.value)) this.field.value = String(this.value);
    this.slider.value = String(this.value);
  }
}
