// The clusters of the tenant, as cards; the one that is selected shows its node pools, too.

import { h, icon, replace, set } from "../base/dom.js";
import { count } from "../base/format.js";
import { acting } from "../base/toast.js";
import { View } from "../base/view.js";
import { cardOf, signature } from "./card.js";
import { openCreation } from "./create.js";

const MANY = 8; // from so many clusters on they can be filtered

class Clusters extends View {
  static watches = ["clusters", "selected", "connection"];

  /** Cards and what they show, by the id of the cluster. @type {Map<string, {element: HTMLElement, shows: string}>} */
  #cards = new Map();
  #shown = "";
  /** The id of the cluster whose controls the tabulator leads to. */
  #current = "";

  build() {
    this.total = h("span", { class: "muted" });
    this.filter = /** @type {HTMLInputElement} */ (
      h("input", {
        type: "search",
        placeholder: "Name, id or state",
        "aria-label": "Show only clusters with",
        hidden: true,
        oninput: () => this.refresh("clusters"),
      })
    );
    this.empty = h("p", { class: "muted" });
    this.list = h("ul", {
      class: "cards",
      "aria-label": "Clusters",
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#onKey(event),
      onfocusin: (/** @type {FocusEvent} */ event) => this.#onFocus(event),
    });
    const create = h(
      "button",
      { type: "button", class: "primary", onclick: acting(openCreation) },
      icon("add"),
      "Create",
    );
    replace(
      this,
      h("div", { class: "panel-head" }, h("h2", null, "Clusters ", this.total), create),
      this.filter,
      this.empty,
      this.list,
    );
  }

  /** @param {import("../base/store.js").State} state */
  update(state) {
    const all = [...state.clusters.values()];
    this.filter.hidden = all.length < MANY;
    const wanted = this.filter.hidden ? "" : this.filter.value.trim().toLowerCase();
    const shown = wanted
      ? all.filter((cluster) =>
          [cluster.name, cluster.cluster_id, cluster.state].some((text) =>
            text.toLowerCase().includes(wanted),
          ),
        )
      : all;
    replace(
      this.total,
      all.length ? (wanted ? `${shown.length} of ${all.length}` : String(all.length)) : "",
    );
    this.empty.hidden = shown.length > 0 || state.connection === "starting";
    replace(
      this.empty,
      wanted
        ? `None of ${count(all.length, "cluster")}.`
        : "None yet. Create one here, or let your program do it.",
    );
    this.#draw(shown, state.selected.cluster);
  }

  /**
   * @param {any[]} clusters
   * @param {string} selected
   */
  #draw(clusters, selected) {
    const ids = new Set(clusters.map((cluster) => cluster.cluster_id));
    for (const [id, card] of this.#cards) {
      if (ids.has(id)) continue;
      card.element.remove();
      this.#cards.delete(id);
    }
    clusters.forEach((cluster, index) =>
      this.#place(cluster, cluster.cluster_id === selected, index),
    );
    if (!ids.has(this.#current))
      this.#enter(ids.has(selected) ? selected : (clusters[0]?.cluster_id ?? ""));
    if (selected !== this.#shown) {
      this.#shown = selected;
      this.#cards.get(selected)?.element.scrollIntoView({ block: "nearest" });
    }
  }

  /**
   * Draw a card if what it shows has changed, and have it stand at its place.
   * @param {any} cluster
   * @param {boolean} isSelected
   * @param {number} index
   */
  #place(cluster, isSelected, index) {
    const id = cluster.cluster_id;
    const card = this.#cards.get(id) ?? {
      element: h("li", { class: "card", "data-cluster": id }),
      shows: "",
    };
    this.#cards.set(id, card);
    const shows = signature(cluster, isSelected);
    if (card.shows !== shows) {
      card.shows = shows;
      const focused = focusedIn(card.element);
      set(card.element, { "aria-current": String(isSelected) });
      replace(card.element, cardOf(cluster, isSelected));
      this.#rove(card.element);
      if (focused >= 0) controlsOf(card.element)[focused]?.focus();
    }
    if (this.list.children[index] !== card.element)
      this.list.insertBefore(card.element, this.list.children[index] ?? null);
  }

  /**
   * Let the tabulator lead to the controls of one card only: arrow keys go to the others.
   * @param {string} id
   */
  #enter(id) {
    const before = this.#cards.get(this.#current)?.element;
    const now = this.#cards.get(id)?.element;
    this.#current = id;
    for (const card of [before, now]) if (card) this.#rove(card);
  }

  /** @param {HTMLElement} card */
  #rove(card) {
    const index = card.dataset.cluster === this.#current ? 0 : -1;
    for (const control of controlsOf(card)) control.tabIndex = index;
  }

  /** @param {FocusEvent} event */
  #onFocus(event) {
    const card = /** @type {HTMLElement} */ (event.target).closest(".card");
    if (card instanceof HTMLElement) this.#enter(card.dataset.cluster ?? "");
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (!(event.target instanceof HTMLElement) || !event.target.matches("[data-main]")) return;
    const names = /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("[data-main]")]);
    const at = names.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: names.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    names[to]?.focus();
  }
}

/** @param {Element} element @returns {HTMLElement[]} */
const controlsOf = (element) => [...element.querySelectorAll("button")];

/** @param {Element} element */
const focusedIn = (element) =>
  controlsOf(element).indexOf(/** @type {any} */ (document.activeElement));

customElements.define("cs-clusters", Clusters);
