// Where the page is: tab, tenant and selection. The address has them after its #, so that a link
// leads back to the same place.

import { store } from "./store.js";

export const TABS = /** @type {const} */ (["timeline", "calls", "editor", "snapshots"]);
const SELECTED = /** @type {const} */ (["cluster", "call", "instant", "rule"]);

/**
 * Select things in all views; what is not named stays selected.
 * @param {Partial<import("./store.js").State["selected"]>} what an empty text selects none
 */
export function select(what) {
  const selected = { ...store.state.selected, ...what };
  if (SELECTED.every((name) => selected[name] === store.state.selected[name])) return;
  store.set({ selected });
  write();
}

/**
 * Open a tab.
 * @param {string} name
 */
export function openTab(name) {
  if (store.state.tab !== name) store.set({ tab: name });
  show();
  write();
}

/**
 * Show another tenant, with nothing selected.
 * @param {string} name
 */
export function openTenant(name) {
  if (name === store.state.tenant) return;
  const none = { cluster: "", call: "", instant: "", rule: "" };
  store.set({ tenant: name, selected: none });
  write();
}

/** Read the address now, and whenever it changes. */
export function followAddress() {
  read();
  addEventListener("hashchange", read);
}

function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (location.hash === "#main") return; // the link that skips to the content
  const tab = TABS.find((name) => name === given.get("tab")) ?? "timeline";
  const tenant = given.get("tenant") || "default";
  const selected = { cluster: "", call: "", instant: "", rule: "" };
  for (const name of SELECTED) selected[name] = given.get(name) ?? "";
  if (tenant !== store.state.tenant) store.set({ tenant });
  if (SELECTED.some((name) => selected[name] !== store.state.selected[name]))
    store.set({ selected });
  if (tab !== store.state.tab) store.set({ tab });
  show();
}

function write() {
  const { tab, tenant, selected } = store.state;
  const parts = new URLSearchParams({ tab });
  if (tenant !== "default") parts.set("tenant", tenant);
  for (const name of SELECTED) if (selected[name]) parts.set(name, selected[name]);
  history.replaceState(null, "", `#${parts}`);
}

/** Show the elements of the tab, and hide the others. */
function show() {
  const { tab } = store.state;
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  main.dataset.tab = tab;
  for (const view of /** @type {NodeListOf<HTMLElement>} */ (
    main.querySelectorAll("[data-tabs]")
  )) {
    view.hidden = !view.dataset.tabs?.split(" ").includes(tab);
  }
}
