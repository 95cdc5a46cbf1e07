// The ticks of the axis: round instants, far enough apart for their labels.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 28, 91, 365, 730, 1825, 3650].map((count) => count * DAY),
];

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** So wide is a label at most; what would be cut by the window's edge has none. */
const LABEL = 58;
/** So wide is a day at most, with some room after it. */
const OF_DAY = 84;

/**
 * The distance between two ticks that are at least `gap` pixels apart.
 * @param {number} perPixel milliseconds in one pixel
 * @param {number} gap
 * @returns {number} milliseconds
 */
export function tickStep(perPixel, gap) {
  return STEPS.find((step) => step / perPixel >= gap) ?? STEPS.at(-1);
}

/**
 * The ticks of a window, from left to right.
 * @param {import("./scale.js").Scale} scale
 * @param {number} gap the least distance in pixels
 * @param {[number, number]} [taken] from where to where something else stands in place of a day
 * @returns {{at: number, x: number, text: string, day: string}[]} `day` where a new one begins, and
 *   at the first tick
 */
export function ticks(scale, gap = 76, taken = [0, 0]) {
  const finest = tickStep(scale.perPixel, gap);
  const isOfDays = finest * 2 > DAY; // then nearly each tick begins another day
  const step = isOfDays ? tickStep(scale.perPixel, Math.max(gap, OF_DAY)) : finest;
  const found = [];
  let day = "";
  for (let at = Math.ceil(scale.start / step) * step; at <= scale.end; at += step) {
    const ofDay = dayText(at);
    const x = scale.x(at);
    const isCut = x > scale.width - LABEL;
    const isTaken = x < taken[1] && x + OF_DAY > taken[0];
    found.push({
      at,
      x,
      text: isCut ? "" : tickText(at, step),
      day: isCut || isTaken || ofDay === day ? "" : ofDay,
    });
    if (!isTaken) day = ofDay; // else the next tick says it
  }
  return found;
}

/**
 * An instant as finely as a step needs it: `09:05`, `09:05:30`, `09:05:30.2`, or nothing but `00:00`.
 * @param {number} at
 * @param {number} step
 * @returns {string}
 */
export function tickText(at, step) {
  const time = iso(at).slice(11);
  if (step >= MINUTE) return time.slice(0, 5);
  if (step >= SECOND) return time.slice(0, 8);
  return time.slice(0, step >= 100 ? 10 : 11);
}

/** The day of an instant: `8 Jan 2018`. @param {number} at @returns {string} */
export function dayText(at) {
  const [year, month, day] = iso(at).slice(0, 10).split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** In UTC, with milliseconds; the nearest that can be written. */
function iso(at) {
  return new Date(Math.min(Math.max(at, -62_135_596_800_000), 253_402_300_799_999)).toISOString();
}
