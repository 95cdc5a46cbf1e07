// A value as one line of YAML, as the terminal shows expectations.

/**
 * @param {any} value
 * @param {boolean} [isOuter] whether braces may be left out
 * @returns {string}
 */
export function inlineYaml(value, isOuter = true) {
  if (Array.isArray(value)) return `[${value.map((item) => inlineYaml(item, false)).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    const parts = Object.entries(value).map(
      ([key, inner]) => `${key}: ${inlineYaml(inner, false)}`,
    );
    return isOuter ? parts.join(", ") : `{${parts.join(", ")}}`;
  }
  return typeof value === "string" && /^$|[:#{}[\],"']/.test(value)
    ? JSON.stringify(value)
    : String(value);
}
