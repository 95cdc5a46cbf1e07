// The element of one place: a bar with its label, or a mark. Elements rather than one canvas, because
// each can have the focus and a label of its own.
//
// Measured in Chromium with 288 bars in sight, in milliseconds of the main thread for each frame of
// panning and of zooming: elements of HTML 5.5 and 9.7, of SVG 12.7 and 13.1, a canvas 2.9 and 2.9.
// The canvas is fastest, but a frame has 16 of them, and it would need these elements besides. With
// 100 clusters of 10 nodes a frame of the lanes took 8 ms to pan, 14 to zoom, and 13 to scroll by 12
// rows; the longest task was one of 29.

import { h, replace } from "../base/dom.js";
import { fitted, labelOf } from "./labels.js";
import { roomAfter } from "./placing.js";
import { sentence } from "./describe.js";
import { sign } from "./signs.js";
import { colourOf } from "./stages.js";

/** What reaches out of the window is drawn so far outside it, so that its end is not seen. */
const OUTSIDE = 24;
const HALF_MARK = 7;
/** The bar of a task while only its nodes have stages; it is too thin for a label. */
const NODES = "nodes";
/** So many marks in one still have a label, that of the worst; more are counted, and so are calls. */
const FEW = 3;

/**
 * @typedef {object} Drawing how a chart is drawn at present
 * @property {import("./scale.js").Scale} scale
 * @property {number} now
 * @property {string} nowLabel what the line for it says
 * @property {(text: string) => number} measure
 * @property {{call: string, instant: number | null}} highlighted
 */

/** A bar or a mark on the page. */
export class ItemView {
  /** @param {import("./placing.js").Place} place */
  constructor(place) {
    this.label = h("span", { class: "text" });
    this.element = h("div", { role: "gridcell", tabindex: "-1" }, place.isMark ? null : this.label);
    this.element.dataset.key = place.key;
    this.place = null;
    this.isPast = false;
    this.part = "";
  }

  /**
   * @param {import("./placing.js").Place} place
   * @param {Drawing} drawing
   */
  update(place, drawing) {
    const isNew = this.place !== place;
    this.place = place;
    if (place.isMark) this.drawMark(place, drawing, isNew);
    else this.drawBar(place, drawing, isNew);
    const isPast = place.start <= drawing.now;
    if (isNew || isPast !== this.isPast)
      this.element.setAttribute("aria-label", sentence(place, drawing.now));
    this.isPast = isPast;
  }

  drawBar(place, drawing, isNew) {
    const [item] = place.items;
    const { scale, now, measure } = drawing;
    if (isNew)
      this.element.className = `bar is-${item.status} ${colourOf(item)}${item.end === null ? " is-open" : ""}`;
    const left = Math.max(scale.x(item.start), -OUTSIDE);
    const end = item.end ?? (item.status === "state" ? Infinity : Math.max(now, item.start));
    const right = Math.max(Math.min(scale.x(end), scale.width + OUTSIDE), left + 2);
    this.element.style.transform = `translateX(${left.toFixed(1)}px)`;
    this.element.style.width = `${(right - left - (right - left > 4 ? 1 : 0)).toFixed(1)}px`;
    const past = this.drawNow(drawing, left, right);
    const { isPast, offset, text } = labelOf(
      item.name === NODES ? "" : item.name,
      [left, left + past, right],
      scale.width,
      measure,
      place.isMarked ? HALF_MARK : 0,
    );
    if (this.label.textContent !== text) this.label.textContent = text;
    this.label.classList.toggle("is-past", isPast);
    this.label.style.transform = offset ? `translateX(${offset.toFixed(1)}px)` : "";
  }

  /** What is later than now is paler; a bar across now has both colours. */
  drawNow({ scale, now }, left, right) {
    const past = Math.min(Math.max(scale.x(now) - left, 0), right - left);
    const part = past >= right - left - 0.5 ? "past" : past > 0 ? "present" : "coming";
    if (part !== this.part) this.element.dataset.part = this.part = part;
    if (part === "present") this.element.style.setProperty("--past", `${past.toFixed(1)}px`);
    return past;
  }

  drawMark(place, drawing, isNew) {
    const { scale, measure } = drawing;
    const worst = heaviest(place.items);
    const isCounted = place.items.length > (CALLS.has(worst.kind) ? 1 : FEW);
    if (isNew) {
      this.element.className = `mark mark-${worst.kind}`;
      replace(this.element, sign(worst.kind), this.label);
    }
    this.element.style.transform = `translateX(${(scale.x(place.start) - HALF_MARK).toFixed(1)}px)`;
    const room = roomAfter(place, scale, HALF_MARK);
    const count = String(place.items.length);
    const text = isCounted
      ? measure(count) <= room
        ? count
        : ""
      : fitted(worst.name, room, measure);
    if (this.label.textContent !== text) this.label.textContent = text;
    const { call } = drawing.highlighted;
    this.element.classList.toggle(
      "is-highlighted",
      Boolean(call) && place.items.some((one) => one.data.request_id === call),
    );
    this.element.classList.toggle("is-coming", place.start > drawing.now);
  }
}

const CALLS = new Set(["call", "refused", "broken"]);
const BY_WEIGHT = [
  "lost",
  "failed",
  "broken",
  "refused",
  "fault",
  "forced",
  "canceled",
  "gone",
  "action",
  "back",
  "moved",
  "ready",
  "call",
];

/** What one sign for several marks has to show: the worst of them. */
function heaviest(items) {
  const weight = (item) => (BY_WEIGHT.indexOf(item.kind) + BY_WEIGHT.length) % BY_WEIGHT.length;
  return items.reduce((worst, item) => (weight(item) < weight(worst) ? item : worst));
}
