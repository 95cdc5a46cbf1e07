// The two sides of the editor: what their parts are put into.

import { h, icon } from "../base/dom.js";
import { acting } from "../base/toast.js";
import { chooseKnown, download, fileButton } from "./files.js";
import { nameIn } from "./text_places.js";

/** The text, with what is done with it. @param {any} editor */
export function writingPanel(editor) {
  const { code, problems, inForce } = editor;
  const open = (/** @type {string} */ text) => editor.open(text);
  const choose = acting(() => chooseKnown(open));
  const save = () => download(nameIn(code.text), code.text);
  return h(
    "section",
    { class: "write", "aria-label": "Text" },
    h(
      "div",
      { class: "panel-head" },
      h("h2", null, "Scenario"),
      h("button", { type: "button", onclick: choose }, icon("search"), "Open…"),
      fileButton(open),
      h("button", { type: "button", onclick: save }, icon("download"), "Download"),
      inForce,
    ),
    code.element,
    problems.element,
    h(
      "p",
      { class: "muted small keys" },
      "Ctrl+Space proposes, Ctrl+Enter runs, Tab leaves the text.",
    ),
  );
}

/** The run of the text. @param {any} editor */
export function runPanel({ results, seed, chartBox, sweep }) {
  return h(
    "section",
    { class: "watch", "aria-label": "Run" },
    h(
      "div",
      { class: "panel-head" },
      h("h2", null, "Run"),
      results.verdict,
      h("span", { class: "busy muted", "aria-hidden": "true" }, "running…"),
      seed.element,
    ),
    chartBox,
    h("div", { class: "below" }, sweep.element, results.element),
  );
}
