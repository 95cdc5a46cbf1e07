// Texts that fit: shortened with an ellipsis, or left out where too little would be left.

const LEAST_LETTERS = 5;

/**
 * A text cut to a width. It is empty where fewer than five letters and the ellipsis would fit.
 * @param {string} text
 * @param {number} width in pixels
 * @param {(text: string) => number} measure the width of a text
 * @returns {string}
 */
export function fitted(text, width, measure) {
  const whole = measure(text);
  if (whole <= width) return text;
  const room = width - measure("…");
  let letters = Math.floor((room / whole) * text.length);
  while (letters >= LEAST_LETTERS && measure(text.slice(0, letters)) > room) letters -= 1;
  return letters >= LEAST_LETTERS ? `${text.slice(0, letters).trimEnd()}…` : "";
}

/** Left and right of a bar's label. */
export const PADDING = 5;

/**
 * The label of a bar: in the part that has been, or in the paler part that is to come, never across
 * both, since they are too different to be read on; and inside the window where the bar begins before it.
 * @param {string} name
 * @param {number[]} edges the bar's left edge, where the paler part begins, its right edge
 * @param {number} width of the window
 * @param {(text: string) => number} measure
 * @param {number} [inset] pixels that a mark covers at the bar's left edge
 * @returns {{isPast: boolean, offset: number, text: string}} offset from the bar's left edge
 */
export function labelOf(name, [left, now, right], width, measure, inset = 0) {
  const part = (from, to) => {
    const start = Math.max(from, left + inset, 0);
    return { offset: start - left, room: Math.min(to, width) - start - 2 * PADDING };
  };
  const [past, coming] = [part(left, now), part(now, right)];
  const needed = measure(name);
  const isPast = past.room >= needed || past.room >= coming.room;
  const { offset, room } = isPast ? past : coming;
  return { isPast, offset, text: fitted(name, room, measure) };
}

/**
 * A function that measures texts in a font, each of them once.
 * @param {string} font as in CSS
 * @returns {(text: string) => number}
 */
export function measureIn(font) {
  const context = document.createElement("canvas").getContext("2d");
  const known = new Map();
  context.font = font;
  return (text) => {
    let width = known.get(text);
    if (width === undefined) {
      if (known.size > 5_000) known.clear();
      width = context.measureText(text).width;
      known.set(text, width);
    }
    return width;
  };
}
