// Values as YAML on one line, as a reader would write them in a scenario.

const PLAIN = /^[A-Za-z_/][A-Za-z0-9_./*?+@%-]*( [A-Za-z0-9_./*?+@%-]+)*$/;
const DURATION = /^\+?[0-9]+(\.[0-9]+)?(ms|s|m|h|d|%|\/[smh])?([0-9]+(ms|s|m))*$/;
const WORDS = /^(null|true|false|~)$/;

/**
 * A value on one line: `{rule: busy, hits: {min: 1}}`.
 * @param {any} value
 * @returns {string}
 */
export function inlineText(value) {
  if (Array.isArray(value)) return `[${value.map(inlineText).join(", ")}]`;
  if (value && typeof value === "object") return `{${pairs(value)}}`;
  return typeof value === "string" ? scalarText(value) : JSON.stringify(value ?? null);
}

/**
 * The keys and values of an object, without its braces: `rule: busy, hits: 1`.
 * @param {Record<string, any>} value
 * @returns {string}
 */
export function pairs(value) {
  return Object.entries(value)
    .map(([key, inner]) => `${scalarText(key)}: ${inlineText(inner)}`)
    .join(", ");
}

/**
 * A text as YAML has it: with quotes only where it would be read as something else.
 * @param {string} text
 * @returns {string}
 */
export function scalarText(text) {
  const isPlain = PLAIN.test(text) && !WORDS.test(text);
  const isDuration = DURATION.test(text) && !/^[0-9.+]*$/.test(text);
  return isPlain || isDuration ? text : JSON.stringify(text);
}
