// A call as a command for a shell.

import { store } from "../base/store.js";
import { authorization } from "../base/token.js";

const UNREADABLE = /^\(\d+ bytes that /; // what the journal has of a body that it did not keep
const TOKEN = '-H "Authorization: Bearer $CS_SIMULATOR_CONTROL_TOKEN"';

/**
 * The command that makes the call again. Calls without a signature are of the tenant `default`; for
 * another tenant it goes through the control plane.
 * @param {{method: string, path: string, body: any}} call
 * @returns {string}
 */
export function curlOf({ method, path, body: kept }) {
  const { tenant } = store.state;
  const body = UNREADABLE.test(kept) ? null : kept;
  if (tenant === "default") return command(method, `${location.origin}${path}`, body);
  const url = `${location.origin}/_simulator/calls?tenant=${encodeURIComponent(tenant)}`;
  const made =
    typeof body === "string"
      ? { method, path: withQuery(path, body) }
      : { method, path, ...(body !== null && { body }) };
  return command("POST", url, made, authorization().Authorization ? [TOKEN] : []);
}

/**
 * Parameters of a form count in the query as well.
 * @param {string} path
 * @param {string} form
 */
function withQuery(path, form) {
  return `${path}${path.includes("?") ? "&" : "?"}${form}`;
}

/**
 * @param {string} method
 * @param {string} url
 * @param {any} body
 * @param {string[]} [more] other options
 */
function command(method, url, body, more = []) {
  const isForm = typeof body === "string";
  const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
  const lines = [`curl -sS -X ${method} ${quoted(url)}`, ...more];
  if (body !== null)
    lines.push(
      `-H ${quoted(`Content-Type: ${type}`)}`,
      `-d ${quoted(isForm ? body : JSON.stringify(body))}`,
    );
  return lines.join(" \\\n  ");
}

/** @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
