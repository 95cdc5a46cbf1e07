// Instants, durations and numbers as text. Instants are in UTC, as everywhere in the simulator.

/**
 * Milliseconds since 1970 of an instant of the control plane.
 * @param {string} instant
 * @returns {number} with fractions: instants are to the microsecond
 */
export function millis(instant) {
  const micros = /\.(\d{3})(\d{1,3})/.exec(instant)?.[2] ?? "";
  return Date.parse(instant) + Number(micros.padEnd(3, "0")) / 1000;
}

/**
 * An instant of the control plane, for milliseconds since 1970.
 * @param {number} time
 * @returns {string}
 */
export function instant(time) {
  const micros = Math.round(time * 1000);
  const whole = Math.floor(micros / 1000);
  const rest = String(micros - whole * 1000).padStart(3, "0");
  return new Date(whole).toISOString().replace("Z", `${rest}Z`);
}

/**
 * The time of day: `09:08:12`, or `09:08:12.450`.
 * @param {string | number} at an instant, or milliseconds
 * @param {boolean} [isExact] with milliseconds
 */
export function timeOfDay(at, isExact = false) {
  const text = new Date(typeof at === "number" ? at : millis(at)).toISOString();
  return text.slice(11, isExact ? 23 : 19);
}

/**
 * Date and time of day: `2026-11-26 09:08:12`.
 * @param {string | number} at
 */
export function dateAndTime(at) {
  const text = new Date(typeof at === "number" ? at : millis(at)).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

/**
 * A duration: `450 ms`, `12 s`, `4 min 12 s`, `2 h 5 min`, `3 d 4 h`.
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  const sign = milliseconds < 0 ? "-" : "";
  const total = Math.abs(milliseconds);
  if (total < 1000) return `${sign}${Math.round(total)} ms`;
  if (total < 10_000) return `${sign}${Math.round(total / 100) / 10} s`;
  const seconds = Math.round(total / 1000);
  const parts = /** @type {[number, string][]} */ ([
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ]);
  const first = parts.findIndex(([number]) => number);
  const shown = parts.slice(first, first + 2).filter(([number]) => number);
  return sign + shown.map(([number, unit]) => `${number} ${unit}`).join(" ");
}

/**
 * A number with its noun: `1 node`, `3 nodes`.
 * @param {number} number
 * @param {string} noun
 * @param {string} [plural]
 */
export function count(number, noun, plural = `${noun}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
}

/**
 * The beginning and the end of a long text, such as an id.
 * @param {string} text
 * @param {number} [most] how many characters to show
 */
export function shortened(text, most = 16) {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) * 0.6);
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}
