// Fields of a form, made of what a schema says: one for each property, groups for objects.

import { h, replace } from "../../base/dom.js";
import { prose } from "./prose.js";
import { textsOf, valueOf } from "./read_text.js";

/** @typedef {import("./schema.js").Schema} Schema */
/** @typedef {import("./schema.js").Shape} Shape */

/**
 * @typedef {object} Field
 * @property {HTMLElement} element
 * @property {() => any} read the value; undefined for none
 * @property {(path: string, message: string) => boolean} fail show a message at the field of the
 *   path, or take all away for an empty one; returns whether there is such a field
 */

const LATE = /^(headers|retry_after|date_)/; // what few rules need
const DEEPEST = 3; // what is deeper is written as a text
let number = 0;

/**
 * The field of a property.
 * @param {Schema} schemas
 * @param {string} name
 * @param {any} schema
 * @param {{path?: string, isRequired?: boolean, depth?: number}} [options]
 * @returns {Field}
 */
export function fieldOf(
  schemas,
  name,
  schema,
  { path = name, isRequired = false, depth = 0 } = {},
) {
  const shape = schemas.shape(schema);
  if (shape.kind === "object" && depth < DEEPEST) return groupOf(schemas, name, shape, path, depth);
  return simpleField(name, shape, path, isRequired);
}

/**
 * The fields of an object's properties, those that are required first.
 * @param {Schema} schemas
 * @param {Shape} shape
 * @param {string} path
 * @param {number} [depth]
 * @returns {Field}
 */
export function fieldsOf(schemas, shape, path, depth = 0) {
  const names = Object.keys(shape.properties).sort(
    (one, other) => rank(one, shape) - rank(other, shape),
  );
  const fields = names.map((name) => {
    const options = {
      path: `${path}.${name}`,
      isRequired: shape.required.includes(name),
      depth: depth + 1,
    };
    return /** @type {const} */ ([name, fieldOf(schemas, name, shape.properties[name], options)]);
  });
  return {
    element: h(
      "div",
      { class: "fields" },
      fields.map(([, field]) => field.element),
    ),
    read: () => {
      const given = fields
        .map(([name, field]) => [name, field.read()])
        .filter(([, value]) => value !== undefined);
      return given.length ? Object.fromEntries(given) : undefined;
    },
    fail: (at, message) => fields.map(([, field]) => field.fail(at, message)).some(Boolean),
  };
}

/** @param {Schema} schemas @param {string} name @param {Shape} shape @param {string} path @param {number} depth @returns {Field} */
function groupOf(schemas, name, shape, path, depth) {
  const inner = fieldsOf(schemas, shape, path, depth);
  const element = h(
    "fieldset",
    { class: "group" },
    h("legend", null, name),
    shape.description && h("p", { class: "small muted" }, prose(shape.description)),
    inner.element,
  );
  return { element, read: inner.read, fail: inner.fail };
}

/** @param {string} name @param {Shape} shape @param {string} path @param {boolean} isRequired @returns {Field} */
function simpleField(name, shape, path, isRequired) {
  const id = `field-${(number += 1)}`;
  const help = h("span", { class: "small muted", id: `${id}-help` }, prose(shape.description));
  const problem = h("span", { class: "problem small", id: `${id}-problem`, hidden: true });
  const [control, read, more] = controlOf(shape, {
    id,
    name: path,
    required: isRequired,
    "aria-describedby": `${id}-help ${id}-problem`,
  });
  const element = h(
    "div",
    { class: `field kind-${shape.kind}`, "data-path": path },
    h("label", { for: id }, name, isRequired && h("span", { class: "muted" }, " (required)")),
    control,
    more,
    help,
    problem,
  );
  const fail = (/** @type {string} */ at, /** @type {string} */ message) => {
    const isHere = Boolean(at) && at === path;
    if (at && !isHere) return false;
    problem.hidden = !isHere;
    replace(problem, isHere ? message : "");
    control.setAttribute("aria-invalid", String(isHere));
    return isHere;
  };
  return { element, read, fail };
}

/** @param {string} name @param {Shape} shape */
function rank(name, { required, properties }) {
  const late = LATE.test(name) ? 1000 : 0;
  return (required.includes(name) ? 0 : 100 + late) + Object.keys(properties).indexOf(name);
}

/**
 * The control of a shape, how its value is read, and what belongs beside it.
 * @param {Shape} shape
 * @param {Record<string, any>} attributes
 * @returns {[HTMLElement, () => any, HTMLElement | null]}
 */
function controlOf(shape, attributes) {
  const { byDefault } = shape;
  const placeholder = byDefault === undefined ? shape.hint : String(byDefault);
  if (shape.kind === "choice" || shape.kind === "yes-no") {
    const names = shape.kind === "choice" ? shape.names : ["true", "false"];
    const none = h(
      "option",
      { value: "" },
      byDefault === undefined ? "–" : `${byDefault} (by default)`,
    );
    const select = /** @type {HTMLSelectElement} */ (
      h(
        "select",
        attributes,
        none,
        names.map((one) => h("option", { value: one }, one)),
      )
    );
    return [
      select,
      () =>
        select.value === ""
          ? undefined
          : shape.kind === "choice"
            ? select.value
            : select.value === "true",
      null,
    ];
  }
  const listId = shape.names.length ? `${attributes.id}-names` : null;
  const type =
    shape.kind === "number"
      ? {
          type: "number",
          step: shape.limits.isWhole ? 1 : "any",
          min: shape.limits.min,
          max: shape.limits.max,
        }
      : { type: "text" };
  const input = /** @type {HTMLInputElement} */ (
    h("input", {
      ...attributes,
      ...type,
      list: listId,
      autocomplete: "off",
      spellcheck: "false",
      placeholder: placeholder || null,
    })
  );
  const names =
    listId &&
    h(
      "datalist",
      { id: listId },
      shape.names.map((one) => h("option", { value: one })),
    );
  return [
    input,
    () => (input.value.trim() === "" ? undefined : readAs(shape, input.value)),
    names || null,
  ];
}

/** @param {Shape} shape @param {string} text */
function readAs({ kind }, text) {
  if (kind === "number") return Number(text);
  if (kind === "texts") return textsOf(text);
  return kind === "text" ? text.trim() : valueOf(text);
}
