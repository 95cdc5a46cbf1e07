// The base of all views: an element that is filled once, and updated when what it shows changes.

import { onceReleased } from "./press.js";
import { store } from "./store.js";

export class View extends HTMLElement {
  /** Names of the parts of the store that the view shows. @type {readonly string[]} */
  static watches = [];

  #changed = new Set();
  #frame = 0;
  #isBuilt = false;
  #end = () => {};

  /** Fill the element; called once, before the first update. */
  build() {}

  /**
   * Show what has changed; called at most once for each frame, and only while the view is visible.
   * @param {import("./store.js").State} _state
   * @param {Set<string>} _changed names of the parts that changed since the last call
   */
  update(_state, _changed) {}

  connectedCallback() {
    if (!this.#isBuilt) {
      this.#isBuilt = true;
      this.build();
    }
    const watches = /** @type {typeof View} */ (this.constructor).watches;
    const endChanges = store.subscribe(watches, (_, name) => this.refresh(name));
    const endTabs = store.subscribe(["tab"], () => this.#schedule());
    this.#end = () => {
      endChanges();
      endTabs();
    };
    for (const name of watches) this.#changed.add(name);
    this.#schedule();
  }

  disconnectedCallback() {
    this.#end();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /**
   * Have the view updated with the next frame, as if the named part had changed.
   * @param {string} name
   */
  refresh(name) {
    this.#changed.add(name);
    this.#schedule();
  }

  #schedule() {
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#flush());
  }

  #flush() {
    this.#frame = 0;
    if (!this.#changed.size || this.closest("[hidden]")) return;
    onceReleased(this, () => this.#update());
  }

  #update() {
    const changed = this.#changed;
    this.#changed = new Set();
    this.update(store.state, changed);
  }
}
