// Which rows of equal height are seen.

/**
 * @param {number} top pixels scrolled away
 * @param {number} height of the window
 * @param {number} each height of a row
 * @param {number} count
 * @param {number} extra rows at both sides, so that scrolling shows no gap
 * @returns {{first: number, last: number}} `last` is not among them
 */
export function rowsSeen(top, height, each, count, extra = 4) {
  const first = Math.max(Math.floor(top / each) - extra, 0);
  const last = Math.min(Math.ceil((top + height) / each) + extra, count);
  return { first: Math.min(first, last), last };
}

/**
 * Where to scroll so that a row is seen; as little as necessary.
 * @param {number} index
 * @param {number} top
 * @param {number} height
 * @param {number} each
 * @returns {number}
 */
export function scrolledTo(index, top, height, each) {
  const [above, below] = [index * each, (index + 1) * each];
  if (above < top) return above;
  return below > top + height ? below - height : top;
}
