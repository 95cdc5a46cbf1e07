// A list of very many rows of equal height, of which only those in sight are elements.

import { h } from "./dom.js";

const BEYOND = 8; // rows above and below what is in sight

/**
 * @typedef {object} ListOptions
 * @property {string} label what screen readers say of the list
 * @property {number} height of a row, in pixels
 * @property {(index: number) => any[]} render the content of a row
 * @property {(row: HTMLElement, index: number) => void} [decorate] sets classes and attributes
 * @property {(index: number) => void} [choose] a row was clicked, or Enter was pressed on it
 * @property {(index: number) => void} [focused] the keyboard or a click moved to a row
 */

/** A list box; `element` goes into the page, and scrolls. */
export class VirtualList {
  #options;
  #total = 0;
  #current = -1;
  #space = h("div", { class: "space", role: "presentation" });
  /** @type {Map<number, HTMLElement>} */
  #rows = new Map();
  #frame = 0;
  #id = `list-${Math.random().toString(36).slice(2, 8)}`;

  /** @param {ListOptions} options */
  constructor(options) {
    this.#options = options;
    this.element = h(
      "div",
      {
        class: "virtual-list",
        role: "listbox",
        tabindex: "0",
        "aria-label": options.label,
        onscroll: () => this.#schedule(),
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.#onKey(event),
        onclick: (/** @type {MouseEvent} */ event) => this.#onClick(event),
      },
      this.#space,
    );
    new ResizeObserver(() => this.#schedule()).observe(this.element);
  }

  get current() {
    return this.#current;
  }

  /** Whether the last row is in sight: what comes next should stay in sight. */
  get isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < this.#options.height;
  }

  /**
   * Show so many rows, all of them anew.
   * @param {number} total
   * @param {{keepEnd?: boolean}} [options] keepEnd: stay at the end if it is in sight
   */
  show(total, { keepEnd = false } = {}) {
    const stay = keepEnd && this.isAtEnd;
    this.#total = total;
    if (this.#current >= total) this.#current = -1;
    this.#space.style.height = `${total * this.#options.height}px`;
    for (const row of this.#rows.values()) row.remove();
    this.#rows.clear();
    if (stay) this.element.scrollTop = this.element.scrollHeight;
    this.#schedule();
  }

  /**
   * Make a row the current one, and scroll to it.
   * @param {number} index -1 for none
   * @param {{scroll?: boolean}} [options]
   */
  select(index, { scroll = true } = {}) {
    const before = this.#rows.get(this.#current);
    this.#current = index;
    if (before) before.setAttribute("aria-selected", "false");
    if (index >= 0 && scroll) this.#reveal(index);
    this.#draw();
  }

  /** @param {number} index */
  #reveal(index) {
    const { height } = this.#options;
    const list = this.element;
    if (index * height < list.scrollTop) list.scrollTop = index * height;
    const below = (index + 1) * height - list.clientHeight;
    if (below > list.scrollTop) list.scrollTop = below;
  }

  #schedule() {
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { height } = this.#options;
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / height) - BEYOND);
    const last = Math.min(this.#total, Math.ceil((scrollTop + clientHeight) / height) + BEYOND);
    for (const [index, row] of this.#rows) {
      if (index >= first && index < last) continue;
      row.remove();
      this.#rows.delete(index);
    }
    for (let index = first; index < last; index += 1) {
      if (!this.#rows.has(index)) this.#make(index);
    }
    const current = this.#rows.get(this.#current);
    current?.setAttribute("aria-selected", "true");
    if (current) this.element.setAttribute("aria-activedescendant", current.id);
    else this.element.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  #make(index) {
    const { height, render, decorate } = this.#options;
    const row = h(
      "div",
      {
        class: "row",
        role: "option",
        id: `${this.#id}-${index}`,
        "data-index": index,
        "aria-selected": "false",
        "aria-posinset": index + 1,
        "aria-setsize": this.#total,
        style: { top: `${index * height}px`, height: `${height}px` },
      },
      render(index),
    );
    decorate?.(row, index);
    this.#rows.set(index, row);
    const after = [...this.#space.children].find(
      (other) => Number(/** @type {HTMLElement} */ (other).dataset.index) > index,
    );
    this.#space.insertBefore(row, after ?? null);
  }

  /** @param {number} index */
  #move(index) {
    if (!this.#total) return;
    this.select(Math.max(0, Math.min(index, this.#total - 1)));
    this.#options.focused?.(this.#current);
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const row = event.target instanceof Element ? event.target.closest(".row") : null;
    if (!(row instanceof HTMLElement)) return;
    this.#move(Number(row.dataset.index));
    this.#options.choose?.(this.#current);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.target !== this.element) return;
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#options.height) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (step)
      this.#move(this.#current < 0 ? (step > 0 ? 0 : this.#total - 1) : this.#current + step);
    else if (event.key === "Home") this.#move(0);
    else if (event.key === "End") this.#move(this.#total - 1);
    else if ((event.key === "Enter" || event.key === " ") && this.#current >= 0)
      this.#options.choose?.(this.#current);
    else return;
    event.preventDefault();
  }
}
