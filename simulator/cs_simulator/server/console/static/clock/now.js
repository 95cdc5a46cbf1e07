// The virtual time at this moment, from the last reading of the clock.

import { millis } from "../base/format.js";
import { store } from "../base/store.js";

/** @returns {number} milliseconds since 1970; NaN before the clock was read */
export function nowAt() {
  const { clock } = store.state;
  if (!clock) return NaN;
  return millis(clock.now) + speed() * ((clock.stopped ?? performance.now()) - clock.read);
}

/** @returns {number} virtual seconds for each real second; 0 while time stands still */
export function speed() {
  const { clock } = store.state;
  if (clock?.mode === "realtime") return 1;
  return clock?.mode === "scaled" ? clock.rate : 0;
}
