// The clock: what time it is, what moves it, what is due next, and the controls that move it.

import { h, icon, replace } from "../base/dom.js";
import { openDialog } from "../base/dialog.js";
import { dateAndTime, duration, instant, millis, timeOfDay } from "../base/format.js";
import { select } from "../base/go.js";
import { acting } from "../base/toast.js";
import { View } from "../base/view.js";
import { advance, pause, play, toNext } from "./moves.js";
import { nowAt, speed } from "./now.js";
import { modeText, openModes } from "./settings.js";

class Clock extends View {
  static watches = ["clock", "clusters"];

  #frame = 0;

  build() {
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
    if (!clock) return;
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
    if (this.now.textContent !== text) {
      replace(this.now, text);
      this.now.title = `${dateAndTime(at)} UTC, virtual time`;
      this.now.setAttribute("datetime", instant(at));
    }
    if (speed()) this.#frame = requestAnimationFrame(() => this.#tick());
  }
}

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
  const at = ` at ${timeOfDay(due.at)}`;
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
  return ["next: ", link, at, left];
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
