// The stream of events: read by fetch, since a token needs a header; resumed where it was cut.

import { request } from "./control.js";

const FIRST_WAIT = 250; // milliseconds, doubled with each attempt
const LONGEST_WAIT = 5_000;
const SILENCE = 40_000; // the server shows a sign of life every 15 seconds

/** @type {Map<string, Set<(data: any) => void>>} */
const handlers = new Map();

/**
 * Have a function called with the data of each event of a kind; `*` is every kind.
 * @param {string} kind `call`, `log`, `event`, `step`, `state`, `clock`, `reset` and others
 * @param {(data: any, kind: string) => void} handler
 */
function on(kind, handler) {
  if (!handlers.has(kind)) handlers.set(kind, new Set());
  handlers.get(kind)?.add(/** @type {any} */ (handler));
  return () => handlers.get(kind)?.delete(/** @type {any} */ (handler));
}

/**
 * @param {string} kind
 * @param {any} data
 */
function dispatch(kind, data) {
  for (const name of [kind, "*"]) {
    for (const handler of handlers.get(name) ?? []) /** @type {any} */ (handler)(data, kind);
  }
}

/**
 * Follow the stream from a position until it is stopped.
 * @param {string} position the id of the last event that is known
 * @param {{opened: () => void, lost: () => any}} callbacks lost may be async, and return the
 *   position to go on from, where that is another one
 * @returns {() => void} stops it
 */
function follow(position, { opened, lost }) {
  const stop = new AbortController();
  const run = async () => {
    let last = position;
    let wait = FIRST_WAIT;
    while (!stop.signal.aborted) {
      try {
        await readOnce(
          last,
          stop.signal,
          () => {
            wait = FIRST_WAIT;
            opened();
          },
          (id) => {
            last = id;
          },
        );
      } catch {
        if (stop.signal.aborted) return;
      }
      await pause(wait, stop.signal);
      wait = Math.min(2 * wait, LONGEST_WAIT);
      if (!stop.signal.aborted) last = (await lost()) ?? last;
    }
  };
  run();
  return () => stop.abort();
}

/**
 * Read a stream until it ends or is cut.
 * @param {string} last
 * @param {AbortSignal} stop
 * @param {() => void} opened
 * @param {(id: string) => void} seen
 */
async function readOnce(last, stop, opened, seen) {
  const cut = new AbortController();
  const signal = AbortSignal.any([stop, cut.signal]);
  const response = await request("events", {
    signal,
    headers: last ? { "Last-Event-ID": last } : {},
  });
  if (!response.ok || !response.body) throw new Error(`the stream was refused: ${response.status}`);
  opened();
  let timer = setTimeout(() => cut.abort(), SILENCE);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    clearTimeout(timer);
    timer = setTimeout(() => cut.abort(), SILENCE);
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) take(block, seen);
  }
  clearTimeout(timer);
}

/**
 * @param {string} block the lines of one event
 * @param {(id: string) => void} seen
 */
function take(block, seen) {
  /** @type {Record<string, string>} */
  const fields = {};
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
  }
  if (fields.event) dispatch(fields.event, JSON.parse(fields.data));
  if (fields.id) seen(fields.id);
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal} signal ends it early
 * @returns {Promise<void>}
 */
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

export const events = { on, follow };
