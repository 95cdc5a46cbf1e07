// The editor of scenarios: the text at the left; at the right what a run of it would be like.

import { control } from "../base/control.js";
import { h } from "../base/dom.js";
import { millis } from "../base/format.js";
import { onceReleased } from "../base/press.js";
import { acting, failed } from "../base/toast.js";
import { View } from "../base/view.js";
import { LaneChart } from "../lanes/chart.js";
import { Checking } from "./checking.js";
import { CodeArea } from "./code_area.js";
import { CompletionList } from "./completion_list.js";
import { putInForce } from "./files.js";
import { keptText, keepText } from "./kept.js";
import { runPanel, writingPanel } from "./panels.js";
import { Problems } from "./problems.js";
import { Results } from "./results.js";
import { Seed } from "./seed.js";
import { STARTER } from "./starter.js";
import { Sweep } from "./sweep.js";
import { offsetOf, placeOfPath } from "./text_places.js";

/** `<cs-editor>`. */
class Editor extends View {
  static watches = ["tab", "tenant"];

  hasRun = false;

  build() {
    this.code = new CodeArea({ label: "Scenario as YAML", changed: () => this.onChange() });
    this.completion = new CompletionList(this.code);
    this.problems = new Problems({
      goTo: (line, column) => this.code.goTo(line, column),
      correct: (problem, word) => this.correct(problem, word),
    });
    this.results = new Results((path) => this.goToPath(path));
    this.seed = new Seed(() => this.checking.later());
    this.sweep = new Sweep({
      text: () => this.code.text,
      choose: (seed) => this.seed.choose(seed),
    });
    this.checking = new Checking({
      what: () => ({ text: this.code.text, seed: this.seed.value }),
      done: (checked) => onceReleased(this, () => this.show(checked)),
      busy: (isBusy) => this.toggleAttribute("data-busy", isBusy),
    });
    this.chart = new LaneChart();
    this.chart.nowLabel = "end";
    this.addEventListener("keydown", (event) => this.onKey(event));
    this.chartBox = h(
      "div",
      { class: "chart-box lanes", role: "region", "aria-label": "Lanes of the run" },
      this.chart,
    );
    this.inForce = h(
      "button",
      { type: "button", class: "primary", onclick: acting(() => putInForce(this.code.text)) },
      "Put in force",
    );
    this.append(writingPanel(this), runPanel(this), this.completion.element);
  }

  update({ tab }) {
    if (tab !== "editor" || this.isOpened) return;
    this.isOpened = true;
    this.code.open(keptText() ?? STARTER, { isFirst: true });
    this.checking.now();
    control.get("scenario/schema").then((schema) => {
      this.completion.schema = schema;
    }, failed);
  }

  onChange() {
    keepText(this.code.text);
    this.sweep.clear();
    this.checking.later();
  }

  /** @param {string} text */
  open(text) {
    this.seed.choose(null);
    this.code.open(text);
  }

  /** @param {import("./checking.js").Checked} checked */
  show({ problems, run, refused }) {
    const isUnusable = problems.some((problem) => problem.is_error);
    this.code.mark(problems.filter((problem) => !problem.file || problem.file === "scenario"));
    this.problems.show(problems);
    for (const button of [this.inForce, this.sweep.button])
      button.toggleAttribute("disabled", isUnusable);
    this.chartBox.toggleAttribute("data-stale", !run);
    if (!run) {
      this.results.refuse(
        refused?.message ??
          `The text has errors. ${this.hasRun ? "The lanes are those of the last run." : "It runs once they are mended."}`,
      );
      return;
    }
    this.hasRun = true;
    this.seed.show(run.seed);
    this.chart.show({ rows: run.picture.rows, now: millis(run.picture.now) });
    this.results.show(run);
  }

  /** @param {any} problem @param {string} word */
  correct({ line, column }, word) {
    const at = offsetOf(this.code.text, line, column);
    const [wrong] = /^("[^"]*"|'[^']*'|[^\s,:{}[\]]+)/.exec(this.code.text.slice(at)) ?? [""];
    this.code.write(at, at + wrong.length, word);
  }

  /** @param {(string | number)[]} path */
  goToPath(path) {
    const place = placeOfPath(this.code.text, path);
    if (place) this.code.goTo(place.line, place.column);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.checking.now();
  }
}

customElements.define("cs-editor", Editor);
