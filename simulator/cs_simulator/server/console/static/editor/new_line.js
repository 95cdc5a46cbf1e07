// Enter in the text: the new line begins as far to the right as what it goes on with.

const INDENT = "  ";

/**
 * @param {KeyboardEvent} event
 * @param {import("./code_area.js").CodeArea} code
 */
export function beginLine(event, code) {
  if (
    event.key !== "Enter" ||
    event.defaultPrevented ||
    event.isComposing ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey
  )
    return;
  event.preventDefault();
  const { selectionStart, selectionEnd } = code.area;
  const line = code.text.slice(code.text.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
  const [, indent, dashes] = /^(\s*)((?:- +)*)/.exec(line) ?? ["", "", ""];
  const isOpen = /(:|[>|][-+]?)\s*(#.*)?$/.test(line) && line.trim() !== "";
  code.write(
    selectionStart,
    selectionEnd,
    `\n${indent}${" ".repeat(dashes.length)}${isOpen ? INDENT : ""}`,
  );
}
