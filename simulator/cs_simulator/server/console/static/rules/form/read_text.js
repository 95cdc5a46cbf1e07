// Values of text fields: as YAML would read them, and lists where there are commas.

const NUMBER = /^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$/;

/**
 * The value that somebody has written: a number, JSON, an object in the style of YAML, or a text.
 * @param {string} text
 * @returns {any}
 */
export function valueOf(text) {
  const trimmed = text.trim();
  if (NUMBER.test(trimmed)) return Number(trimmed);
  if (trimmed === "true" || trimmed === "false") return trimmed === "true";
  if (/^[[{"]/.test(trimmed)) return structured(trimmed);
  return trimmed;
}

/**
 * One text, or the list of those between commas.
 * @param {string} text
 * @returns {string | string[]}
 */
export function textsOf(text) {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  return parts.length === 1 ? parts[0] : parts;
}

/**
 * JSON, or what is JSON once its texts have quotes: `{size: {gte: 3}}`, `[1, 3-5]`.
 * @param {string} text
 */
function structured(text) {
  try {
    return JSON.parse(text);
  } catch {
    const quoted = text.replace(/"(?:[^"\\]|\\.)*"|[^\s{}[\],:"][^{}[\],:"]*/g, (token) => {
      const plain = token.trim();
      const isLiteral =
        /^(true|false|null)$/.test(plain) || /^".*"$/.test(plain) || NUMBER.test(plain);
      return isLiteral ? plain : JSON.stringify(plain);
    });
    try {
      return JSON.parse(quoted);
    } catch {
      return text; // the server says what is wrong with it
    }
  }
}
