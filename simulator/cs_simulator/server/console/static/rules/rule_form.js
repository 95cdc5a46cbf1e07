// The form of a rule, made of the published schema: a kind of fault, its parameters, and the rest.

import { h, replace } from "../base/dom.js";
import { fieldOf, fieldsOf } from "./form/fields.js";
import { prose } from "./form/prose.js";

const PARTS = /** @type {const} */ ([
  ["when", "When: which calls or steps"],
  ["fire", "Fire: on which of the matches"],
  ["select", "Select: which of the nodes"],
]);
const LAST = ["ttl", "phase", "description"];

/** The fields of a new rule. */
export class RuleForm {
  #schema;
  #taken;
  #isNamed = false;
  #kind;
  #parameters = /** @type {import("./form/fields.js").Field | null} */ (null);
  #fields = /** @type {[string, import("./form/fields.js").Field][]} */ ([]);

  /**
   * @param {import("./form/schema.js").Schema} schema
   * @param {string[]} taken ids that rules in force have
   */
  constructor(schema, taken) {
    this.#schema = schema;
    this.#taken = taken;
    this.#kind = /** @type {HTMLSelectElement} */ (
      h(
        "select",
        { id: "rule-kind", autofocus: true, onchange: () => this.#showKind() },
        [...schema.faults().keys()].map((name) => h("option", { value: name }, name)),
      )
    );
    this.#id = /** @type {HTMLInputElement} */ (
      h("input", {
        id: "rule-id",
        required: true,
        maxlength: 128,
        autocomplete: "off",
        spellcheck: "false",
        "aria-describedby": "rule-id-problem",
        oninput: () => (this.#isNamed = true),
      })
    );
    this.element = h("div", { class: "rule-form stack" }, this.#head(), this.#place, this.#rest());
    this.#kind.value = "error";
    this.#showKind();
  }

  #id;
  #about = h("p", { class: "small muted" });
  #idProblem = h("span", { class: "problem small", id: "rule-id-problem", hidden: true });
  #place = h("div", { class: "parameters" });

  /** The rule as it is filled in. @returns {Record<string, any>} */
  read() {
    const parts = this.#fields
      .map(([name, field]) => [name, field.read()])
      .filter(([, value]) => value !== undefined);
    const given = Object.fromEntries(parts);
    const { when, fire, select, ...rest } = given;
    const rule = {
      id: this.#id.value.trim(),
      when,
      fire,
      select,
      then: { [this.#kind.value]: this.#parameters?.read() ?? {} },
      ...rest,
    };
    return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined));
  }

  /**
   * Show what is wrong at the field that it is about.
   * @param {string} path such as `then.error.code`; empty takes all messages away
   * @param {string} message
   * @returns {boolean} whether there is such a field
   */
  fail(path, message) {
    this.#idProblem.hidden = path !== "id";
    if (path === "id") replace(this.#idProblem, message);
    this.#id.setAttribute("aria-invalid", String(path === "id"));
    const fields = [...this.#fields.map(([, field]) => field), this.#parameters].filter(
      (field) => field !== null,
    );
    const isShown = fields.map((field) => field.fail(path, message)).some(Boolean) || path === "id";
    const at = path && this.element.querySelector('[aria-invalid="true"]');
    if (at instanceof HTMLElement) {
      at.closest("details")?.setAttribute("open", "");
      at.focus();
    }
    return isShown;
  }

  #head() {
    return h(
      "div",
      { class: "fields" },
      h(
        "div",
        { class: "field" },
        h("label", { for: "rule-kind" }, "kind of fault"),
        this.#kind,
        this.#about,
      ),
      h("div", { class: "field" }, h("label", { for: "rule-id" }, "id"), this.#id, this.#idProblem),
    );
  }

  #rest() {
    const schemas = this.#schema.rule();
    const sections = PARTS.map(([name, label]) => {
      const field = fieldsOf(
        this.#schema,
        this.#schema.shape(schemas[name]).kind === "object"
          ? this.#schema.shape(schemas[name])
          : this.#objectOf(schemas[name]),
        name,
      );
      this.#fields.push([name, field]);
      return h("details", { open: name === "when" }, h("summary", null, label), field.element);
    });
    const last = LAST.map((name) => {
      const field = fieldOf(this.#schema, name, schemas[name]);
      this.#fields.push([name, field]);
      return field.element;
    });
    return [
      ...sections,
      h(
        "details",
        null,
        h("summary", null, "Lifetime, phase, description"),
        h("div", { class: "fields" }, last),
      ),
    ];
  }

  /** The object among the alternatives of a schema: `select` may also be a word. @param {any} schema */
  #objectOf(schema) {
    return this.#schema.shape(schema.anyOf.find((/** @type {any} */ one) => one.$ref));
  }

  #showKind() {
    const kind = this.#kind.value;
    const schema = /** @type {any} */ (this.#schema.faults().get(kind));
    const reference = schema.$ref
      ? schema
      : (schema.anyOf ?? []).find((/** @type {any} */ one) => one.$ref);
    const shape = this.#schema.shape(reference);
    replace(this.#about, prose(schema.description ?? shape.description));
    this.#parameters = fieldsOf(this.#schema, shape, `then.${kind}`);
    const hasSome = Object.keys(shape.properties).length > 0;
    replace(
      this.#place,
      hasSome
        ? this.#parameters.element
        : h("p", { class: "small muted" }, "It has no parameters."),
    );
    if (!this.#isNamed) this.#id.value = freeId(kind.replaceAll("_", "-"), this.#taken);
  }
}

/** @param {string} name @param {string[]} taken */
function freeId(name, taken) {
  if (!taken.includes(name)) return name;
  for (let number = 2; ; number += 1) {
    if (!taken.includes(`${name}-${number}`)) return `${name}-${number}`;
  }
}
