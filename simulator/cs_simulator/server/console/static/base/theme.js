// Light, dark, or as the system has it: the choice is kept in this browser.

const KEY = "cs-simulator-theme";
const isDark = matchMedia("(prefers-color-scheme: dark)");

/** @typedef {"system" | "light" | "dark"} Theme */

/** @returns {Theme} */
export function theme() {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** @param {Theme} chosen */
export function setTheme(chosen) {
  if (chosen === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, chosen);
  apply();
}

/** Apply the choice to the page, and follow the system. */
export function followTheme() {
  isDark.addEventListener("change", apply);
  apply();
}

function apply() {
  const chosen = theme();
  const asSystem = isDark.matches ? "dark" : "light";
  document.documentElement.dataset.theme = chosen === "system" ? asSystem : chosen;
}
