// The clock: what time it is, what moves it, what is due next, and the controls that move it.

import { h, icon, replace } from "../base/dom.js";
import { openDialog } from "../base/dialog.js";
import { dateAndTime, duration, instant, millis, timeOfDay } from "../base/format.js";
import { select } from "../base/go.js";
import { refresh, refreshCluster } from "../base/sync.js";
import { store } from "../base/store.js";
import { acting } from "../base/toast.js";
import { View } from "../base/view.js";
import { advance, pause, play, toNext } from "./moves.js";
import { nowAt, speed } from "./now.js";
import { modeText, openModes } from "./settings.js";

const LATE = 400; // milliseconds after which what was due should be done, and known to be
const ASK_AGAIN = 1_000;

class Clock extends View {
  static watches = ["clock", "clusters"];

  #frame = 0;
  #asked = 0;

  build() {
    this.date = h("span", { class: "date muted" });
    this.now = h("time", { class: "now" });
    this.mode = h("span");
    this.due = h("span", { class: "due cut" });
    this.play = button(
      "play",
      "Play",
      acting(() => (speed() ? pause() : play())),
    );
    this.step = button("next", "Step", acting(toNext), "primary");
    replace(
      this,
      this.date,
      this.now,
      h(
        "button",
        {
          type: "button",
          class: "mode quiet",
          title: "What moves time",
          "aria-haspopup": "menu",
          "aria-expanded": "false",
          onclick: openModes,
        },
        this.mode,
        icon("down"),
      ),
      h(
        "div",
        { class: "moves", role: "group", "aria-label": "Move time" },
        this.play,
        this.step,
        button(
          "",
          "+1m",
          acting(() => advance({ by: "1m" })),
          "",
          "One minute on",
        ),
        button(
          "",
          "+10m",
          acting(() => advance({ by: "10m" })),
          "",
          "Ten minutes on",
        ),
        button(
          "skip",
          "Until idle",
          acting(() => advance({ until: "idle" })),
          "",
          "Until nothing is in progress or planned",
        ),
        button("clock", "To…", openInstant, "", "To an instant"),
      ),
      this.due,
    );
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
  }

  /** @param {import("../base/store.js").State} state */
  update({ clock, clusters }) {
    if (!clock) {
      cancelAnimationFrame(this.#frame);
      for (const part of [this.mode, this.due, this.date]) replace(part);
      replace(this.now);
      this.now.title = "";
      return;
    }
    replace(this.mode, modeText(clock));
    const isRunning = speed() > 0;
    const label = isRunning ? "Pause" : "Play";
    if (this.play.dataset.label !== label) {
      this.play.dataset.label = label;
      replace(this.play, icon(isRunning ? "pause" : "play"), label);
    }
    this.step.disabled = !clock.next;
    replace(this.due, dueText(clock, clusters));
    this.#tick();
  }

  #tick() {
    cancelAnimationFrame(this.#frame);
    const at = nowAt();
    const text = timeOfDay(at);
    if (this.now.title !== titleOf(at)) {
      replace(this.now, text);
      this.now.title = titleOf(at);
      this.now.setAttribute("datetime", instant(at));
      const date = dateAndTime(at).slice(0, 10);
      const isToday = date === dateAndTime(Date.now()).slice(0, 10);
      if (this.date.textContent !== (isToday ? "" : date)) replace(this.date, isToday ? "" : date);
    }
    this.#followDue(at);
    if (speed()) this.#frame = requestAnimationFrame(() => this.#tick());
  }
  /**
   * Once what is due next should be done, ask whether it is: the events may be held up.
   * @param {number} at
   */
  #followDue(at) {
    const { clock } = store.state;
    if (!clock.due || clock.stopped || !speed()) return;
    const late = (at - millis(clock.due.at)) / speed();
    if (late < 0) return;
    const when = this.due.querySelector(".when");
    if (when && when.textContent !== " now") replace(when, " now");
    if (late < LATE || performance.now() - this.#asked < ASK_AGAIN) return;
    this.#asked = performance.now();
    refresh("clock");
    refreshCluster(clock.due.cluster_id);
  }
}

/** @param {number} at */
const titleOf = (at) => `${dateAndTime(at)} UTC, virtual time`;

/**
 * @param {string} picture the name of an icon
 * @param {string} label
 * @param {(event: Event) => any} act
 * @param {string} [kind]
 * @param {string} [title]
 */
function button(picture, label, act, kind = "", title = "") {
  return /** @type {HTMLButtonElement} */ (
    h(
      "button",
      { type: "button", class: kind, title: title || null, onclick: act },
      picture && icon(picture),
      label,
    )
  );
}

/**
 * @param {any} clock
 * @param {Map<string, any>} clusters
 */
function dueText(clock, clusters) {
  const { due } = clock;
  if (!due) return "nothing is due";
  const at = h("span", { class: "when" }, ` at ${timeOfDay(due.at)}`);
  const left =
    clock.mode === "frozen" || clock.mode === "polling"
      ? `, in ${duration(millis(due.at) - millis(clock.now))}`
      : "";
  if (due.action) return ["next: ", h("b", null, `${due.action} (planned)`), at, left];
  const cluster = clusters.get(due.cluster_id);
  const node = cluster?.nodes.find((/** @type {any} */ one) => one.instance_id === due.instance_id);
  const subject = node ? `, node ${node.number}` : "";
  const show = (/** @type {Event} */ event) => {
    event.preventDefault();
    select({ cluster: due.cluster_id });
  };
  const link = h(
    "a",
    { href: location.hash || "#", onclick: show },
    `${due.stage}${subject} of ${cluster?.name ?? due.cluster_id}`,
  );
  return ["next: ", link, " ends", at, left];
}

function openInstant() {
  const input = /** @type {HTMLInputElement} */ (
    h("input", { type: "text", value: instant(nowAt()), spellcheck: "false" })
  );
  openDialog({
    title: "To an instant",
    content: [
      h(
        "label",
        { class: "field" },
        "Virtual time, in UTC",
        input,
        h(
          "span",
          { class: "muted" },
          "Time moves forward only. In the lanes, a click on the axis does the same.",
        ),
      ),
    ],
    action: "Go there",
    submit: () => advance({ to: input.value.trim() }),
  });
}

customElements.define("cs-clock", Clock);
