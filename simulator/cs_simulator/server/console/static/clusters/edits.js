// What a person changed in a body that was proposed, put into another body that is proposed.

/** @param {any} value */
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/**
 * @param {any} one
 * @param {any} other
 */
export const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * The next body with what was changed. What it has no place for is left out: a field that was
 * proposed before, and is not any more.
 * @param {any} before the body as it was proposed
 * @param {any} edited the same body with the changes
 * @param {any} next the body that is proposed now
 * @returns {any}
 */
export function withEdits(before, edited, next) {
  if (isSame(before, edited)) return next;
  if (![before, edited, next].every(isObject)) return listWithEdits(before, edited, next);
  const kept = { ...next };
  for (const name of new Set([...Object.keys(before), ...Object.keys(edited)])) {
    if (isSame(before[name], edited[name])) continue;
    if (!(name in edited)) delete kept[name];
    else if (!(name in before)) kept[name] = edited[name];
    else if (name in next) kept[name] = withEdits(before[name], edited[name], next[name]);
  }
  return kept;
}

/** Item by item, where none was added or removed. @param {any} before @param {any} edited @param {any} next */
function listWithEdits(before, edited, next) {
  const lists = [before, edited, next];
  if (!lists.every((list) => Array.isArray(list) && list.length === before.length)) return edited;
  return next.map((/** @type {any} */ item, /** @type {number} */ index) =>
    withEdits(before[index], edited[index], item),
  );
}
