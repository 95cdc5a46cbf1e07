// The grid of lanes: elements for the rows in sight, one of whose parts can be reached with Tab.

import { h } from "../base/dom.js";
import { placeOf, placesOf } from "./placing.js";
import { inOrder, RowView } from "./row_view.js";
import { rowsSeen, scrolledTo } from "./rows.js";

/** The height of a row; `lanes.css` has the same. */
export const ROW = 26;

/** The rows of a chart, and what scrolls them. */
export class RowsView {
  /** @param {() => void} scrolled */
  constructor(scrolled) {
    this.grid = h("div", { class: "rows", role: "treegrid", "aria-label": "Lanes" });
    this.scroller = h("div", { class: "scroller", onscroll: scrolled }, this.grid);
    /** @type {Map<string, RowView>} */
    this.views = new Map();
    /** @type {import("./model.js").Lane[]} */
    this.lanes = [];
    this.wantsFocus = false;
    /** Where it was scrolled to last by this page, rather than by its user. */
    this.scrolledTo = 0;
  }

  /** @param {import("./model.js").Lane[]} lanes */
  list(lanes) {
    this.lanes = lanes;
    this.grid.setAttribute("aria-rowcount", String(lanes.length));
    this.grid.style.height = `${lanes.length * ROW}px`;
  }

  /**
   * Draw the rows in sight, and the one with the focus.
   * @param {import("./item_view.js").Drawing} drawing
   * @param {import("./focus.js").Focus | null} focused
   * @param {{collapsed: Set<string>, selected: string}} chosen
   */
  draw(drawing, focused, { collapsed, selected }) {
    const hadFocus = this.hasFocus;
    const { scrollTop, clientHeight } = this.scroller;
    const { first, last } = rowsSeen(scrollTop, clientHeight, ROW, this.lanes.length);
    const seen = new Set(Array.from({ length: last - first }, (_, index) => first + index));
    const index = this.indexOf(focused?.lane ?? "");
    if (index >= 0) seen.add(index);
    this.drop(new Set([...seen].map((position) => this.lanes[position].id)));
    let previous = null;
    for (const position of [...seen].sort((a, b) => a - b)) {
      const lane = this.lanes[position];
      const isSelected = Boolean(selected) && lane.clusterId === selected;
      const keep = position === index ? (focused?.key ?? "") : "";
      const where = {
        index: position,
        top: position * ROW,
        isCollapsed: collapsed.has(lane.clusterId),
        isSelected,
        keep,
      };
      const view = this.viewOf(lane);
      inOrder(this.grid, view.element, previous);
      previous = view.element;
      view.update(lane, where, drawing);
    }
    // An element that is moved, or removed, has lost it.
    this.wantsFocus ||= hadFocus && !this.hasFocus;
    this.drawFocus(focused);
  }

  get hasFocus() {
    return this.grid.contains(document.activeElement);
  }

  /** @param {string} id of a lane @returns {number} -1 for none */
  indexOf(id) {
    return this.lanes.findIndex((lane) => lane.id === id);
  }

  viewOf(lane) {
    let view = this.views.get(lane.id);
    if (!view) {
      view = new RowView(lane);
      this.views.set(lane.id, view);
    }
    return view;
  }

  /** Remove the rows that are not among those to keep. @param {Set<string>} kept */
  drop(kept) {
    for (const [id, view] of this.views) {
      if (kept.has(id)) continue;
      view.element.remove();
      this.views.delete(id);
    }
  }

  /** Exactly one part of the grid can be reached with Tab. @param {import("./focus.js").Focus | null} focused */
  drawFocus(focused) {
    const before = this.grid.querySelector("[tabindex='0']");
    const part = focused && this.views.get(focused.lane)?.part(focused.key);
    if (before !== part) before?.setAttribute("tabindex", "-1");
    part?.setAttribute("tabindex", "0");
    if (part && this.wantsFocus) part.focus({ preventScroll: true });
    this.wantsFocus = false;
  }

  /** Scroll as little as brings a row into sight. @param {number} index */
  scrollTo(index) {
    const { scrollTop, clientHeight } = this.scroller;
    this.scroller.scrollTop = scrolledTo(index, scrollTop, clientHeight, ROW);
    this.scrolledTo = this.scroller.scrollTop;
  }

  /** @param {import("./item_view.js").Drawing} drawing */
  tick(drawing) {
    for (const view of this.views.values()) view.tick(drawing);
  }

  /**
   * What an element of the grid shows.
   * @param {EventTarget | null} target
   * @param {number} perPixel milliseconds in a pixel
   * @returns {import("./chart.js").Opened | null}
   */
  at(target, perPixel) {
    const element =
      target instanceof Element
        ? /** @type {HTMLElement | null} */ (target.closest("[data-key]"))
        : null;
    const row = /** @type {HTMLElement | null | undefined} */ (element?.closest("[data-lane]"));
    const lane = this.lanes[this.indexOf(row?.dataset.lane ?? "")];
    if (!element || !lane) return null;
    const { key } = element.dataset;
    return {
      lane,
      place: (key && placeOf(placesOf(lane, perPixel), key)) || null,
      element,
      pointer: null,
    };
  }
}
