// Values as YAML: on one line, as the terminal shows expectations, and a whole scenario.

/** As long as a line may be that has a value with its parts. */
const LONGEST = 88;

/**
 * A value on one line.
 * @param {any} value
 * @param {boolean} [isOuter] whether braces may be left out
 * @returns {string}
 */
export function inlineYaml(value, isOuter = true) {
  if (Array.isArray(value)) return `[${value.map((item) => inlineYaml(item, false)).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    const parts = Object.entries(value).map(
      ([key, inner]) => `${scalar(key)}: ${inlineYaml(inner, false)}`,
    );
    return isOuter ? parts.join(", ") : `{${parts.join(", ")}}`;
  }
  return scalar(value);
}

/**
 * A mapping or a list on lines of its own; what is short is on one line with its key.
 * @param {any} value
 * @param {string} [indent]
 * @returns {string}
 */
export function blockYaml(value, indent = "") {
  if (Array.isArray(value))
    return value.map((item) => `${indent}- ${itemYaml(item, indent)}`).join("");
  return Object.entries(value)
    .map(([key, inner]) => `${indent}${scalar(key)}:${partYaml(inner, indent)}`)
    .join("");
}

/** What follows a key. @param {any} value @param {string} indent */
function partYaml(value, indent) {
  const line = inlineYaml(value, false);
  const isEmpty = value === null || typeof value !== "object" || !Object.keys(value).length;
  const isList =
    Array.isArray(value) && value.some((item) => item !== null && typeof item === "object");
  if (isEmpty || (!isList && indent && line.length < LONGEST)) return ` ${line}\n`;
  if (Array.isArray(value) && !isList) return ` ${line}\n`;
  return `\n${blockYaml(value, `${indent}  `)}`;
}

/** What follows a dash. @param {any} value @param {string} indent */
function itemYaml(value, indent) {
  const line = inlineYaml(value, false);
  if (value === null || typeof value !== "object" || Array.isArray(value)) return `${line}\n`;
  if (line.length < LONGEST || !Object.keys(value).length) return `${line}\n`;
  return blockYaml(value, `${indent}  `).trimStart();
}

/** @param {any} value */
function scalar(value) {
  if (typeof value !== "string") return JSON.stringify(value) ?? "null";
  const isPlain =
    /^[A-Za-z_][\w./-]*( [\w./-]+)*$/.test(value) &&
    !/^(true|false|null|yes|no|on|off)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}
