// What moves virtual time: the menu of modes, and the dialog for rate and interval.

import { control } from "../base/control.js";
import { openDialog } from "../base/dialog.js";
import { h } from "../base/dom.js";
import { duration } from "../base/format.js";
import { openMenu } from "../base/menu.js";
import { store } from "../base/store.js";

/**
 * A clock's mode as text: `polling, 10 s each read`, `scaled ×60`.
 * @param {any} clock
 */
export function modeText(clock) {
  if (clock.mode === "scaled") return `scaled ×${clock.rate.toLocaleString("en")}`;
  if (clock.mode === "polling" && clock.interval)
    return `polling, ${duration(clock.interval * 1000)} each read`;
  return clock.mode === "realtime" ? "real time" : clock.mode;
}

const LABELS = {
  frozen: "Frozen: moved only from here and by commands",
  polling: "Polling: each repeated read moves it",
  scaled: "Scaled: real time, faster",
  realtime: "Real time",
};

/**
 * Open the menu of modes.
 * @param {Event} event
 */
export function openModes(event) {
  const { mode } = store.state.clock;
  openMenu(
    /** @type {Element} */ (event.currentTarget),
    [
      ...Object.entries(LABELS).map(([name, label]) => ({
        label,
        isCurrent: name === mode,
        act: () => control.send("PUT", "clock", { mode: name }),
      })),
      null,
      { label: "Rate and interval…", icon: "edit", act: openSettings },
    ],
    "What moves time",
  );
}

function openSettings() {
  const { clock } = store.state;
  const rate = /** @type {HTMLInputElement} */ (
    h("input", { type: "text", inputmode: "decimal", value: String(clock.rate) })
  );
  const interval = /** @type {HTMLInputElement} */ (
    h("input", { type: "text", value: `${clock.interval}s` })
  );
  openDialog({
    title: "Rate and interval",
    content: [
      h(
        "label",
        { class: "field" },
        "Virtual seconds for each real second, where it is scaled",
        rate,
      ),
      h(
        "label",
        { class: "field" },
        "What a repeated read adds, where it is polling",
        interval,
        h("span", { class: "muted" }, "A duration, such as 10s; 0 moves to the next change."),
      ),
    ],
    action: "Set",
    submit: async () => {
      const { mode } = store.state.clock;
      const changes = {
        rate: numberOf(rate.value.trim()),
        ...(mode === "polling" ? { interval: interval.value } : {}),
      };
      await control.send("PUT", "clock", changes);
    },
  });
  interval.disabled = clock.mode !== "polling";
}

/** @param {string} text */
function numberOf(text) {
  const number = Number(text);
  if (text && Number.isFinite(number)) return number;
  throw new Error(`the rate is a number, such as 60 or 0.5, not '${text}'`);
}
