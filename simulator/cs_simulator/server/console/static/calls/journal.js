// The chosen calls of the journal, oldest first, without their bodies. Only the pages that somebody
// looks at are read: the newest one at first, others by their position, new calls as they come.

import { control } from "../base/control.js";

const PAGE = 100;
const MOST_NEW = 200; // of calls that came at once, so many are read; the others once they are in sight
const PACE = 150; // milliseconds between two questions for new calls

/**
 * @typedef {object} Head a call without its body and its answer
 * @property {number} number
 * @property {string} request_id
 * @property {string} time
 * @property {string | null} operation
 * @property {string} method
 * @property {string} path
 * @property {number} status
 * @property {string | null} code
 * @property {string | null} cluster_id
 * @property {string[]} faults
 */

export class Journal {
  total = 0;
  /** Why the last reading failed; empty if it did not. */
  problem = "";
  isReady = false;
  /** @type {Record<string, string>} */
  #query = {};
  /** @type {Map<number, Head>} by position */
  #heads = new Map();
  /** @type {Map<number, Promise<void>>} by the number of the page */
  #reading = new Map();
  #last = 0;
  #version = 0;
  #isFollowing = false;
  #isBehind = false;
  #changed;

  /** @param {(what: "all" | "more" | "page") => void} changed called after each change */
  constructor(changed) {
    this.#changed = changed;
  }

  /**
   * The call at a position; null while its page is being read.
   * @param {number} position
   * @returns {Head | null}
   */
  at(position) {
    const head = this.#heads.get(position);
    if (!head) this.#readPage(Math.floor(position / PAGE));
    return head ?? null;
  }

  /**
   * The call at a position, once it is read.
   * @param {number} position
   * @returns {Promise<Head | null>}
   */
  async whenAt(position) {
    if (!this.at(position)) await this.#reading.get(Math.floor(position / PAGE));
    return this.#heads.get(position) ?? null;
  }

  /**
   * Choose calls, and read the newest of them.
   * @param {Record<string, string>} query as of `GET /_simulator/calls/heads`
   */
  async choose(query) {
    const version = (this.#version += 1);
    this.#query = query;
    this.#reading.clear();
    this.#isBehind = false;
    this.isReady = false;
    try {
      const page = await this.#read({ limit: PAGE });
      if (version !== this.#version) return;
      this.#heads.clear();
      this.#last = 0;
      this.problem = "";
      this.#take(page);
    } catch (problem) {
      if (version !== this.#version) return;
      this.#heads.clear();
      this.total = 0;
      this.problem = problem instanceof Error ? problem.message : String(problem);
    }
    this.isReady = true;
    this.#changed("all");
    if (this.#isBehind) this.follow(); // some came while this was being read
  }

  /** Read the calls that came since the last reading, if it is not being done already. */
  async follow() {
    this.#isBehind = true;
    if (this.#isFollowing || !this.isReady || this.problem) return;
    this.#isFollowing = true;
    try {
      while (this.#isBehind) {
        this.#isBehind = false;
        await this.#readNew();
        await new Promise((resolve) => setTimeout(resolve, PACE));
      }
    } catch {
      // The connection is shown elsewhere; what is new is read with the next event.
    } finally {
      this.#isFollowing = false;
    }
  }

  /**
   * The position of a call among those that are chosen; -1 if it is none of them.
   * @param {number} number
   * @returns {Promise<number>}
   */
  async positionOf(number) {
    const page = await this.#read({ before: number + 1, limit: 1 });
    return page.calls[0]?.number === number ? page.position : -1;
  }

  async #readNew() {
    const version = this.#version;
    const before = this.total;
    const page = await this.#read({ after: this.#last, limit: MOST_NEW });
    if (version !== this.#version) return;
    if (page.position !== before) {
      await this.choose(this.#query); // some were deleted meanwhile
      return;
    }
    if (page.total === before) return;
    this.#take(page);
    this.#changed("more");
  }

  /** @param {number} number of the page */
  #readPage(number) {
    if (this.#reading.has(number)) return;
    const version = this.#version;
    const reading = this.#read({ skip: number * PAGE, limit: PAGE })
      .then((page) => {
        if (version !== this.#version) return;
        this.#take(page);
        this.#changed("page");
      })
      .catch(() => {})
      .finally(() => this.#reading.delete(number));
    this.#reading.set(number, reading);
  }

  /** @param {{total: number, position: number, calls: Head[]}} page */
  #take({ total, position, calls }) {
    this.total = total;
    calls.forEach((head, index) => this.#heads.set(position + index, head));
    const newest = calls.at(-1)?.number ?? 0;
    if (position + calls.length === total || newest > this.#last)
      this.#last = Math.max(this.#last, newest);
  }

  /** @param {Record<string, any>} page */
  #read(page) {
    return control.get("calls/heads", { ...this.#query, ...page });
  }
}
