// The axis: ticks, the line for now, and a pointer on it that says where a click would move the clock.

import { h, icon, replace } from "../base/dom.js";
import { duration, timeOfDay } from "../base/format.js";
import { instantText } from "./describe.js";
import { ticks } from "./ticks.js";

/** So far, at most, what says now reaches to the left and to the right. */
const HALF_FLAG = 30;

/** Ticks, grid lines, the line for now and the pointer of the axis. */
export class AxisView {
  constructor() {
    this.ticks = h("div", { class: "ticks", "aria-hidden": "true" });
    this.pointerText = h("span", { class: "text" });
    this.pointer = h(
      "div",
      { class: "axis-pointer", hidden: true, "aria-hidden": "true" },
      this.pointerText,
    );
    this.nowText = h("span", { class: "now-text", "aria-hidden": "true" }, "now");
    this.element = h(
      "div",
      {
        class: "axis",
        role: "slider",
        tabindex: "0",
        "aria-label": "Time axis: arrow keys choose an instant, Enter moves the clock to it",
      },
      this.ticks,
      this.nowText,
      this.pointer,
    );
    this.grid = h("div", { class: "grid-lines", "aria-hidden": "true" });
    this.nowLine = h("div", { class: "now-line" });
    this.pointerLine = h("div", { class: "pointer-line", hidden: true });
    this.markedLine = h("div", { class: "marked-line", hidden: true });
    this.lines = h(
      "div",
      { class: "lines", "aria-hidden": "true" },
      this.markedLine,
      this.nowLine,
      this.pointerLine,
    );
    /** @type {number | null} */
    this.at = null;
  }

  /** @param {import("./item_view.js").Drawing} drawing */
  draw(drawing) {
    const { scale } = drawing;
    const flag = Math.min(Math.max(scale.x(drawing.now), 0), scale.width);
    const shown = ticks(scale, undefined, [flag - HALF_FLAG, flag + HALF_FLAG]);
    replace(
      this.ticks,
      shown.map(({ x, text, day }) => {
        const tick = h("span", { class: "tick" }, h("span", { class: "day" }, day), text);
        tick.style.transform = `translateX(${x.toFixed(1)}px)`;
        return tick;
      }),
    );
    replace(
      this.grid,
      shown.map(({ x }) => {
        const line = h("i", null);
        line.style.transform = `translateX(${x.toFixed(1)}px)`;
        return line;
      }),
    );
    this.drawNow(drawing);
    this.drawPointer(drawing);
    const marked = drawing.highlighted.instant;
    this.markedLine.hidden =
      marked === null || scale.x(marked) < 0 || scale.x(marked) > scale.width;
    if (marked !== null)
      this.markedLine.style.transform = `translateX(${scale.x(marked).toFixed(1)}px)`;
  }

  /** @param {import("./item_view.js").Drawing} drawing */
  drawNow({ scale, now, nowLabel }) {
    const x = scale.x(now);
    const isSeen = x >= -1 && x <= scale.width + 1;
    this.nowLine.hidden = !isSeen;
    this.nowLine.style.transform = `translateX(${x.toFixed(1)}px)`;
    const [left, right] = [x < 0, x > scale.width];
    replace(this.nowText, left && icon("left"), nowLabel, right && icon("right"));
    const at = Math.min(Math.max(x, 0), scale.width);
    const isAtEnd = at > scale.width - 24;
    const shift = left ? "0" : right || isAtEnd ? "-100%" : "-50%";
    this.nowText.style.transform = `translateX(${at.toFixed(1)}px) translateX(${shift})`;
  }

  /** Point at an instant, or at none. @param {number | null} at @param {import("./item_view.js").Drawing} drawing */
  point(at, drawing) {
    this.at = at;
    this.drawPointer(drawing);
  }

  drawPointer({ scale, now }) {
    const at = this.at ?? now;
    this.element.setAttribute("aria-valuemin", String(Math.round(scale.start)));
    this.element.setAttribute("aria-valuemax", String(Math.round(scale.end)));
    this.element.setAttribute("aria-valuenow", String(Math.round(at)));
    this.element.setAttribute("aria-valuetext", `${instantText(at)}, ${away(at, now)}`);
    const x = scale.x(at);
    const isShown = this.at !== null && x >= 0 && x <= scale.width;
    this.pointer.hidden = this.pointerLine.hidden = !isShown;
    if (!isShown) return;
    this.pointerText.textContent = `${timeOfDay(at, scale.perPixel < 50)} · ${away(at, now)}`;
    this.pointerLine.style.transform = `translateX(${x.toFixed(1)}px)`;
    const shift = x < 70 ? "0" : x > scale.width - 70 ? "-100%" : "-50%";
    this.pointer.style.transform = `translateX(${x.toFixed(1)}px) translateX(${shift})`;
  }
}

/** @param {number} at @param {number} now @returns {string} */
function away(at, now) {
  if (Math.abs(at - now) < 1) return "now";
  return at > now ? `in ${duration(at - now)}` : `${duration(now - at)} ago`;
}
