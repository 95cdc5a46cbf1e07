// One rule in force: what it does and has done, a switch, and what else can be done with it.

import { copy } from "../base/copy.js";
import { h, icon, replace } from "../base/dom.js";
import { duration, millis, timeOfDay } from "../base/format.js";
import { select } from "../base/go.js";
import { openMenu } from "../base/menu.js";
import { store } from "../base/store.js";
import { acting } from "../base/toast.js";
import { inlineText, pairs } from "../scenario/inline_text.js";
import { change, openLifetime, remove, showLastHit } from "./rule_actions.js";
import { writeYaml } from "./yaml.js";

const COUNTED = ["phase", "kind", "matched", "hits", "remaining", "ends"];

/** The card of a rule; it is filled once, and changed with the rule. */
export class RuleCard {
  #rule = /** @type {any} */ (null);
  #text = "";
  /** Whether the rule is to be on, by the switch. */
  #isWanted = false;

  constructor() {
    const turn = acting(() => this.#turn());
    const turned = (/** @type {Event} */ event) => {
      this.#isWanted = this.#switch.checked;
      turn(event);
    };
    this.#switch = /** @type {HTMLInputElement} */ (
      h("input", { type: "checkbox", role: "switch", onchange: turned })
    );
    this.#menu = h(
      "button",
      {
        type: "button",
        class: "quiet square",
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        onclick: () => this.#openMenu(),
      },
      icon("menu"),
    );
    this.element = h(
      "li",
      { class: "card rule", onclick: (/** @type {Event} */ event) => this.#onClick(event) },
      h(
        "div",
        { class: "rule-head" },
        this.#name,
        this.#badges,
        h("span", { class: "grow" }),
        this.#switch,
        this.#menu,
      ),
      this.#does,
      this.#counts,
    );
  }

  #name = h("button", { type: "button", class: "quiet name mono", onclick: () => this.#choose() });
  #badges = h("span", { class: "badges" });
  #does = h("p", { class: "does small" });
  #counts = h("p", { class: "rule-counts small muted" });
  #switch;
  #menu;

  /**
   * @param {any} rule
   * @param {boolean} isSelected
   * @param {number} now
   */
  show(rule, isSelected, now) {
    this.#rule = rule;
    const hasEnded = Boolean(rule.ends) && millis(rule.ends) <= now;
    this.element.setAttribute("aria-current", String(isSelected));
    const ends = rule.ends
      ? hasEnded
        ? "ended"
        : `ends ${timeOfDay(rule.ends)}, in ${duration(millis(rule.ends) - now)}`
      : null;
    const left = rule.remaining === null ? "no limit" : `${rule.remaining} left`;
    replace(
      this.#counts,
      [`matched ${rule.matched}`, `hit ${rule.hits}`, left, ends].filter(Boolean).join(" · "),
    );
    const text = JSON.stringify([withoutCounts(rule), hasEnded]);
    if (this.#text === text) return;
    this.#text = text;
    const { id, enabled } = rule;
    this.element.dataset.rule = id;
    this.element.classList.toggle("off", !enabled || hasEnded);
    replace(this.#name, id);
    replace(
      this.#badges,
      h("span", { class: "badge warn" }, rule.phase),
      !enabled && h("span", { class: "badge" }, "off"),
      hasEnded && h("span", { class: "badge" }, "ended"),
    );
    this.#switch.checked = enabled;
    this.#switch.setAttribute("aria-label", `${id} is on`);
    this.#menu.setAttribute("aria-label", `More of ${id}`);
    replace(
      this.#does,
      h("strong", null, rule.kind),
      detailsOf(rule).map((part) => [" · ", part]),
    );
    this.#does.title = rule.description ?? "";
  }

  /** Have the rule as the switch is, which may be pressed again meanwhile. */
  async #turn() {
    let enabled;
    try {
      do {
        enabled = this.#isWanted;
        await change(this.#rule.id, { enabled });
      } while (enabled !== this.#isWanted);
    } catch (problem) {
      this.#switch.checked = this.#rule.enabled;
      throw problem;
    }
  }

  #choose() {
    const { id } = this.#rule;
    select({ rule: store.state.selected.rule === id ? "" : id });
  }

  /** @param {Event} event */
  #onClick(event) {
    if (event.target instanceof Element && !event.target.closest("button, input")) this.#choose();
  }

  #openMenu() {
    const rule = this.#rule;
    openMenu(
      this.#menu,
      [
        {
          label: "Show its last hit",
          icon: "call",
          disabled: !rule.hits,
          act: () => showLastHit(rule.id),
        },
        { label: "Lifetime…", icon: "clock", act: () => openLifetime(rule) },
        {
          label: "Copy as YAML",
          icon: "copy",
          act: () => copy(writeYaml(withoutCounts(rule)).text, `The rule ${rule.id}`),
        },
        null,
        { label: "Remove", icon: "delete", isDangerous: true, act: () => remove(rule.id) },
      ],
      `More of ${rule.id}`,
    );
  }
}

/** @param {any} rule @returns {any} the rule as it was written */
function withoutCounts({ enabled, ...rule }) {
  const written = Object.entries(rule).filter(([key]) => !COUNTED.includes(key));
  return { ...Object.fromEntries(written), ...(enabled ? {} : { enabled }) };
}

/** What a rule does, to what, and how often: each as a short text. @param {any} rule */
function detailsOf({ kind, then, when, fire, select: selected }) {
  const given = typeof then === "object" && then ? then[kind] : null;
  const parameters =
    given && typeof given === "object"
      ? pairs(given)
      : given === null || given === undefined
        ? ""
        : inlineText(given);
  const parts = [
    parameters,
    when && Object.keys(when).length && `when ${pairs(when)}`,
    fire && Object.keys(fire).length && pairs(fire),
  ];
  if (selected !== undefined && selected !== "all") parts.push(`nodes ${inlineText(selected)}`);
  return parts.filter(Boolean);
}
