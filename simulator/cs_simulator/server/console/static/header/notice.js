// Why what is shown is not up to date, across the page; controls that could do nothing are off then.

import { h, replace } from "../base/dom.js";
import { makeTenant } from "../base/new_tenants.js";
import { store } from "../base/store.js";
import { begin } from "../base/sync.js";
import { acting } from "../base/toast.js";
import { View } from "../base/view.js";
import { openTenants } from "./tenants.js";

const GRACE = 800; // milliseconds that a connection may be lost before controls are off
/** The editor goes on: its text is the page's own. */
const CONTROLS = "cs-clock :is(.moves, .mode, .due), main > :not(cs-editor)";

class Notice extends View {
  static watches = ["connection", "problem", "tenant"];

  #timer = 0;

  build() {
    this.hidden = true;
  }

  /**
   * Also while it is hidden, which a view otherwise waits for.
   * @param {string} _name
   */
  refresh(_name) {
    clearTimeout(this.#timer);
    const { connection } = store.state;
    if (connection === "lost") this.#timer = window.setTimeout(() => this.#show(), GRACE);
    else if (connection !== "starting") this.#show();
  }

  #show() {
    const { connection, problem, tenant } = store.state;
    const isOff = connection !== "live";
    document.documentElement.dataset.connection = connection;
    for (const part of document.querySelectorAll(CONTROLS)) part.toggleAttribute("inert", isOff);
    this.hidden = !(connection === "gone" || connection === "lost");
    if (connection === "gone") replace(this, ...goneText(tenant));
    if (connection === "lost") replace(this, ...lostText(problem));
  }
}

/** @param {string} tenant */
function goneText(tenant) {
  const make = acting(async () => {
    await makeTenant({ name: tenant });
    begin();
  });
  return [
    h("span", null, `There is no tenant '${tenant}'`),
    h("button", { type: "button", onclick: make }, "Make it"),
    chooseButton(),
  ];
}

/** @param {string} problem */
function lostText(problem) {
  if (problem) return [h("span", null, problem), chooseButton()];
  return [
    h("span", null, "The simulator does not answer: what is shown stands still until it does."),
  ];
}

function chooseButton() {
  return h(
    "button",
    { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", onclick: openTenants },
    "Choose another…",
  );
}

customElements.define("cs-notice", Notice);
