// Requests to the control plane, for the tenant that is shown.

import { forgetAll, store } from "./store.js";
import { askForToken, authorization, isNewer } from "./token.js";

const ROOT = "/_simulator/";
/** What is not about the tenant that a query names: that only leads to its replica. */
const ABOUT_NO_TENANT = ["health", "tenants"];
const MAKES_NO_TENANT = { "X-Simulator-Make-Tenant": "no" };

/** A refusal by the control plane, or that it could not be reached (status 0). */
export class ControlError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   * @param {Record<string, any>} [details] what the answer has besides
   */
  constructor(status, code, message, details = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/**
 * Send a request and return the response, whatever its status; asks for the token if it is needed.
 * @param {string} path below `/_simulator/`
 * @param {RequestInit & {query?: Record<string, any>, headers?: Record<string, string>}} [options]
 * @returns {Promise<Response>}
 */
export async function request(path, { query = {}, headers = {}, ...options } = {}) {
  if (!ABOUT_NO_TENANT.includes(path)) refuseWithoutTenant(query);
  for (;;) {
    const given = authorization();
    const url = `${ROOT}${path}${queryText({ tenant: store.state.tenant, ...query })}`;
    let response;
    try {
      response = await fetch(url, {
        ...options,
        headers: { ...headers, ...given, ...MAKES_NO_TENANT },
        cache: "no-store",
      });
    } catch (problem) {
      if (options.signal?.aborted) throw problem;
      throw new ControlError(0, "Unreachable", "the simulator does not answer");
    }
    if (response.status !== 401) return response;
    if (!isNewer(given)) {
      store.set({ connection: "token" });
      forgetAll();
    }
    await askForToken(given.Authorization ?? "");
  }
}

/**
 * Ask nothing about a tenant that is known to be gone: a browser reports each 404 as an error.
 * @param {Record<string, any>} query
 */
function refuseWithoutTenant({ tenant = store.state.tenant }) {
  if (tenant !== store.state.tenant || store.state.connection !== "gone") return;
  throw new ControlError(404, "NotFound", `there is no tenant '${tenant}'`);
}

/**
 * Read from the control plane.
 * @param {string} path
 * @param {Record<string, any>} [query]
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
async function get(path, query, signal) {
  return answerOf(await request(path, { query, signal }));
}

/**
 * Change something by the control plane.
 * @param {string} method
 * @param {string} path
 * @param {any} [body] as JSON
 * @param {Record<string, any>} [query]
 * @returns {Promise<any>}
 */
async function send(method, path, body, query) {
  const json = body === undefined ? {} : jsonBody(body);
  return answerOf(await request(path, { method, query, ...json }));
}

/** @param {any} body */
function jsonBody(body) {
  return { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

/**
 * The JSON of an answer; a refusal is thrown.
 * @param {Response} response
 * @returns {Promise<any>}
 */
export async function answerOf(response) {
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  const { code = "Failed", message = `it was answered with ${response.status}`, ...details } = body;
  throw new ControlError(response.status, code, message, details);
}

/**
 * A query with its question mark; what is empty is left out.
 * @param {Record<string, any>} query
 * @returns {string}
 */
export function queryText(query) {
  const given = Object.entries(query).filter(([, value]) => value !== "" && value != null);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}

export const control = { get, send };
