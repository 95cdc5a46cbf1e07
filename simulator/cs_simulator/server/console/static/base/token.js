// The control token: asked for once, and kept for as long as this tab of the browser is open.

import { h } from "./dom.js";
import { openDialog } from "./dialog.js";

const KEY = "cs-simulator-token";
/** The event of the window for a new token. */
export const TOKEN_GIVEN = "cs-token";

/** @type {Promise<void> | null} */
let asking = null;

/** @returns {Record<string, string>} the header that a request needs, if there is a token */
export function authorization() {
  const token = sessionStorage.getItem(KEY);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/**
 * Whether there is a newer token than the one that a request had.
 * @param {Record<string, string>} had its header
 */
export const isNewer = (had) => (authorization().Authorization ?? "") !== (had.Authorization ?? "");

/**
 * Ask for the token; all requests that need it wait for the same answer.
 * @param {string} refused the header that was refused, so that a newer token is tried first
 * @returns {Promise<void>} resolved once there is one to try
 */
export function askForToken(refused) {
  if (isNewer({ Authorization: refused })) return Promise.resolve();
  asking ??= ask(refused !== "").finally(() => {
    asking = null;
  });
  return asking;
}

/**
 * @param {boolean} isWrong whether one was given and refused
 * @returns {Promise<void>}
 */
function ask(isWrong) {
  return new Promise((resolve) => {
    const input = /** @type {HTMLInputElement} */ (
      h("input", {
        type: "password",
        name: "token",
        autocomplete: "off",
        required: true,
        spellcheck: "false",
      })
    );
    openDialog({
      title: "Control token",
      isModalOnly: true,
      content: [
        h(
          "p",
          null,
          "This simulator asks for its token: the value of --control-token, or what serve printed as it started.",
        ),
        isWrong &&
          h("p", { class: "problem", role: "alert" }, "That is not the token of this simulator."),
        h("label", { class: "field" }, "Token", input),
        h("p", { class: "muted" }, "Kept in this tab until it is closed."),
      ],
      action: "Continue",
      submit: () => {
        sessionStorage.setItem(KEY, input.value.trim());
        resolve();
        dispatchEvent(new Event(TOKEN_GIVEN)); // everything is read anew
      },
    });
  });
}
