// The scenario in force: what it is about, its seed, what it expects, and what it has planned.

import { control } from "../base/control.js";
import { confirm } from "../base/dialog.js";
import { h, icon, replace } from "../base/dom.js";
import { count, timeOfDay } from "../base/format.js";
import { openTab, select } from "../base/go.js";
import { refresh } from "../base/sync.js";
import { View } from "../base/view.js";
import { keepText } from "../editor/kept.js";
import { blockYaml } from "../editor/write_yaml.js";
import { Expectations } from "./expectations.js";
import { pairs } from "./inline_text.js";
import { openLoadDialog } from "./load_dialog.js";

class Scenario extends View {
  static watches = ["scenario", "verdicts", "described"];

  build() {
    this.about = h("div", { class: "about-scenario" });
    this.expectations = new Expectations();
    this.counts = h("p", { class: "counts", "aria-live": "polite" });
    this.problem = h("p", { class: "small bad" });
    this.expected = h(
      "section",
      { class: "stack" },
      h("div", { class: "panel-head" }, h("h2", null, "Expectations"), this.counts),
      this.problem,
      this.expectations.element,
    );
    this.planned = h("ul", { class: "planned" });
    this.plannedCount = h("summary");
    this.plan = h("details", null, this.plannedCount, this.planned);
    this.edit = h(
      "button",
      {
        type: "button",
        class: "quiet square",
        title: "Edit a copy",
        "aria-label": "Edit a copy of the scenario",
        onclick: () => editCopy(this.source),
      },
      icon("edit"),
    );
    this.end = h(
      "button",
      {
        type: "button",
        class: "quiet square",
        title: "Take the scenario away",
        "aria-label": "Take the scenario away",
        onclick: end,
      },
      icon("close"),
    );
    replace(
      this,
      h(
        "div",
        { class: "panel-head" },
        h("h2", null, "Scenario"),
        this.edit,
        h("button", { type: "button", onclick: openLoadDialog }, "Change…"),
        this.end,
      ),
      this.about,
      this.expected,
      this.plan,
    );
  }

  /** @param {import("../base/store.js").State} state @param {Set<string>} changed */
  update({ scenario, verdicts, described }, changed) {
    if (changed.has("scenario") || changed.has("described")) this.#showAbout(scenario, described);
    const expected = scenario?.scenario?.expect ?? [];
    this.expected.hidden = !expected.length;
    const found = verdicts?.verdicts?.length === expected.length ? verdicts.verdicts : null;
    this.expectations.show(expected, found);
    this.#showCounts(found);
    replace(this.problem, verdicts?.problem ?? "");
    this.#showPlanned(scenario?.planned ?? []);
  }

  /** @param {any} scenario @param {any} described */
  #showAbout(scenario, described) {
    this.source = scenario?.scenario;
    this.end.hidden = this.edit.hidden = !scenario?.name;
    if (!scenario?.name) {
      replace(
        this.about,
        h("p", { class: "muted" }, "None is in force: nothing goes wrong by itself."),
      );
      return;
    }
    const { metadata, seed } = scenario.scenario;
    const own = described?.seed; // of the tenant; only rules draw from one that the scenario has
    const parts = [`seed ${own ?? "?"}`, `since ${timeOfDay(scenario.started)}`];
    if (seed != null && seed !== own)
      parts.splice(1, 0, `its rules draw from its own seed ${seed}`);
    if (scenario.file) parts.push("follows its file");
    replace(
      this.about,
      h(
        "p",
        { class: "row-of" },
        h("strong", { class: "name" }, scenario.name),
        h("span", { class: "small muted" }, parts.join(" · ")),
      ),
      metadata.description &&
        h("p", { class: "description small muted", tabindex: "0" }, metadata.description),
      scenario.file && h("p", { class: "small muted cut", title: scenario.file }, scenario.file),
    );
  }

  /** @param {any[] | null} verdicts */
  #showCounts(verdicts) {
    const text = verdicts ? verdicts.map(({ passed }) => passed).join() : "none";
    if (this.counts.dataset.text === text) return; // it is said aloud when it changes
    this.counts.dataset.text = text;
    if (!verdicts) {
      replace(this.counts, h("span", { class: "badge" }, "not checked"));
      return;
    }
    const met = verdicts.filter(({ passed }) => passed).length;
    const missed = verdicts.length - met;
    replace(
      this.counts,
      met > 0 && h("span", { class: "badge good" }, `${met} met`),
      missed > 0 && h("span", { class: "badge bad" }, `${missed} not met`),
    );
  }

  /** @param {any[]} planned */
  #showPlanned(planned) {
    this.plan.hidden = !planned.length;
    replace(this.plannedCount, `${count(planned.length, "planned action")}`);
    const text = JSON.stringify(planned);
    if (this.plan.dataset.text === text) return;
    this.plan.dataset.text = text;
    replace(
      this.planned,
      planned.map(({ due, action }) => h("li", null, plannedButton(due, action))),
    );
  }
}

/** @param {string} due @param {any} action */
function plannedButton(due, { do: what, ...rest }) {
  const go = () => select({ instant: due });
  return h(
    "button",
    { type: "button", class: "quiet small link", title: "Show it on the lanes", onclick: go },
    h("time", null, timeOfDay(due)),
    h("strong", null, what),
    h("span", { class: "cut muted" }, pairs(rest)),
  );
}

/** Open the editor with what is in force, which stays in force. @param {any} source */
function editCopy(source) {
  const text = blockYaml(source);
  keepText(text);
  openTab("editor");
  /** @type {any} */ (document.querySelector("cs-editor")).open(text);
}

function end() {
  confirm(
    "Take the scenario away",
    "Its rules and what it has planned go, and so do the counts. Clusters and calls stay.",
    "Take it away",
    async () => {
      await control.send("DELETE", "scenario");
      refresh("scenario", "clock");
    },
  );
}

customElements.define("cs-scenario", Scenario);
