// "Seeds 1 to 50: 47 pass": the script is run with each of them, and each outcome is shown at once.

import { answerOf } from "../base/control.js";
import { h, icon, replace } from "../base/dom.js";
import { acting } from "../base/toast.js";
import { post } from "./checking.js";
import { jsonLines } from "./json_lines.js";

const MOST_SEEDS = 1000;
const MOST_SHOWN = 60; // seeds that failed

/** Runs many seeds. */
export class Sweep {
  #abort = new AbortController();
  isRunning = false;

  /** @param {{text: () => string, choose: (seed: number) => void}} options */
  constructor({ text, choose }) {
    this.text = text;
    this.choose = choose;
    this.first = seedInput("First seed", 1);
    this.last = seedInput("Last seed", 50);
    this.button = h("button", {
      type: "button",
      onclick: acting(() => (this.isRunning ? this.stop() : this.start())),
    });
    this.said = h("span", { class: "said", role: "status" });
    this.bar = h("progress", {
      "aria-label": "Seeds that were run",
      max: 1,
      value: 0,
      hidden: true,
    });
    this.failed = h("ul", { class: "failed", "aria-label": "Seeds with which it fails" });
    const seeds = h("span", { class: "from-to" }, "Seeds", this.first, "to", this.last);
    this.element = h(
      "section",
      { class: "sweep", "aria-label": "Many seeds" },
      h("div", { class: "row-of" }, seeds, this.button, this.bar, this.said),
      this.failed,
    );
    this.#label();
  }

  /** Forget what was found: the text is another one now. */
  clear() {
    this.stop();
    replace(this.said);
    replace(this.failed);
  }

  stop() {
    this.#abort.abort();
    this.isRunning = false;
    this.bar.hidden = true;
    this.#label();
  }

  async start() {
    const [first, last] = [this.first, this.last].map(seedIn);
    if (
      !(Number.isInteger(first) && Number.isInteger(last)) ||
      last < first ||
      last - first >= MOST_SEEDS
    ) {
      throw new Error(`Give at least one seed, and at most ${MOST_SEEDS.toLocaleString("en")}.`);
    }
    this.clear();
    this.isRunning = true;
    this.#label();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.run(first, last, signal).finally(() => !signal.aborted && this.stop());
  }

  /** @param {number} first @param {number} last @param {AbortSignal} signal */
  async run(first, last, signal) {
    const total = last - first + 1;
    const counts = { ran: 0, passed: 0 };
    this.bar.hidden = false;
    this.bar.setAttribute("max", String(total));
    try {
      const response = await post("scenario/sweep", { text: this.text(), first, last }, signal);
      if (!response.ok) await answerOf(response);
      for await (const outcome of jsonLines(response)) {
        if (outcome.error) throw new Error(outcome.error.message);
        counts.ran += 1;
        counts.passed += Number(outcome.passed);
        if (!outcome.passed) this.#add(outcome, counts.ran - counts.passed);
        this.bar.setAttribute("value", String(counts.ran));
        replace(this.said, `${counts.passed} of ${counts.ran} pass`);
      }
      replace(
        this.said,
        `Seeds ${first} to ${last}: `,
        h("strong", { class: counts.passed === total ? "good" : "bad" }, `${counts.passed} pass`),
        counts.passed < total && ", these do not:",
      );
    } catch (problem) {
      if (!signal.aborted)
        replace(this.said, h("span", { class: "problem" }, /** @type {Error} */ (problem).message));
    }
  }

  #add({ seed, failures }, number) {
    if (number > MOST_SHOWN) {
      if (number === MOST_SHOWN + 1) this.failed.append(h("li", { class: "muted" }));
      this.failed.lastElementChild.textContent = `and ${number - MOST_SHOWN} more`;
      return;
    }
    const reason = failures[0] ?? "";
    const attributes = { type: "button", title: reason, "aria-label": `Seed ${seed}: ${reason}` };
    const button = h("button", { ...attributes, onclick: () => this.choose(seed) }, seed);
    this.failed.append(h("li", null, button));
  }

  #label() {
    replace(this.button, this.isRunning ? [icon("close"), "Stop"] : [icon("play"), "Run them"]);
  }
}

/** @param {HTMLInputElement} input @returns {number} */
function seedIn(input) {
  if (input.value !== "") return Number(input.value);
  input.focus();
  throw new Error(`Give the ${input.ariaLabel?.toLowerCase()}.`);
}

/** @param {string} label @param {number} value */
function seedInput(label, value) {
  return /** @type {HTMLInputElement} */ (
    h("input", {
      type: "number",
      class: "seed",
      "aria-label": label,
      value,
      step: 1,
      required: true,
    })
  );
}
