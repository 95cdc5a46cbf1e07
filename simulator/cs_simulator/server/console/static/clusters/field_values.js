// Values of a body as they stand in fields, and what is wrong with them.

import { h } from "../base/dom.js";

/**
 * Something that is wrong with a body.
 * @typedef {{field: string | null, code: string, message: string}} Problem field is the path of a value
 */

/**
 * The control for a value; `change` is called with each new one.
 * @param {any} value a text, a number, a flag, or a list of such
 * @param {string} path of the value
 * @param {(value: any) => void} change
 * @returns {HTMLInputElement}
 */
export function inputOf(value, path, change) {
  const isFlag = typeof value === "boolean";
  const input = /** @type {HTMLInputElement} */ (
    h("input", {
      type: isFlag ? "checkbox" : "text",
      inputmode: typeof value === "number" ? "numeric" : null,
      value: isFlag ? null : shown(value),
      checked: isFlag ? value : null,
      id: `field-${path}`,
      autocomplete: "off",
      spellcheck: "false",
      "data-path": path,
    })
  );
  input.addEventListener(isFlag ? "change" : "input", () =>
    change(isFlag ? input.checked : read(input.value, value)),
  );
  return input;
}

/** @param {any} value */
export const isPlainList = (value) =>
  Array.isArray(value) && value.every((item) => item === null || typeof item !== "object");

/** @param {any} value */
const shown = (value) => (Array.isArray(value) ? value.join(", ") : (value ?? ""));

/**
 * What was typed, as the kind of value that was there; a number that is none stays a text, so that
 * the API says what is wrong with it.
 * @param {string} text
 * @param {any} before
 */
function read(text, before) {
  if (Array.isArray(before)) {
    const items = text.split(",").map((item) => item.trim());
    return items
      .filter(Boolean)
      .map((item) => (typeof before[0] === "number" ? number(item) : item));
  }
  return typeof before === "number" ? number(text) : text;
}

/** @param {string} text */
const number = (text) => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text);

/**
 * What is wrong, without the name of the field that it stands at.
 * @param {Problem} problem
 */
export function reason({ field, message }) {
  const inner = /\((.*)\)\s*$/s.exec(message)?.[1] ?? message;
  return field && inner.startsWith(`${field}: `) ? inner.slice(field.length + 2) : inner;
}

/**
 * What a refusal says is wrong with the fields of a body: the API names them in its messages.
 * @param {any} body of the answer
 * @returns {Problem[]}
 */
export function problemsIn(body) {
  const said = Array.isArray(body?.data) ? body.data : [body];
  return said.map((/** @type {any} */ one) => {
    const { code = "", message = "" } = one ?? {};
    const found = /\(([\w.[\]]+): |parameter ([\w.[\]]+) is missing/.exec(message);
    return { code, message, field: found?.[1] ?? found?.[2] ?? null };
  });
}
