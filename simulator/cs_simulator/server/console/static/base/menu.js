// Menus: a list of actions at a control or at the pointer, with arrow keys, Home, End and Escape.

import { h, icon } from "./dom.js";
import { noteFocus } from "./focus_back.js";
import { failed } from "./toast.js";

/**
 * @typedef {object} Item
 * @property {string} label
 * @property {string} [icon]
 * @property {string} [detail] paler text after the label
 * @property {boolean} [isCurrent] whether it is the one that is chosen
 * @property {boolean} [isDangerous]
 * @property {boolean} [disabled]
 * @property {() => any} [act] may be async; what it throws is shown
 */

/**
 * Open a menu; it closes when something is chosen, on Escape, and when something else is pressed.
 * @param {Element | {x: number, y: number}} at a control, or a place in the window
 * @param {(Item | null | false)[]} items null makes a line between groups
 * @param {string} [label] what screen readers say of it
 */
export function openMenu(at, items, label = "Actions") {
  const giveBack = noteFocus();
  const menu = h("div", {
    class: "menu",
    role: "menu",
    "aria-label": label,
    tabindex: "-1",
    popover: "auto",
  });
  const close = () => menu.hidePopover();
  for (const item of items) {
    if (item === false) continue;
    menu.append(item ? itemOf(item, close) : h("hr", { role: "separator" }));
  }
  menu.addEventListener("keydown", (event) => onKey(event, menu));
  menu.addEventListener("focusin", () => {
    // One item can be reached by Tab, so that a menu that scrolls has something to focus.
    for (const item of enabled(menu)) item.tabIndex = item === document.activeElement ? 0 : -1;
  });
  menu.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "closed") return;
    const hadFocus =
      menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    if (at instanceof Element) at.setAttribute("aria-expanded", "false");
    if (hadFocus) giveBack();
  });
  // In the dialog, if there is one: what is outside of a modal dialog cannot be used.
  const home =
    at instanceof Element ? at.closest("dialog") : document.querySelector("dialog[open]");
  (home ?? document.body).append(menu);
  menu.showPopover();
  place(menu, at);
  if (at instanceof Element) at.setAttribute("aria-expanded", "true");
  (enabled(menu)[0] ?? menu).focus();
}

/**
 * @param {Item} item
 * @param {() => void} close
 */
function itemOf(item, close) {
  const act = async () => {
    close();
    try {
      await item.act?.();
    } catch (problem) {
      failed(problem);
    }
  };
  const isChoice = item.isCurrent !== undefined;
  return h(
    "button",
    {
      type: "button",
      role: isChoice ? "menuitemradio" : "menuitem",
      "aria-checked": isChoice ? String(item.isCurrent) : null,
      class: item.isDangerous ? "danger" : null,
      tabindex: "-1",
      disabled: Boolean(item.disabled),
      onclick: act,
    },
    isChoice ? icon(item.isCurrent ? "check" : "blank") : item.icon && icon(item.icon),
    h("span", { class: "grow" }, item.label),
    item.detail && h("span", { class: "muted" }, item.detail),
  );
}

/**
 * @param {HTMLElement} menu
 * @param {Element | {x: number, y: number}} at
 */
function place(menu, at) {
  const box = at instanceof Element ? at.getBoundingClientRect() : null;
  const x = box ? box.left : /** @type {any} */ (at).x;
  const y = box ? box.bottom + 4 : /** @type {any} */ (at).y;
  const { width, height } = menu.getBoundingClientRect();
  const above = (box ? box.top - 4 : y) - height;
  menu.style.left = `${Math.max(4, Math.min(x, innerWidth - width - 4))}px`;
  menu.style.top = `${y + height <= innerHeight - 4 || above < 4 ? Math.max(4, Math.min(y, innerHeight - height - 4)) : above}px`;
}

/** @param {HTMLElement} menu @returns {HTMLButtonElement[]} */
function enabled(menu) {
  return [...menu.querySelectorAll("button")].filter((button) => !button.disabled);
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} menu
 */
function onKey(event, menu) {
  const items = enabled(menu);
  const at = items.indexOf(/** @type {any} */ (document.activeElement));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items[(to + items.length) % items.length]?.focus();
  } else if (event.key === "Tab") {
    event.preventDefault();
    menu.hidePopover();
  } else if (event.key.length === 1 && /\S/.test(event.key)) {
    const key = event.key.toLowerCase();
    const next = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    next.find((item) => item.textContent?.trim().toLowerCase().startsWith(key))?.focus();
  }
}
