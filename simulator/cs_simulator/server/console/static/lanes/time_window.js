// The part of time that is shown, and what moves it: the user, or the clock.

import { fitting, Scale } from "./scale.js";

/** Where now stands when the window follows it, as a part of the width: more has been than is known to come. */
const NOW_AT = 0.7;
const NOW_MOST = 0.92;
const AHEAD = 0.1;

/** `all`: everything that is known; `follow`: a span that goes along with now; `free`: what the user chose. */
export class TimeWindow {
  /** @param {() => void} changed called after each change */
  constructor(changed) {
    this.changed = changed;
    this.mode = "all";
    this.extent = { began: 0, ended: 60_000 };
    this.now = 0;
    this.scale = new Scale(0, 60_000, 600);
  }

  /** @param {number} width of the tracks in pixels */
  resize(width) {
    if (width < 1 || width === this.scale.width) return;
    this.#set(this.scale.resized(width));
    this.#settle();
  }

  /**
   * Take what is known of time.
   * @param {{began: number, ended: number}} extent the first and the last instant
   * @param {number} now
   */
  know(extent, now) {
    this.extent = extent;
    this.now = now;
    this.#settle();
  }

  /** @param {number} now */
  tick(now) {
    this.now = now;
    if (this.mode === "follow" || (this.mode === "all" && now > this.scale.end)) this.#settle();
  }

  /** Show everything. */
  all() {
    this.mode = "all";
    this.#settle();
  }

  /** Show a span that goes along with now. @param {number} [span] milliseconds */
  follow(span = this.scale.span) {
    this.mode = "follow";
    const start = this.now - span * NOW_AT;
    this.#set(new Scale(start, start + span, this.scale.width));
  }

  /** @param {number} factor above 1 shows less @param {number} [x] what stays where it is */
  zoom(factor, x = this.#middle()) {
    if (this.mode === "all") this.mode = "free";
    this.#set(this.scale.zoomed(factor, x));
  }

  /** @param {number} pixels to the right */
  pan(pixels) {
    this.mode = "free";
    this.#set(this.scale.panned(pixels));
  }

  /** Show an instant, if it is not seen. @param {number} at */
  reveal(at) {
    const scale = this.scale.showing(at);
    if (scale === this.scale) return;
    this.mode = "free";
    this.#set(scale);
  }

  /** Show what lies between two instants. @param {number} start @param {number} end */
  show(start, end) {
    this.mode = "free";
    this.#set(fitting(start, end, this.scale.width));
  }

  /** Zooming without a pointer keeps now where it is if it is seen, else the middle. */
  #middle() {
    const x = this.scale.x(this.now);
    return x > 0 && x < this.scale.width ? x : this.scale.width / 2;
  }

  #settle() {
    if (this.mode === "all") {
      const began = Math.min(this.extent.began, this.now);
      // A clock that runs on past everything gets some room, so that not each of its moves redraws all.
      const ended = Math.max(
        this.extent.ended,
        this.now + (this.now > this.extent.ended ? AHEAD * (this.now - began) : 0),
      );
      this.#set(fitting(began, ended, this.scale.width));
    } else if (this.mode === "follow") {
      const x = this.scale.x(this.now);
      if (x < 0 || x > this.scale.width * NOW_MOST) this.follow();
    }
  }

  #set(scale) {
    const { start, end, width } = this.scale;
    if (scale.start === start && scale.end === end && scale.width === width) return;
    this.scale = scale;
    this.changed();
  }
}
