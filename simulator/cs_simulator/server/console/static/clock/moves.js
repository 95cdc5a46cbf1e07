// Moving virtual time.

import { control } from "../base/control.js";
import { count, dateAndTime, duration, millis, timeOfDay } from "../base/format.js";
import { store } from "../base/store.js";
import { toast } from "../base/toast.js";

const LONG = 100 * 86_400_000; // the date says more than so many milliseconds

/** @typedef {{now: string, ran: number, next: string | null}} Advanced */

/**
 * Move time forward; what is due on the way is done. A refusal is thrown.
 * @param {{by: string} | {to: string} | {until: any}} how as `POST clock/advance` takes it
 * @returns {Promise<Advanced>}
 */
export async function advance(how) {
  const before = store.state.clock?.now;
  const advanced = await control.send("POST", "clock/advance", how);
  toast(advancedText(before ?? advanced.now, advanced));
  return advanced;
}

/**
 * What moving time did: `It is 09:05:00, 5 min later: 2 steps done`.
 * @param {string} before
 * @param {Advanced} advanced
 */
export function advancedText(before, { now, ran }) {
  const passed = millis(now) - millis(before);
  if (passed <= 0 && !ran) return "Nothing was due, and no time passed";
  const isSameDay = before.slice(0, 10) === now.slice(0, 10);
  const time = isSameDay ? timeOfDay(now) : dateAndTime(now);
  const later = passed > 0 && passed < LONG ? `, ${duration(passed)} later` : "";
  return `It is ${time}${later}: ${ran ? count(ran, "step") : "no step"} done`;
}

/** Move time to when the next step or action is due, and do it. */
export async function toNext() {
  const { next } = await control.get("clock");
  if (next) await advance({ to: next });
  else toast("Nothing is due");
}

/** Where it is kept how time passed before it was paused. */
const keyOf = () => `cs-simulator-running-${store.state.tenant}`;

/** Let time stand still until it is moved or plays again. */
export async function pause() {
  sessionStorage.setItem(keyOf(), store.state.clock.mode);
  await control.send("PUT", "clock", { mode: "frozen" });
}

/** Let time pass: as before it was paused, else as scaled time. */
export async function play() {
  const mode = sessionStorage.getItem(keyOf()) === "realtime" ? "realtime" : "scaled";
  await control.send("PUT", "clock", { mode });
}
