// Calls of the simulated API, made for the tenant that is shown: without a signature, otherwise in
// the ordinary way. Rules act on them, and the journal has them.

import { control } from "./control.js";

/**
 * What a client of the API would have got.
 * @typedef {object} ServiceAnswer
 * @property {number} status 0 if no answer arrived
 * @property {string | null} code the error code; null for a call that succeeded
 * @property {string} requestId
 * @property {string | null} fault what a rule did to the answer on its way
 * @property {any} body
 */

/** A call that was refused, or whose answer did not arrive (status 0). */
export class ServiceError extends Error {
  /** @param {ServiceAnswer} answer */
  constructor(answer) {
    super(reasonOf(answer));
    this.answer = answer;
  }
}

/**
 * Make a call of the API; also a refusal is returned.
 * @param {string} method
 * @param {string} path
 * @param {any} [body]
 * @param {Record<string, string>} [query]
 * @returns {Promise<ServiceAnswer>}
 */
async function call(method, path, body = null, query = {}) {
  const answer = await control.send("POST", "calls", { method, path, body, query });
  const { status, code, fault, request_id: requestId } = answer;
  return { status, code, fault, requestId, body: answer.body };
}

/**
 * Make a call of the API that is to succeed; throws a ServiceError if it does not.
 * @param {string} method
 * @param {string} path
 * @param {any} [body]
 * @param {Record<string, string>} [query]
 * @returns {Promise<ServiceAnswer>}
 */
async function done(method, path, body, query) {
  const answer = await call(method, path, body, query);
  if (!answer.status || answer.status >= 400) throw new ServiceError(answer);
  return answer;
}

/**
 * Why a call failed, in one line.
 * @param {ServiceAnswer} answer
 * @returns {string}
 */
function reasonOf({ status, code, fault, body }) {
  if (!status)
    return `No answer arrived (${fault ?? code}): whether it was done, the clusters show.`;
  const message = body?.message ?? body?.Message;
  const all = Array.isArray(body?.data)
    ? body.data.map((/** @type {any} */ one) => one.message)
    : [];
  const said = all.length > 1 ? all.join("; ") : message;
  return [status, code, said && `– ${said}`].filter(Boolean).join(" ");
}

export const service = { call, done };
