// Moving the clock to an instant that was chosen on the axis; and what is possible where it is past.

import { control } from "../base/control.js";
import { openDialog } from "../base/dialog.js";
import { h } from "../base/dom.js";
import { duration, millis, timeOfDay } from "../base/format.js";
import { select } from "../base/go.js";
import { store } from "../base/store.js";
import { refresh } from "../base/sync.js";
import { acting, failed, toast } from "../base/toast.js";
import { moveClock } from "./actions.js";
import { instantText } from "./describe.js";

const MOST_SNAPSHOTS = 5;

/**
 * Move the clock to an instant; of one that is past, say what can be done instead.
 * @param {number} at milliseconds
 * @param {number} now
 */
export function goTo(at, now) {
  if (at > now) moveClock(at).catch(failed);
  else explainPast(at, now);
}

function explainPast(at, now) {
  const snapshots = store.state.snapshots
    .filter((snapshot) => millis(snapshot.now) <= at)
    .sort((a, b) => millis(b.now) - millis(a.now))
    .slice(0, MOST_SNAPSHOTS);
  const dialog = openDialog({
    title: "Time moves forward only",
    content: [
      h(
        "p",
        null,
        `${instantText(at)} is ${duration(now - at)} ago. What happened since cannot be undone.`,
      ),
      snapshots.length
        ? [
            h(
              "p",
              null,
              "A snapshot from before it can be loaded. Everything that the tenant did after the snapshot is lost then:",
            ),
            h(
              "ul",
              { class: "stack" },
              snapshots.map((snapshot) =>
                h(
                  "li",
                  null,
                  loadButton(snapshot, () => dialog.close()),
                ),
              ),
            ),
          ]
        : h(
            "p",
            { class: "muted" },
            "No snapshot was saved before it. One that is saved now can be loaded later.",
          ),
    ],
    extra: [
      h(
        "button",
        {
          type: "button",
          onclick: () => {
            select({ instant: new Date(at).toISOString() });
            dialog.close();
          },
        },
        "Mark this instant",
      ),
    ],
  });
}

function loadButton(snapshot, close) {
  const load = acting(async () => {
    await control.send("POST", `snapshots/${encodeURIComponent(snapshot.name)}/load`, {});
    refresh("state");
    close();
    toast(`${snapshot.name} is loaded: it is ${timeOfDay(snapshot.now)}.`, "good");
  });
  return h(
    "button",
    { type: "button", class: "danger", onclick: load },
    `Load ${snapshot.name}, taken at ${timeOfDay(snapshot.now)}`,
  );
}
