// Making elements. Text is always text: there is no way here to write HTML.

import { ICONS } from "./icons.js";

const SVG = "http://www.w3.org/2000/svg";
const PROPERTIES = new Set(["value", "checked", "selected", "disabled", "hidden", "indeterminate"]);

/**
 * Make an element of HTML.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any> | null} [attributes] `class`, `on<event>` listeners, `style` as an
 *   object of properties, `aria-*`, `data-*`; true and false for boolean attributes; what is null
 *   is left out.
 * @param {...any} children elements, texts, numbers, arrays of them; null and false are left out
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  set(element, attributes);
  element.append(...flat(children));
  return element;
}

/**
 * Make an element of SVG.
 * @param {string} tag
 * @param {Record<string, any> | null} [attributes]
 * @param {...any} children
 * @returns {SVGElement}
 */
export function s(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  set(element, attributes);
  element.append(...flat(children));
  return element;
}

/**
 * Set attributes of an element, as `h` does.
 * @param {Element} element
 * @param {Record<string, any> | null} [attributes]
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on") && typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (name === "style") {
      for (const [property, given] of Object.entries(value)) {
        /** @type {HTMLElement} */ (element).style.setProperty(property, given);
      }
    } else if (PROPERTIES.has(name) && element instanceof HTMLElement) {
      /** @type {any} */ (element)[name] = value;
    } else if (typeof value === "boolean" && !name.startsWith("aria-")) {
      element.toggleAttribute(name, value);
    } else {
      element.setAttribute(name, String(value));
    }
  }
}

/**
 * Give an element other children.
 * @param {Element} element
 * @param {...any} children
 */
export function replace(element, ...children) {
  element.replaceChildren(...flat(children));
}

/**
 * A picture of the page's set, as tall as the text beside it. It is hidden from screen readers: the
 * control that has it has a label.
 * @param {keyof typeof ICONS} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const shapes = ICONS[name].map((path) => s("path", { d: path }));
  return s(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 16 16", "aria-hidden": "true" },
    shapes,
  );
}

/**
 * @param {any[]} children
 * @returns {(Node | string)[]}
 */
function flat(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}
