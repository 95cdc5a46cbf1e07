// Moving virtual time.

import { control } from "../base/control.js";
import { duration, millis } from "../base/format.js";
import { store } from "../base/store.js";
import { toast } from "../base/toast.js";

/** @typedef {{now: string, ran: number, next: string | null}} Advanced */

/**
 * Move time forward; what is due on the way is done. A refusal is thrown.
 * @param {{by: string} | {to: string} | {until: any}} how as `POST clock/advance` takes it
 * @returns {Promise<Advanced>}
 */
export async function advance(how) {
  const before = store.state.clock?.now;
  const advanced = await control.send("POST", "clock/advance", how);
  const passed = before ? duration(millis(advanced.now) - millis(before)) : "";
  const steps = advanced.ran === 1 ? "1 step" : `${advanced.ran} steps`;
  toast(`${passed && `${passed} later: `}${steps} done`);
  return advanced;
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
