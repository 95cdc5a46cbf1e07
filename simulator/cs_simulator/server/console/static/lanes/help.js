// What keys and gestures do in the lanes.

import { openDialog } from "../base/dialog.js";
import { h } from "../base/dom.js";

const KEYS = [
  ["Arrow keys", "move among lanes, bars and marks"],
  ["Home, End, Page up, Page down", "move by more; with Ctrl to the first and the last lane"],
  ["Enter", "open the menu: hold, release, fail, lose, bring back"],
  ["Space", "hide and show the lanes of a cluster"],
  ["+ and -", "zoom in and out"],
  ["Shift with left and right", "pan"],
  ["0", "show everything"],
  ["n", "go along with now"],
  ["Escape", "forget the instant that is marked"],
  ["On the axis: arrow keys, Enter", "choose an instant, move the clock to it"],
];

const GESTURES = [
  ["Drag", "pan"],
  ["Wheel with Ctrl, or on the axis; pinch", "zoom"],
  ["Wheel with Shift, or sideways", "pan"],
  [
    "Click on a bar, a mark or a label",
    "open the menu; of a call: show it; of a cluster: select it",
  ],
  ["Click on the axis", "move the clock to that instant"],
];

/** Open the help. */
export function openHelp() {
  const table = (/** @type {string[][]} */ rows) =>
    h(
      "table",
      { class: "lanes-help" },
      h(
        "tbody",
        null,
        rows.map(([what, does]) =>
          h("tr", null, h("th", { scope: "row" }, what), h("td", null, does)),
        ),
      ),
    );
  openDialog({ title: "Keys and gestures", content: [table(KEYS), table(GESTURES)], isWide: true });
}
