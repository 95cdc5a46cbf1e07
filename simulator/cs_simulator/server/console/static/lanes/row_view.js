// The element of one lane: its label, and the items that are in the window.

import { h, icon, replace } from "../base/dom.js";
import { ItemView } from "./item_view.js";
import { placeOf, placesBetween, placesOf } from "./placing.js";

/** So many pixels outside the window items are drawn: as wide as the label of a mark that is just outside. */
const ROOM = 160;

/**
 * Put an element after another one, where it is not there: screen readers read in this order. One
 * that is moved loses the focus.
 * @param {HTMLElement} parent
 * @param {HTMLElement} element
 * @param {HTMLElement | null} previous null for the first
 */
export function inOrder(parent, element, previous) {
  if (element.parentElement === parent && element.previousElementSibling === previous) return;
  parent.insertBefore(element, previous ? previous.nextSibling : parent.firstChild);
}

/** A lane on the page. */
export class RowView {
  /** @param {import("./model.js").Lane} lane */
  constructor(lane) {
    this.head = h("div", { class: "head", role: "rowheader", tabindex: "-1" });
    this.head.dataset.key = "";
    this.track = h("div", { class: "track", role: "none" });
    this.element = h("div", { role: "row" }, this.head, this.track);
    this.element.dataset.lane = lane.id;
    /** @type {Map<string, ItemView>} */
    this.items = new Map();
    this.lane = null;
  }

  /**
   * @param {import("./model.js").Lane} lane
   * @param {{index: number, top: number, isCollapsed: boolean, isSelected: boolean, keep: string}} where
   *   `keep` is the key of an item that stays although it is not seen, since it has the focus
   * @param {import("./item_view.js").Drawing} drawing
   */
  update(lane, where, drawing) {
    if (this.lane !== lane || this.isCollapsed !== where.isCollapsed)
      this.drawHead(lane, where.isCollapsed);
    this.lane = lane;
    this.element.style.transform = `translateY(${where.top}px)`;
    if (this.index !== where.index)
      this.element.setAttribute("aria-rowindex", String(where.index + 1));
    this.index = where.index;
    this.element.classList.toggle("is-selected", where.isSelected);
    this.drawItems(lane, where.keep, drawing);
  }

  drawHead(lane, isCollapsed) {
    this.isCollapsed = isCollapsed;
    const canCollapse = lane.kind === "cluster";
    this.element.className = `lane lane-${lane.kind}`;
    this.element.setAttribute("aria-level", String(lane.level));
    if (canCollapse) this.element.setAttribute("aria-expanded", String(!isCollapsed));
    this.head.title = lane.note ? `${lane.label}: ${lane.note}` : lane.label;
    replace(
      this.head,
      canCollapse && icon(isCollapsed ? "right" : "down"),
      h("span", { class: "name" }, lane.label),
      lane.note && h("span", { class: "note" }, lane.note),
    );
  }

  drawItems(lane, keep, drawing) {
    const { scale } = drawing;
    const places = placesOf(lane, scale.perPixel);
    const seen = placesBetween(places, scale.start, scale.end, ROOM * scale.perPixel);
    const kept = keep && placeOf(places, keep);
    if (kept && !seen.includes(kept)) seen.push(kept);
    seen.sort((a, b) => a.start - b.start);
    const gone = new Set(this.items.keys());
    let previous = null;
    for (const place of seen) {
      gone.delete(place.key);
      let view = this.items.get(place.key);
      if (!view) {
        view = new ItemView(place);
        this.items.set(place.key, view);
      }
      inOrder(this.track, view.element, previous);
      previous = view.element;
      view.update(place, drawing);
    }
    for (const key of gone) {
      this.items.get(key)?.element.remove();
      this.items.delete(key);
    }
  }

  /** Draw again what the passing of time changes. @param {import("./item_view.js").Drawing} drawing */
  tick(drawing) {
    for (const view of this.items.values()) {
      if (view.place && view.part !== "past") view.update(view.place, drawing);
    }
  }

  /**
   * The element of an item, or of the label.
   * @param {string} key
   * @returns {HTMLElement}
   */
  part(key) {
    if (!key) return this.head;
    const place =
      this.lane &&
      placeOf(
        [...this.items.values()].map((view) => view.place),
        key,
      );
    return this.items.get(place?.key ?? "")?.element ?? this.head;
  }
}
