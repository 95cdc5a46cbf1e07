// What is said of a bar or a mark: by a screen reader, and beside the pointer.

import { duration, timeOfDay } from "../base/format.js";
import { dayText } from "./ticks.js";
import { SIGNS } from "./signs.js";

const STATUS = {
  done: "done",
  running: "under way",
  held: "held",
  expected: "expected",
  failed: "failed",
  canceled: "canceled",
};

/**
 * @param {import("./placing.js").Place} place
 * @param {number} now
 * @returns {{title: string, lines: string[]}}
 */
export function describe(place, now) {
  const [item] = place.items;
  if (!place.isMark) return describeBar(item, now);
  if (place.items.length === 1)
    return { title: item.name || signLabel(item), lines: markLines(item, now) };
  const shown = place.items
    .slice(0, 6)
    .map((one) => `${timeOfDay(one.start, true)}  ${one.name || signLabel(one)}`);
  const more = place.items.length - shown.length;
  return {
    title: `${place.items.length} marks, from ${timeOfDay(place.start)} to ${timeOfDay(place.end)}`,
    lines: more ? [...shown, `and ${more} more; zoom in to see them apart`] : shown,
  };
}

/** One sentence for a screen reader. @param {import("./placing.js").Place} place @param {number} now */
export function sentence(place, now) {
  const { title, lines } = describe(place, now);
  return [title, ...lines].join(", ");
}

function describeBar(item, now) {
  const isState = item.status === "state";
  const isToCome = item.start > now;
  const what = isState
    ? isToCome
      ? "expected state"
      : "state"
    : (STATUS[item.status] ?? item.status);
  const lines = [what, span(item, now)];
  if (item.data.detail) lines.push(item.data.detail);
  return { title: item.name, lines };
}

/** From when to when, and how long that is; the day only where it is not that of now. */
function span(item, now) {
  const text = (/** @type {number} */ at) =>
    dayText(at) === dayText(now) ? timeOfDay(at, true) : instantText(at);
  if (item.end === null) return `since ${text(item.start)}, no end in sight`;
  const verb = item.end > now ? "until about" : "to";
  return `from ${text(item.start)} ${verb} ${text(item.end)} (${duration(item.end - item.start)})`;
}

function markLines(item, now) {
  const { rule, request_id: request } = item.data;
  const away = item.start > now ? `in ${duration(item.start - now)}` : "";
  const label = item.name ? signLabel(item) : "";
  return [
    label,
    [instantText(item.start), away].filter(Boolean).join(", "),
    rule && `rule ${rule}`,
    request && `request ${request}`,
  ].filter(Boolean);
}

function signLabel(item) {
  return SIGNS[item.kind]?.label ?? item.kind;
}

/** @param {number} at @returns {string} day and time */
export function instantText(at) {
  return `${timeOfDay(at, true)}, ${dayText(at)}`;
}
