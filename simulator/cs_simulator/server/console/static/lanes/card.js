// What is beside the pointer, or beside what has the focus: a bar's or a mark's stage, start, end, draw.

import { h, replace } from "../base/dom.js";
import { describe } from "./describe.js";

/** The card. It is hidden from screen readers, which say the same from the element's label. */
export class Card {
  constructor() {
    this.element = h("div", { class: "lane-card", "aria-hidden": "true", hidden: true });
  }

  /**
   * Show what is known of a place, below its element or above it.
   * @param {import("./placing.js").Place} place
   * @param {Element} element
   * @param {number} x of the pointer in the window, or of the element's middle
   * @param {number} now
   */
  show(place, element, x, now) {
    const { title, lines } = describe(place, now);
    replace(
      this.element,
      h("strong", null, title),
      lines.map((line) => h("span", null, line)),
    );
    this.element.hidden = false;
    const box = element.getBoundingClientRect();
    const { width, height } = this.element.getBoundingClientRect();
    const below = box.bottom + 6;
    const top = below + height > innerHeight - 4 ? box.top - height - 6 : below;
    this.element.style.left = `${Math.max(4, Math.min(x - width / 2, innerWidth - width - 4))}px`;
    this.element.style.top = `${Math.max(4, top)}px`;
  }

  hide() {
    this.element.hidden = true;
  }
}
