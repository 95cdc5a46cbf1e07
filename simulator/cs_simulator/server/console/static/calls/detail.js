// Everything that is known of one call.

import { control } from "../base/control.js";
import { copy } from "../base/copy.js";
import { h, icon, replace } from "../base/dom.js";
import { count, dateAndTime, duration, timeOfDay } from "../base/format.js";
import { openTab, select } from "../base/go.js";
import { store } from "../base/store.js";
import { acting } from "../base/toast.js";
import { answersView } from "./answers.js";
import { curlOf } from "./curl.js";
import { explanationView } from "./explanation.js";
import { bodyView } from "./json.js";

export class Detail {
  /** The call that is shown. @type {any} */
  call = null;
  #requestId = "";
  #reading = new AbortController();

  /** @param {() => void} close */
  constructor(close) {
    this.close = close;
    this.element = h("section", {
      class: "detail",
      tabindex: "-1",
      "aria-label": "The selected call",
      hidden: true,
      onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && close(),
    });
  }

  /**
   * Show a call, once it is read; an empty id shows none.
   * @param {string} requestId
   * @returns {Promise<any>} the call; null if it is not there, or another one was asked for meanwhile
   */
  async show(requestId) {
    if (requestId === this.#requestId) return this.call;
    this.#requestId = requestId;
    this.#reading.abort();
    this.#reading = new AbortController();
    this.element.hidden = !requestId;
    this.call = null;
    if (!requestId) return null;
    this.element.ariaBusy = "true";
    try {
      const explanation = await control.get(
        `calls/${encodeURIComponent(requestId)}/explain`,
        {},
        this.#reading.signal,
      );
      if (requestId !== this.#requestId) return null;
      this.call = explanation.call;
      this.#fill(explanation);
    } catch (problem) {
      if (requestId !== this.#requestId) return null;
      replace(
        this.element,
        this.#head("No such call"),
        h("p", null, problem instanceof Error ? problem.message : String(problem)),
      );
    }
    this.element.ariaBusy = "false";
    return this.call;
  }

  /** @param {any} explanation */
  #fill(explanation) {
    const { call } = explanation;
    replace(
      this.element,
      this.#head(`${call.method} ${call.path}`),
      actions(call),
      facts(call),
      h(
        "h3",
        null,
        "Request body",
        call.unread.length > 0 &&
          h(
            "span",
            { class: "muted" },
            ` ${count(call.unread.length, "field was", "fields were")} not read: ${call.unread.join(", ")}`,
          ),
      ),
      bodyView(call.body, call.unread),
      answersView(call),
      h("h3", null, "Why"),
      explanationView(explanation),
    );
    this.element.scrollTop = 0;
  }

  /** @param {string} title */
  #head(title) {
    const close = h(
      "button",
      {
        type: "button",
        class: "quiet square",
        "aria-label": "Close the call",
        onclick: this.close,
      },
      icon("close"),
    );
    return h("header", null, h("h2", { class: "mono grow" }, title), close);
  }
}

/** @param {any} call */
function actions(call) {
  const showLanes = () => {
    select({ cluster: call.cluster_id ?? "", instant: call.time, call: call.request_id });
    openTab("timeline");
  };
  return h(
    "div",
    { class: "row-of" },
    h(
      "button",
      { type: "button", onclick: acting(() => copyCurl(call)) },
      icon("copy"),
      "Copy as curl",
    ),
    h("button", { type: "button", onclick: showLanes }, icon("lanes"), "Show on the lanes"),
  );
}

/** @param {any} call */
function copyCurl(call) {
  const text = curlOf(call);
  return copy(
    text,
    text.includes("***") ? "The curl command, with *** in place of secrets," : "The curl command",
  );
}

/** @param {any} call */
function facts(call) {
  const { clusters } = store.state;
  const cluster = call.cluster_id && (clusters.get(call.cluster_id)?.name ?? call.cluster_id);
  return h("dl", { class: "facts" }, [
    fact("Operation", call.operation ?? "none"),
    fact("Virtual time", `${dateAndTime(call.time)}${timeOfDay(call.time, true).slice(8)}`),
    fact("Received", `${dateAndTime(call.received)}, took ${duration(call.microseconds / 1000)}`),
    cluster &&
      fact(
        "Cluster",
        h(
          "button",
          {
            type: "button",
            class: "link",
            title: call.cluster_id,
            onclick: () => select({ cluster: call.cluster_id }),
          },
          cluster,
        ),
      ),
    call.task_id && fact("Task", h("code", null, call.task_id)),
    call.region_id && fact("Region", call.region_id),
    call.user_agent && fact("Client", call.user_agent),
    fact("Request id", h("code", null, call.request_id)),
    call.faults.length > 0 && fact("Rules", call.faults.join(", ")),
  ]);
}

/**
 * @param {string} name
 * @param {any} value
 */
function fact(name, value) {
  return h("div", null, h("dt", null, name), h("dd", null, value));
}
