// Instants against pixels: a window on time, as a value.
//
// Instants are milliseconds since 1970 (fractions allowed); pixels are counted from the left edge of
// the tracks. Nothing here knows the page.

/** No closer than this: so many milliseconds are the least that a window shows. */
export const LEAST_SPAN = 200;

const MOST_SPAN = 20 * 366 * 86_400_000;

/** A window on time: what it shows begins at `start`, ends at `end` and is `width` pixels wide. */
export class Scale {
  /**
   * @param {number} start
   * @param {number} end
   * @param {number} width
   */
  constructor(start, end, width) {
    const span = Math.min(Math.max(end - start, LEAST_SPAN), MOST_SPAN);
    this.start = start;
    this.end = start + span;
    this.width = Math.max(width, 1);
    Object.freeze(this);
  }

  /** Milliseconds shown. @returns {number} */
  get span() {
    return this.end - this.start;
  }

  /** Milliseconds in one pixel. @returns {number} */
  get perPixel() {
    return this.span / this.width;
  }

  /** The pixel of an instant. @param {number} at @returns {number} */
  x(at) {
    return (at - this.start) / this.perPixel;
  }

  /** The instant of a pixel. @param {number} x @returns {number} */
  at(x) {
    return this.start + x * this.perPixel;
  }

  /**
   * The window in which everything is `factor` times as wide, and what was at `x` still is.
   * @param {number} factor
   * @param {number} x
   * @returns {Scale}
   */
  zoomed(factor, x) {
    const span = Math.min(Math.max(this.span / factor, LEAST_SPAN), MOST_SPAN);
    const start = this.at(x) - (x / this.width) * span;
    return new Scale(start, start + span, this.width);
  }

  /** The window moved to the right by pixels. @param {number} pixels @returns {Scale} */
  panned(pixels) {
    const by = pixels * this.perPixel;
    return new Scale(this.start + by, this.end + by, this.width);
  }

  /**
   * The window moved as little as shows an instant, with some room beside it.
   * @param {number} at
   * @param {number} room in pixels
   * @returns {Scale}
   */
  showing(at, room = 40) {
    const x = this.x(at);
    if (x < room) return this.panned(x - room);
    if (x > this.width - room) return this.panned(x - this.width + room);
    return this;
  }

  /** The same instants in another width. @param {number} width @returns {Scale} */
  resized(width) {
    return new Scale(this.start, this.end, width);
  }
}

/**
 * The window in which all of it can be seen, with a little room at both ends.
 * @param {number} began
 * @param {number} ended
 * @param {number} width
 * @returns {Scale}
 */
export function fitting(began, ended, width) {
  const room = Math.max((ended - began) * 0.03, 500);
  return new Scale(began - room, ended + room, width);
}
