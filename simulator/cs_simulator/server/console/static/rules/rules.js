// The rules in force, in the order in which they are tried: the first one that acts wins.

import { h, icon, replace } from "../base/dom.js";
import { openMenu } from "../base/menu.js";
import { View } from "../base/view.js";
import { nowAt, speed } from "../clock/now.js";
import { openYaml, startForm } from "./add_dialogs.js";
import { RuleCard } from "./rule_card.js";

const TICK = 1000; // milliseconds between two looks at what has ended, while time runs by itself

class Rules extends View {
  static watches = ["rules", "selected", "clock"];

  /** @type {Map<string, RuleCard>} */
  #cards = new Map();
  #shown = "";
  #timer = 0;

  build() {
    this.list = h("ol", { class: "rules stack", "aria-label": "Rules" });
    this.none = h("p", { class: "muted" }, "No rule is in force.");
    const add = h(
      "button",
      {
        type: "button",
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        onclick: () => this.#openAdd(add),
      },
      "Add",
      icon("down"),
    );
    replace(
      this,
      h("div", { class: "panel-head" }, h("h2", null, "Rules"), add),
      this.none,
      this.list,
    );
  }

  /** @param {import("../base/store.js").State} state */
  update({ rules, selected }) {
    const now = nowAt();
    for (const rule of rules) {
      const card = this.#cards.get(rule.id) ?? new RuleCard();
      this.#cards.set(rule.id, card);
      card.show(rule, rule.id === selected.rule, now);
    }
    this.#order(rules.map(({ id }) => id));
    this.none.hidden = rules.length > 0;
    if (selected.rule !== this.#shown) {
      this.#shown = selected.rule;
      this.#cards.get(selected.rule)?.element.scrollIntoView({ block: "nearest" });
    }
    clearTimeout(this.#timer);
    const willEnd = rules.some(({ ends }) => ends);
    if (willEnd && speed() > 0) this.#timer = window.setTimeout(() => this.refresh("clock"), TICK);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** Put the cards in order; one that is in its place keeps the focus. @param {string[]} ids */
  #order(ids) {
    for (const [id, card] of this.#cards) {
      if (ids.includes(id)) continue;
      card.element.remove();
      this.#cards.delete(id);
    }
    ids.forEach((id, index) => {
      const element = /** @type {RuleCard} */ (this.#cards.get(id)).element;
      if (this.list.children[index] !== element)
        this.list.insertBefore(element, this.list.children[index] ?? null);
    });
  }

  /** @param {HTMLElement} add */
  #openAdd(add) {
    openMenu(
      add,
      [
        { label: "By a form…", icon: "rule", act: startForm },
        { label: "As YAML…", icon: "edit", act: () => openYaml() },
      ],
      "Add a rule",
    );
  }
}

customElements.define("cs-rules", Rules);
