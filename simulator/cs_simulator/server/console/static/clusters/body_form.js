// A form for the body of a call: a field for each value, made from the body itself. What is wrong
// with a value is shown at its field.

import { h, icon, replace, set } from "../base/dom.js";
import { inputOf, isPlainList, reason } from "./field_values.js";

/** @typedef {import("./field_values.js").Problem} Problem */

/** The fields of a body, which `body` has as they are filled in now. */
export class BodyForm {
  /** @type {any} */
  #body = {};
  /** Where problems with a value are shown, by its path. @type {Map<string, HTMLElement>} */
  #places = new Map();
  /** @type {Map<string, HTMLElement>} */
  #inputs = new Map();
  #changed;

  /** @param {(body: any) => void} changed called with the body after each change by a person */
  constructor(changed) {
    this.#changed = changed;
    this.element = h("div", { class: "body-form" });
  }

  /** Show a body. @param {any} body */
  show(body) {
    this.#body = structuredClone(body);
    this.#draw();
  }

  /**
   * Show what is wrong; returns the problems that belong to no field.
   * @param {Problem[]} problems
   * @returns {Problem[]}
   */
  mark(problems) {
    const at = problems.map((problem) => this.#nearest(problem.field));
    for (const [path, place] of this.#places) {
      const reasons = problems.filter((_, index) => at[index] === path).map(reason);
      place.hidden = !reasons.length;
      replace(place, [...new Set(reasons)].join("; "));
      const input = this.#inputs.get(path);
      if (!input) continue;
      set(input, { "aria-invalid": String(reasons.length > 0), "aria-describedby": place.id });
    }
    return problems.filter((_, index) => at[index] === null);
  }

  /** @param {string | null} field the path of a value, as the API names it */
  #nearest(field) {
    for (let path = field ?? ""; path; path = path.replace(/(\.|\[)[^.[]*$/, "")) {
      if (this.#places.has(path)) return path;
      if (!/[.[]/.test(path)) break;
    }
    return null;
  }

  #draw() {
    const focused =
      document.activeElement instanceof HTMLElement
        ? document.activeElement.dataset.path
        : undefined;
    this.#places.clear();
    this.#inputs.clear();
    replace(this.element, this.#fieldsOf(this.#body, ""));
    if (focused) this.#inputs.get(focused)?.focus();
  }

  #report() {
    this.#changed(structuredClone(this.#body));
  }

  /**
   * The fields of an object and of the objects in it; lists of objects have a box for each item.
   * @param {any} owner
   * @param {string} path of the owner
   * @param {string} prefix of the labels
   * @returns {HTMLElement[]}
   */
  #fieldsOf(owner, path, prefix = "") {
    return Object.keys(owner).flatMap((name) => {
      const own = path ? `${path}.${name}` : name;
      const value = owner[name];
      if (value === null || typeof value !== "object" || isPlainList(value))
        return [this.#field(owner, name, prefix + name, own)];
      if (!Array.isArray(value)) return this.#fieldsOf(value, own, `${prefix}${name}.`);
      return value.map((_, index) => this.#item(value, index, prefix + name, own));
    });
  }

  /**
   * One object of a list, with its fields.
   * @param {any[]} list
   * @param {number} index
   * @param {string} name of the list
   * @param {string} path of the list
   */
  #item(list, index, name, path) {
    const label = `${name}[${index}]`;
    const own = `${path}[${index}]`;
    return h(
      "fieldset",
      { "data-path": own },
      h(
        "legend",
        { class: "mono" },
        label,
        this.#button("delete", `Remove ${label}`, () => list.splice(index, 1)),
        this.#button("add", `Add another like ${label}`, () =>
          list.splice(index + 1, 0, structuredClone(list[index])),
        ),
      ),
      index ? null : this.#place(path),
      this.#place(own),
      this.#fieldsOf(list[index], own),
    );
  }

  /**
   * @param {any} owner
   * @param {string} name
   * @param {string} label
   * @param {string} path
   */
  #field(owner, name, label, path) {
    const input = inputOf(owner[name], path, (value) => {
      owner[name] = value;
      this.#report();
    });
    this.#inputs.set(path, input);
    const parts = label.split(/(?<=[._])/).map((part) => [part, h("wbr", null)]); // may break there
    const caption = h("label", { class: "mono", for: input.id }, parts);
    return h(
      "div",
      { class: input.type === "checkbox" ? "field flag" : "field" },
      caption,
      input,
      this.#place(path),
    );
  }

  /** @param {string} path */
  #place(path) {
    const place = h("span", { class: "problem small", id: `problem-${path}`, hidden: true });
    this.#places.set(path, place);
    return place;
  }

  /**
   * @param {string} name of the icon
   * @param {string} label
   * @param {() => void} change
   */
  #button(name, label, change) {
    const act = () => {
      change();
      this.#draw();
      this.#report();
    };
    return h(
      "button",
      { type: "button", class: "quiet square", "aria-label": label, title: label, onclick: act },
      icon(name),
    );
  }
}
