// The list of proposals at the cursor: opened while typing, or by Ctrl+Space.

import { h, replace } from "../base/dom.js";
import { placeAt } from "./yaml_place.js";
import { proposals } from "./proposals.js";

const MOST = 60;
const ID = "editor-proposals";

/** Completion for a code area. `schema` is the published one, once it has been read. */
export class CompletionList {
  /** @type {Record<string, any> | null} */
  #schema = null;
  /** Whether it was to be opened before there was a schema. */
  #isWanted = false;
  #current = 0;
  /** @type {import("./proposals.js").Proposal[]} */
  #shown = [];
  /** @type {import("./yaml_place.js").Place | null} */
  #place = null;

  /** @param {import("./code_area.js").CodeArea} code */
  constructor(code) {
    this.code = code;
    this.list = h("ul", { id: ID, role: "listbox", "aria-label": "Proposals" });
    this.about = h("p", { class: "about" });
    this.element = h("div", { class: "proposals", hidden: true }, this.list, this.about);
    const { area } = code;
    area.setAttribute("aria-autocomplete", "list");
    area.addEventListener("keydown", (event) => this.#onKey(event), { capture: true });
    area.addEventListener("input", (event) => this.#onInput(/** @type {InputEvent} */ (event)));
    area.addEventListener("blur", () => this.close());
    area.addEventListener("scroll", () => this.#follow());
    area.addEventListener("click", () => this.close());
    this.list.addEventListener("pointerdown", (event) => this.#onPointer(event));
  }

  /** @param {Record<string, any>} schema */
  set schema(schema) {
    this.#schema = schema;
    if (this.#isWanted) this.open();
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Open it at the cursor, if there is anything to propose. */
  open() {
    const { area, text } = this.code;
    if (area.selectionStart !== area.selectionEnd) return this.close();
    if (!this.#schema) {
      this.#isWanted = true;
      return;
    }
    this.#place = placeAt(text, area.selectionStart);
    const found = this.#place ? proposals(this.#schema, this.#place).slice(0, MOST) : [];
    const isComplete = found.length === 1 && found[0].insert.trim() === this.#place?.prefix;
    if (!found.length || isComplete) return this.close();
    this.#shown = found;
    this.element.hidden = false;
    replace(
      this.list,
      found.map((proposal, index) => optionOf(proposal, index)),
    );
    this.#choose(0);
    this.#move();
    area.setAttribute("aria-controls", ID);
  }

  close() {
    this.#isWanted = false;
    this.element.hidden = true;
    this.code.area.removeAttribute("aria-activedescendant");
    this.code.area.removeAttribute("aria-controls");
  }

  #move() {
    const box = this.code.boxAt(this.#place?.from ?? 0);
    const { width, height } = this.element.getBoundingClientRect();
    const below = box.bottom + 2;
    const top =
      below + height > innerHeight - 4 && box.top - height - 2 > 4 ? box.top - height - 2 : below;
    this.element.style.left = `${Math.max(4, Math.min(box.left - 8, innerWidth - width - 4))}px`;
    this.element.style.top = `${top}px`;
  }

  /** Stay beside its text, which typing may have scrolled; close if that is out of sight. */
  #follow() {
    if (!this.isOpen) return;
    const { top, bottom } = this.code.area.getBoundingClientRect();
    const at = this.code.boxAt(this.#place?.from ?? 0);
    if (at.top < top - 1 || at.bottom > bottom + 1) this.close();
    else this.#move();
  }

  /** @param {number} index */
  #choose(index) {
    const number = this.#shown.length;
    this.list.children[this.#current]?.setAttribute("aria-selected", "false");
    this.#current = (index + number) % number;
    const option = this.list.children[this.#current];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.code.area.setAttribute("aria-activedescendant", option.id);
    const { description } = this.#shown[this.#current];
    this.about.hidden = !description;
    replace(this.about, description.replaceAll("``", "`"));
  }

  #accept() {
    const { insert } = this.#shown[this.#current];
    const place = /** @type {import("./yaml_place.js").Place} */ (this.#place);
    const rest = this.code.text.slice(place.to);
    const isKeyed = insert.endsWith(": ") && /^\s*:/.test(rest);
    const isAfterSpace =
      place.kind === "value" &&
      /\S/.test(this.code.text[place.from - 1] ?? "") &&
      this.code.text[place.from - 1] === ":";
    this.close();
    this.code.write(
      place.from,
      place.to,
      `${isAfterSpace ? " " : ""}${isKeyed ? insert.slice(0, -2) : insert}`,
    );
    if (insert.endsWith(": ") && !isKeyed) this.open();
    else this.close();
  }

  /** @param {InputEvent} event */
  #onInput(event) {
    if (event.inputType === "insertText" && /^[\w ]$/.test(event.data ?? "")) {
      const { selectionStart } = this.code.area;
      const isSpace = event.data === " ";
      const before = this.code.text.slice(Math.max(0, selectionStart - 2), selectionStart);
      if (!isSpace || before === ": ") return this.open();
    }
    if (event.inputType === "deleteContentBackward" && this.isOpen) return this.open();
    this.close();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key === " " && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.open();
      return;
    }
    if (!this.isOpen) return;
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by)
      this.#choose(
        by === 1 || by === -1
          ? this.#current + by
          : Math.min(Math.max(this.#current + by, 0), this.#shown.length - 1),
      );
    else if (event.key === "Enter" || event.key === "Tab") this.#accept();
    else if (event.key === "Escape") this.close();
    else {
      if (/^(Arrow|Home|End)/.test(event.key)) this.close();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {PointerEvent} event */
  #onPointer(event) {
    event.preventDefault(); // the focus stays in the text
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    if (!option) return;
    this.#choose([...this.list.children].indexOf(option));
    this.#accept();
  }
}

/** @param {import("./proposals.js").Proposal} proposal @param {number} index */
function optionOf({ label, detail }, index) {
  return h(
    "li",
    { role: "option", id: `${ID}-${index}`, "aria-selected": "false" },
    h("span", { class: "cut" }, label),
    detail && h("span", { class: "muted" }, detail),
  );
}
