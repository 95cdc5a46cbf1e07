// Lint and a run after each change of the text: what was begun for an older text is given up.

import { answerOf, request } from "../base/control.js";

/** Milliseconds without a change before the text is checked. */
const PAUSE = 250;

const JSON_BODY = { "Content-Type": "application/json" };

/**
 * Send JSON, and return the response.
 * @param {string} path
 * @param {any} body
 * @param {AbortSignal} signal
 */
export function post(path, body, signal) {
  return request(path, { method: "POST", body: JSON.stringify(body), headers: JSON_BODY, signal });
}

/**
 * @typedef {object} Checked
 * @property {any[]} problems what lint found
 * @property {any} run the run; null where there is none
 * @property {Error | null} refused why there is no run, if not for a problem of the text
 */

/** Checks one text after the other. */
export class Checking {
  #timer = 0;
  #abort = new AbortController();

  /**
   * @param {object} options
   * @param {() => {text: string, seed: number | null}} options.what what is to be checked
   * @param {(checked: Checked) => void} options.done
   * @param {(isBusy: boolean) => void} options.busy
   */
  constructor({ what, done, busy }) {
    this.what = what;
    this.done = done;
    this.busy = busy;
  }

  /** Check once nothing has changed for a moment. */
  later() {
    this.stop();
    this.busy(true);
    this.#timer = window.setTimeout(() => this.now(), PAUSE);
  }

  /** Give up what is under way. */
  stop() {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.busy(false);
  }

  async now() {
    this.stop();
    this.busy(true);
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    let checked;
    try {
      checked = await check(this.what(), signal);
    } catch (problem) {
      checked = { problems: [], run: null, refused: /** @type {Error} */ (problem) };
    }
    if (signal.aborted) return;
    this.busy(false);
    this.done(checked);
  }
}

/**
 * @param {{text: string, seed: number | null}} what
 * @param {AbortSignal} signal
 * @returns {Promise<Checked>}
 */
async function check({ text, seed }, signal) {
  const { problems } = await answerOf(await post("scenario/lint", { text }, signal));
  if (problems.some((/** @type {any} */ problem) => problem.is_error))
    return { problems, run: null, refused: null };
  const body = seed === null ? { text } : { text, seed };
  const answer = await post("scenario/run", body, signal);
  try {
    return { problems, run: await answerOf(answer), refused: null };
  } catch (refused) {
    const found = /** @type {any} */ (refused).details?.problems?.map(
      (/** @type {any} */ problem) => ({ ...problem, is_error: true }),
    );
    if (found) return { problems: [...problems, ...found], run: null, refused: null };
    return { problems, run: null, refused: /** @type {Error} */ (refused) };
  }
}
