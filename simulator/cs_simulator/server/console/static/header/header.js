import { h, replace } from "../base/dom.js";
import { View } from "../base/view.js";
import { openTab, TABS } from "../base/go.js";

const LABELS = { timeline: "Timeline", calls: "Calls", editor: "Editor", snapshots: "Snapshots" };

class Header extends View {
  static watches = ["server", "tab", "connection", "tenant"];

  build() {
    this.place = h("span", { class: "place" });
    this.state = h("span", { class: "connection", role: "status" });
    this.tabs = h(
      "nav",
      { "aria-label": "Views" },
      TABS.map((name) => h("button", { type: "button", "data-tab": name, onclick: () => openTab(name) }, LABELS[name])),
    );
    replace(this, h("h1", null, "cs-simulator"), this.place, this.tabs, h("span", { class: "grow" }), this.state);
  }

  update(state) {
    for (const tab of this.tabs.children) {
      tab.toggleAttribute("data-current", tab.dataset.tab === state.tab);
      tab.setAttribute("aria-current", tab.dataset.tab === state.tab ? "page" : "false");
    }
    this.state.dataset.state = state.connection;
    replace(this.state, state.connection);
    if (state.server) replace(this.place, state.server.database);
  }
}

customElements.define("cs-header", Header);
