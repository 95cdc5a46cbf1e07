// The header: what answers, the views as tabs, the connection, the tenant, light and dark.

import { h, icon, replace } from "../base/dom.js";
import { openTab, TABS } from "../base/go.js";
import { openMenu } from "../base/menu.js";
import { setTheme, theme } from "../base/theme.js";
import { View } from "../base/view.js";
import { openAbout, placeOf } from "./about.js";
import { openTenants } from "./tenants.js";

const LABELS = { timeline: "Timeline", calls: "Calls", editor: "Editor", snapshots: "Snapshots" };
const CONNECTIONS = {
  starting: "connecting",
  live: "live",
  lost: "no connection",
  gone: "no such tenant",
  token: "needs its token",
};

class Header extends View {
  static watches = ["server", "tab", "connection", "tenant"];

  build() {
    this.version = h("span", { class: "version" });
    this.place = h("span", { class: "place cut" });
    this.tabs = h("nav", { "aria-label": "Views" }, TABS.map(tabButton));
    this.connection = h("span", { class: "connection", role: "status" });
    this.name = h("b", { class: "cut" });
    replace(
      this,
      h(
        "h1",
        null,
        h(
          "button",
          { type: "button", class: "quiet", title: "About this simulator", onclick: openAbout },
          "cs-simulator",
          this.version,
        ),
      ),
      this.place,
      this.tabs,
      h("span", { class: "grow" }),
      this.connection,
      h(
        "button",
        {
          type: "button",
          class: "tenant",
          "aria-haspopup": "menu",
          "aria-expanded": "false",
          onclick: openTenants,
        },
        h("span", { class: "muted" }, "tenant"),
        this.name,
        icon("down"),
      ),
      h(
        "button",
        {
          type: "button",
          class: "quiet square",
          title: "Light or dark",
          "aria-label": "Light or dark",
          "aria-haspopup": "menu",
          "aria-expanded": "false",
          onclick: openThemes,
        },
        icon("light"),
      ),
    );
  }

  /** @param {import("../base/store.js").State} state */
  update(state) {
    for (const tab of /** @type {Iterable<HTMLElement>} */ (this.tabs.children)) {
      if (tab.dataset.tab === state.tab) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    this.connection.dataset.state = state.connection;
    const text = CONNECTIONS[state.connection];
    if (this.connection.textContent !== text) replace(this.connection, text);
    replace(this.name, state.tenant);
    this.name.title = state.tenant;
    document.title = `${state.tenant} – cs-simulator`;
    replace(this.version, state.server?.version ?? "");
    replace(this.place, state.server ? placeOf(state.server) : "");
  }
}

/** @param {typeof TABS[number]} name */
function tabButton(name) {
  return h(
    "button",
    { type: "button", "data-tab": name, onclick: () => openTab(name) },
    LABELS[name],
  );
}

/** @param {Event} event */
function openThemes(event) {
  const labels = /** @type {const} */ ({
    system: "As the system has it",
    light: "Light",
    dark: "Dark",
  });
  const items = /** @type {(keyof typeof labels)[]} */ (Object.keys(labels)).map((name) => ({
    label: labels[name],
    isCurrent: theme() === name,
    act: () => setTheme(name),
  }));
  openMenu(/** @type {Element} */ (event.currentTarget), items, "Light or dark");
}

customElements.define("cs-header", Header);
