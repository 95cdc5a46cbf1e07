// The calls as they come: a long list, filters above it, and beside it the call that is selected.

import { h, icon, replace } from "../base/dom.js";
import { count } from "../base/format.js";
import { select } from "../base/go.js";
import { onceReleased } from "../base/press.js";
import { store } from "../base/store.js";
import { View } from "../base/view.js";
import { VirtualList } from "../base/virtual_list.js";
import { Detail } from "./detail.js";
import { Filters } from "./filters.js";
import { Journal } from "./journal.js";
import { cells, heading, spoken } from "./row.js";

const ROW_HEIGHT = 26; // pixels
const STACKED = 700; // pixels of width, up to which a call is shown in place of the list
const REST = 120; // milliseconds on a row before its call is shown

class Calls extends View {
  static watches = ["journal", "tenant", "selected", "clusters", "rules"];

  #epoch = -1;
  #timer = 0;

  build() {
    this.journal = new Journal((what) => onceReleased(this, () => this.onRead(what)));
    this.filters = new Filters(() => this.choose());
    this.list = new VirtualList({
      label: "Calls, oldest first",
      height: ROW_HEIGHT,
      render: (index) => cells(this.journal.at(index)),
      decorate: (row, index) => this.decorate(row, index),
      focused: (index) => this.selectSoon(index),
      choose: (index) => this.open(index),
    });
    this.detail = new Detail(() => this.close());
    this.total = h("span", { class: "total muted", role: "status" });
    this.empty = h("p", { class: "empty muted", hidden: true });
    this.latest = h(
      "button",
      { type: "button", class: "latest", hidden: true, onclick: () => this.toEnd() },
      icon("down"),
      "Latest",
    );
    this.list.element.addEventListener("scroll", () => this.showLatest(), { passive: true });
    replace(
      this,
      h(
        "div",
        { class: "panel-head" },
        h("h2", null, "Calls "),
        this.total,
        h("span", { class: "grow" }),
        this.filters.element,
      ),
      h(
        "div",
        { class: "panes" },
        h("div", { class: "list" }, heading(), this.list.element, this.empty, this.latest),
        this.detail.element,
      ),
    );
  }

  update(state, changed) {
    if (changed.has("clusters")) this.filters.showClusters(state.clusters);
    if (changed.has("rules")) this.filters.showRules(state.rules);
    const { epoch, total } = state.journal;
    // Not before the state is read: the same would be read twice, and the second time take away
    // the row that was reached meanwhile.
    const isBeginning = state.connection === "starting" && !state.described;
    if (!isBeginning && (changed.has("journal") || changed.has("tenant"))) {
      if (this.#epoch !== epoch) this.choose();
      else if (total) this.journal.follow();
      this.#epoch = epoch;
    }
    if (changed.has("selected")) this.showSelected(state.selected.call);
  }

  choose() {
    this.list.select(-1);
    this.journal.choose(this.filters.query);
  }

  /** @param {"all" | "more" | "page"} what was read */
  onRead(what) {
    const { total, problem } = this.journal;
    this.list.show(total, { keepEnd: what === "more" });
    if (what === "all") {
      this.list.select(-1);
      this.toEnd();
      this.find();
    }
    const all = Math.max(store.state.journal.total, total);
    const some = this.filters.isUsed ? `${total.toLocaleString("en")} of ` : "";
    replace(this.total, `${some}${count(some ? all : total, "call")}`);
    this.empty.hidden = total > 0;
    replace(
      this.empty,
      problem ||
        (this.filters.isUsed
          ? "No call is chosen by these filters."
          : "No calls yet. They are listed here as they come."),
    );
    this.showLatest();
  }

  /**
   * @param {HTMLElement} row
   * @param {number} index
   */
  decorate(row, index) {
    const head = this.journal.at(index);
    row.classList.add("columns");
    row.classList.toggle("faulted", Boolean(head?.faults.length));
    if (head) row.ariaLabel = spoken(head);
  }

  /** The row is the current one: its call is shown unless the next one is reached soon. */
  selectSoon(index) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.selectAt(index), REST);
  }

  /** @param {number} index */
  async selectAt(index) {
    clearTimeout(this.#timer);
    const head = await this.journal.whenAt(index);
    if (head && this.list.current === index) select({ call: head.request_id });
  }

  /** Show the call of a row, and go there with the keyboard. */
  async open(index) {
    await this.selectAt(index);
    if (this.clientWidth <= STACKED) requestAnimationFrame(() => this.detail.element.focus());
  }

  close() {
    select({ call: "" });
    this.list.element.focus();
  }

  /** @param {string} requestId */
  async showSelected(requestId) {
    this.toggleAttribute("data-open", Boolean(requestId));
    await this.detail.show(requestId);
    this.find();
  }

  /** Make the row of the call that is shown the current one, wherever that was selected. */
  async find() {
    const { call } = this.detail;
    if (!call || !this.journal.isReady) return;
    const current = this.list.current < 0 ? null : this.journal.at(this.list.current);
    if (current?.request_id === call.request_id) return;
    const position = await this.journal.positionOf(call.number).catch(() => -1);
    if (this.detail.call === call) this.list.select(position);
  }

  toEnd() {
    this.list.element.scrollTop = this.list.element.scrollHeight;
  }

  showLatest() {
    this.latest.hidden = this.list.isAtEnd || !this.journal.total;
  }
}

customElements.define("cs-calls", Calls);
