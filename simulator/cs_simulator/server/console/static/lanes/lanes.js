// The lanes of the tenant: the chart with its controls, its menus and its legend, kept up to date.

import { h, icon, replace } from "../base/dom.js";
import { millis } from "../base/format.js";
import { select } from "../base/go.js";
import { openMenu } from "../base/menu.js";
import { store } from "../base/store.js";
import { View } from "../base/view.js";
import { nowAt, speed } from "../clock/now.js";
import { LaneChart } from "./chart.js";
import { goTo } from "./going.js";
import { openHelp } from "./help.js";
import { menuOf, showCall } from "./lane_menu.js";
import { legendOf, statesOf } from "./stages.js";
import { sign, SIGNS } from "./signs.js";
import { follow, known } from "./picture_feed.js";
import { highlight, revealChosen, selectCluster } from "./reaching.js";
import { toolbar } from "./toolbar.js";

const MOST_STAGES = 8;
const EXPLAINED = [
  "fault",
  "failed",
  "lost",
  "back",
  "canceled",
  "gone",
  "action",
  "forced",
  "moved",
];

/** `<cs-lanes>`. */
class Lanes extends View {
  static watches = ["picture", "clock", "clusters", "selected"];

  build() {
    this.chart = new LaneChart();
    this.chart.clock = { now: nowAt, speed };
    this.chart.open = (opened) => this.open(opened);
    this.chart.go = (at) => goTo(at, this.chart.now);
    this.what = h("span", { class: "what cut" });
    this.only = h(
      "button",
      { type: "button", class: "small", onclick: () => this.chooseOnly() },
      "Only this",
    );
    this.legend = h("ul", { class: "lanes-legend", "aria-label": "Legend" });
    const help = h(
      "button",
      {
        type: "button",
        class: "quiet square",
        "aria-label": "Keys and gestures",
        title: "Keys and gestures",
        onclick: openHelp,
      },
      icon("info"),
    );
    const head = h("div", { class: "head-row" });
    this.classList.add("lanes");
    this.append(head, this.chart, h("div", { class: "foot" }, this.legend, help));
    this.tools = toolbar(this.chart);
    replace(head, h("h2", null, "Timeline"), this.what, this.only, this.tools.element);
    this.chart.moved = () => this.tools.update();
    this.chart.addEventListener(
      "keydown",
      ({ key }) => key === "Escape" && select({ instant: "" }),
    );
    follow(() => store.state.tab === "timeline");
  }

  /** @param {import("../base/store.js").State} state @param {Set<string>} changed */
  update(state, changed) {
    if (changed.has("selected") || changed.has("clusters")) this.showSelected(state);
    if (!state.clock) {
      if (changed.has("picture") && this.chart.now !== undefined) this.showNothing();
      return;
    }
    if (changed.has("picture") || this.chart.now === undefined) this.showPicture(state);
    if (changed.has("clock")) this.chart.tick();
  }

  /** The tenant is gone. */
  showNothing() {
    this.chart.isReading = false;
    this.chart.show({ rows: [], now: this.chart.now });
    this.drawLegend();
  }

  showPicture(state) {
    const rows = [...state.picture.values()].flat();
    this.chart.isReading = !state.picture.size;
    this.chart.show({ rows, now: nowAt() });
    // What was selected before there was a picture, as by a link, is brought into sight now.
    if (!this.isRevealed) this.isRevealed = revealChosen(this.chart);
    this.drawLegend();
  }

  /** A cluster or an instant that is selected, here or in another view, is brought into sight. */
  showSelected({ selected, clusters }) {
    const { chart } = this;
    const { cluster, instant, call } = selected;
    const name = clusters.get(cluster)?.name ?? "";
    replace(this.what, name);
    this.only.hidden = !name;
    this.only.setAttribute("aria-pressed", String(Boolean(chart.only)));
    this.only.title = name ? `Show only the lanes of ${name}` : "";
    if (chart.only && chart.only !== cluster) this.setOnly(cluster);
    const isSeen = selectCluster(chart, cluster);
    const isMarked = highlight(chart, call, instant ? millis(instant) : null);
    if (!isSeen || !isMarked) this.isRevealed = false;
  }

  chooseOnly() {
    this.setOnly(this.chart.only ? "" : store.state.selected.cluster);
  }

  setOnly(clusterId) {
    this.chart.only = clusterId;
    this.only.setAttribute("aria-pressed", String(Boolean(clusterId)));
    this.chart.relist();
  }

  /** @param {import("./chart.js").Opened} opened */
  open(opened) {
    const { place, lane, element, pointer, isClick } = opened;
    const only = place?.isMark && place.items.length === 1 ? place.items[0] : null;
    if (only?.data.request_id && lane.kind === "calls") {
      showCall(only.data.request_id);
      return;
    }
    this.chart.card.hide();
    if (lane.kind === "cluster" && !place && isClick) {
      select({ cluster: lane.clusterId });
      return;
    }
    const items = menuOf(opened, this.chart);
    if (items.length)
      openMenu(
        pointer ?? element,
        items,
        `Actions on ${element.getAttribute("aria-label") ?? lane.label}`,
      );
  }

  drawLegend() {
    this.legend.hidden = !this.chart.lanes.length;
    const kinds = new Set(
      this.chart.lanes.flatMap((lane) =>
        lane.items.filter((item) => item.isMark).map((item) => item.kind),
      ),
    );
    replace(
      this.legend,
      [...legendOf(this.chart.lanes, MOST_STAGES), ...statesOf(this.chart.lanes)].map(
        ({ name, colour }) => h("li", null, h("i", { class: `swatch ${colour}` }), name),
      ),
      EXPLAINED.filter((kind) => kinds.has(kind)).map((kind) =>
        h("li", { class: `mark-${kind}` }, sign(kind), SIGNS[kind].label),
      ),
      h(
        "li",
        { class: "muted" },
        known.isComplete ? "paler: still to come" : "paler: still to come, not all of it",
      ),
    );
  }
}

customElements.define("cs-lanes", Lanes);
