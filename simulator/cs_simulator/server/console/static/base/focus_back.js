// Giving the focus back to a control after a menu or a dialog, also to one that was drawn anew
// meanwhile: it is then found by its kind and its name, where it was.

/**
 * Note what has the focus.
 * @returns {() => void} gives the focus back
 */
export function noteFocus() {
  const before = document.activeElement;
  if (!(before instanceof HTMLElement)) return () => {};
  const name = nameOf(before);
  const around = ancestorsOf(before);
  return () => {
    const place = around.find((element) => element.isConnected);
    const same = [...(place?.querySelectorAll(before.localName) ?? [])];
    const found = before.isConnected ? before : same.find((element) => nameOf(element) === name);
    if (found instanceof HTMLElement) found.focus();
  };
}

/** @param {Element} element */
const nameOf = (element) => element.ariaLabel ?? element.textContent;

/** @param {Element} element @returns {Element[]} from the nearest to the whole page */
function ancestorsOf(element) {
  const parent = element.parentElement;
  return parent ? [parent, ...ancestorsOf(parent)] : [];
}
