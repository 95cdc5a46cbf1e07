// The scenarios that are found by name, to choose one: filtered, with what each is about.

import { h, replace } from "../base/dom.js";

/** A group of radio buttons; arrow keys move in it. */
export class KnownList {
  #known = /** @type {any[]} */ ([]);
  #chosen;

  /**
   * @param {string} current the name of the one in force
   * @param {() => void} chosen called when one is chosen
   */
  constructor(current, chosen) {
    this.value = current;
    this.#chosen = chosen;
    this.#list = h("div", {
      class: "scenario-choices",
      role: "radiogroup",
      "aria-label": "Scenarios",
    });
    this.#filter = /** @type {HTMLInputElement} */ (
      h("input", {
        type: "search",
        placeholder: "Filter by name, tag or text",
        "aria-label": "Filter scenarios",
        oninput: () => this.#draw(),
      })
    );
    this.element = h("div", { class: "stack scenario-chooser" }, this.#filter, this.#list);
  }

  #list;
  #filter;

  /** @param {any[]} known as `GET /_simulator/scenarios` lists them */
  show(known) {
    this.#known = known;
    if (!known.some(({ name }) => name === this.value)) this.value = "";
    this.#draw();
    this.#list.querySelector("[data-current]")?.scrollIntoView({ block: "center" });
  }

  #draw() {
    const words = this.#filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.#known.filter((one) => words.every((word) => textOf(one).includes(word)));
    replace(
      this.#list,
      found.map((one) => this.#option(one)),
      !found.length && h("p", { class: "muted" }, "None of them fits."),
    );
  }

  /** @param {any} one */
  #option(one) {
    const isCurrent = one.name === this.value;
    const choose = () => {
      this.value = one.name;
      this.#chosen();
    };
    return h(
      "label",
      { class: "scenario-choice", "data-current": isCurrent, "data-name": one.name },
      h("input", {
        type: "radio",
        name: "known",
        value: one.name,
        checked: isCurrent,
        disabled: Boolean(one.problem),
        onchange: choose,
      }),
      h(
        "span",
        { class: "grow" },
        h("strong", null, one.name),
        one.tags.map((/** @type {string} */ tag) => [" ", h("span", { class: "badge" }, tag)]),
        !one.is_shipped && [" ", h("span", { class: "badge accent" }, "yours")],
        h(
          "span",
          { class: one.problem ? "small bad about" : "small muted about" },
          one.problem ?? one.description,
        ),
      ),
    );
  }

  /** Choose none. */
  clear() {
    this.value = "";
    for (const input of this.#list.querySelectorAll("input")) input.checked = false;
  }
}

/** @param {any} one */
function textOf({ name, description, tags }) {
  return `${name} ${description} ${tags.join(" ")}`.toLowerCase();
}
