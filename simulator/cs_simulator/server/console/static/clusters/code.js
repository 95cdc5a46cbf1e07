// A call beside its form: as curl, as Python, and its body as JSON, which can be edited there.

import { asCurl } from "../base/as_curl.js";
import { asPython } from "../base/as_python.js";
import { copyButton } from "../base/copy.js";
import { h, replace, set } from "../base/dom.js";

const KINDS = /** @type {const} */ ({ curl: "curl", python: "Python", json: "Body" });

/** The texts of a call; `element` goes beside the form. */
export class Code {
  /** @type {keyof typeof KINDS} */
  #kind = "curl";
  /** @type {import("../base/as_curl.js").CallText} */
  #call = { method: "GET", path: "/" };
  #isSwarm = false;

  /** @param {(body: any) => void} [edited] called with a body that was written as JSON */
  constructor(edited) {
    const names = /** @type {(keyof typeof KINDS)[]} */ (Object.keys(KINDS)).filter(
      (name) => name !== "json" || edited,
    );
    this.tabs = h(
      "div",
      {
        class: "tabs",
        role: "tablist",
        "aria-label": "The call as",
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.#onKey(event, names),
      },
      names.map((name) =>
        h(
          "button",
          { type: "button", role: "tab", "data-kind": name, onclick: () => this.#choose(name) },
          KINDS[name],
        ),
      ),
    );
    this.text = h("pre", {
      class: "text",
      tabindex: "0",
      role: "tabpanel",
      "aria-label": "The call",
    });
    this.problem = h("p", { class: "problem small", role: "alert", hidden: true });
    this.editor = /** @type {HTMLTextAreaElement} */ (
      h("textarea", {
        class: "mono",
        spellcheck: "false",
        "aria-label": "The body as JSON",
        hidden: true,
        oninput: () => this.#edit(edited),
      })
    );
    const copy = copyButton("Copy", () => this.#shown(), "The call");
    this.element = h(
      "div",
      { class: "code" },
      h("div", { class: "row-of" }, this.tabs, h("span", { class: "grow" }), copy),
      this.text,
      this.editor,
      this.problem,
    );
    this.#choose("curl");
  }

  /**
   * @param {import("../base/as_curl.js").CallText} call
   * @param {boolean} isSwarm
   */
  show(call, isSwarm) {
    this.#call = call;
    this.#isSwarm = isSwarm;
    this.#draw();
  }

  /** @param {keyof typeof KINDS} kind */
  #choose(kind) {
    this.#kind = kind;
    for (const tab of /** @type {Iterable<HTMLElement>} */ (this.tabs.children)) {
      const isChosen = tab.dataset.kind === kind;
      set(tab, { "aria-selected": String(isChosen), tabindex: isChosen ? "0" : "-1" });
    }
    this.#draw();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {(keyof typeof KINDS)[]} names
   */
  #onKey(event, names) {
    const step = { ArrowRight: 1, ArrowLeft: names.length - 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.#choose(names[(names.indexOf(this.#kind) + step) % names.length]);
    /** @type {HTMLElement} */ (this.tabs.querySelector("[aria-selected='true']")).focus();
  }

  #shown() {
    if (this.#kind === "json") return this.editor.value;
    return this.#kind === "curl" ? asCurl(this.#call) : asPython(this.#call, this.#isSwarm);
  }

  #draw() {
    const isJson = this.#kind === "json";
    this.editor.hidden = !isJson;
    this.text.hidden = isJson;
    if (!isJson) replace(this.text, this.#shown());
    else if (document.activeElement !== this.editor) this.#fill();
  }

  #fill() {
    this.editor.value = JSON.stringify(this.#call.body ?? {}, null, 2);
    this.#say("");
  }

  /** @param {((body: any) => void) | undefined} edited */
  #edit(edited) {
    try {
      const body = JSON.parse(this.editor.value);
      if (body === null || typeof body !== "object" || Array.isArray(body))
        throw new Error("the body is a JSON object");
      this.#say("");
      edited?.(body);
    } catch (problem) {
      this.#say(/** @type {Error} */ (problem).message);
    }
  }

  /** Whether what is written as JSON is a body. */
  get isValid() {
    return this.problem.hidden;
  }

  /** @param {string} message */
  #say(message) {
    this.problem.hidden = !message;
    replace(this.problem, message);
    set(this.editor, { "aria-invalid": String(Boolean(message)) });
  }
}
