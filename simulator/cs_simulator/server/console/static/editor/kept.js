// The text is kept in this tab of the browser, so that it is there again after the page was loaded.

const KEY = "cs-simulator-editor";

/** @returns {string | null} */
export function keptText() {
  return sessionStorage.getItem(KEY);
}

/** @param {string} text */
export function keepText(text) {
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    sessionStorage.removeItem(KEY); // it is longer than what the browser keeps
  }
}
