// The drawing of lanes: an axis, a grid of rows of which only those in sight are elements, and a line
// for now. It knows neither where the picture is from, nor what can be done to what it shows.

import { h } from "../base/dom.js";
import { AxisView } from "./axis_view.js";
import { Card } from "./card.js";
import { listenToKeys } from "./chart_keys.js";
import { listenToPointers } from "./chart_pointer.js";
import { kept } from "./focus.js";
import { measureIn } from "./labels.js";
import { extentOf, lanesOf } from "./model.js";
import { RowsView } from "./rows_view.js";
import { TimeWindow } from "./time_window.js";

/** The line for now moves at most every so many milliseconds. */
const TICK = 100;

/**
 * @typedef {object} Opened what a menu is wanted for
 * @property {import("./model.js").Lane} lane
 * @property {import("./placing.js").Place | null} place null for the label of the lane
 * @property {HTMLElement} element
 * @property {{x: number, y: number} | null} pointer
 * @property {boolean} [isClick] whether it was pressed, rather than asked for its menu
 * @property {boolean} [isTouch] whether by a finger, which has seen no card
 */

/** `<cs-lane-chart>`: `show` gives it a picture. */
export class LaneChart extends HTMLElement {
  /** Called for a click, Enter or the menu key on a label, a bar or a mark. @type {(opened: Opened) => void} */
  open = () => {};
  /** Called for a click or Enter on the axis; without it the axis only shows. @type {((at: number) => void) | null} */
  go = null;
  /** Called when another part of time is shown. */
  moved = () => {};
  /** What the line for now says. */
  nowLabel = "now";
  /** The virtual time at this moment, and how fast it runs; where it stands still, that of the picture. */
  clock = { now: () => NaN, speed: () => 0 };

  /** @type {Set<string>} clusters of which only one lane is shown */
  collapsed = new Set();
  /** The only cluster that is shown, and the one that is selected. */
  only = "";
  selected = "";
  /** @type {{call: string, instant: number | null}} */
  highlighted = { call: "", instant: null };
  /** @type {import("./model.js").Lane[]} */
  lanes = [];
  /** @type {import("./focus.js").Focus | null} */
  focused = null;
  /** Whether the picture is still to come, so that no lanes do not mean that nothing has happened. */
  isReading = false;
  /** @type {number | undefined} milliseconds; undefined before there is a picture */
  now = undefined;

  #rows = [];
  #frame = 0;
  #timer = 0;

  connectedCallback() {
    if (!this.rows) this.#build();
    this.resizes.observe(this.rows.scroller);
    this.tick();
  }

  disconnectedCallback() {
    this.resizes.disconnect();
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #build() {
    this.window = new TimeWindow(() => {
      this.moved();
      this.draw();
    });
    this.axis = new AxisView();
    this.card = new Card();
    this.corner = h("div", { class: "corner" });
    this.rows = new RowsView(() => this.draw());
    this.empty = h(
      "p",
      { class: "empty muted", hidden: true },
      "Nothing has happened yet. Lanes appear with the first call.",
    );
    this.append(
      h("div", { class: "axis-row" }, this.corner, this.axis.element),
      h("div", { class: "body" }, this.axis.grid, this.rows.scroller, this.axis.lines, this.empty),
      this.card.element,
    );
    this.measure = measureIn(`12px ${getComputedStyle(this).fontFamily}`);
    this.resizes = new ResizeObserver(() => {
      this.window.resize(this.rows.scroller.clientWidth - this.corner.offsetWidth);
      this.draw();
    });
    listenToPointers(this);
    listenToKeys(this);
  }

  /**
   * Show a picture.
   * @param {{rows: any[], now: number}} picture rows as `GET /_simulator/picture` has them
   */
  show({ rows, now }) {
    const wasEmpty = !this.lanes.length;
    this.#rows = rows;
    this.now = now;
    this.relist();
    // Of another tenant, or of one that was reset: what was in sight before means nothing.
    if (wasEmpty && this.window.mode === "free") this.window.all();
    this.window.know(extentOf(this.lanes, [now]) ?? { began: now, ended: now + 60_000 }, now);
    this.tick();
  }

  /** List the lanes anew, after `collapsed` or `only` has changed. */
  relist() {
    this.lanes = lanesOf(this.#rows, { collapsed: this.collapsed, only: this.only });
    this.rows.list(this.lanes);
    this.empty.hidden = this.lanes.length > 0 || this.isReading;
    this.draw();
  }

  /** Show only the lane of a cluster, or all its lanes again. @param {import("./model.js").Lane} lane */
  fold(lane) {
    if (!this.collapsed.delete(lane.clusterId)) this.collapsed.add(lane.clusterId);
    this.relist();
  }

  /** How the chart is drawn at present. @returns {import("./item_view.js").Drawing} */
  get drawing() {
    return {
      scale: this.window.scale,
      now: this.now ?? 0,
      nowLabel: this.nowLabel,
      measure: this.measure,
      highlighted: this.highlighted,
    };
  }

  /** Have it drawn with the next frame. */
  draw() {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  /** Draw it at once: a key that follows must find the focus where the last one has put it. */
  drawNow() {
    cancelAnimationFrame(this.#frame);
    this.#draw();
  }

  #draw() {
    this.#frame = 0;
    if (this.now === undefined) return;
    this.focused = kept(this.lanes, this.focused, this.window.scale.perPixel);
    this.rows.draw(this.drawing, this.focused, this);
    this.axis.draw(this.drawing);
  }

  /** Follow the clock: draw now, and again when the line for now has moved by half a pixel. */
  tick() {
    clearTimeout(this.#timer);
    const now = this.clock.now();
    if (this.now !== undefined && !Number.isNaN(now) && now !== this.now) this.#moveNow(now);
    const speed = this.clock.speed();
    if (!speed || !this.isConnected) return;
    this.#timer = window.setTimeout(
      () => this.tick(),
      Math.max(this.window.scale.perPixel / speed / 2, TICK),
    );
  }

  #moveNow(now) {
    this.now = now;
    this.window.tick(now);
    if (this.#frame) return;
    this.axis.drawNow(this.drawing);
    this.rows.tick(this.drawing);
  }

  /** What an element of the grid shows. @param {EventTarget | null} target @returns {Opened | null} */
  at(target) {
    return this.rows.at(target, this.window.scale.perPixel);
  }
}

customElements.define("cs-lane-chart", LaneChart);
