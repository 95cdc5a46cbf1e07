// A call as a command for a shell.

import { store } from "../base/store.js";

/**
 * The command that makes the call again. Calls without a signature are of the tenant `default`; for
 * another tenant it goes through the control plane.
 * @param {{method: string, path: string, body: any}} call
 * @returns {string}
 */
export function curlOf({ method, path, body }) {
  const { tenant } = store.state;
  if (tenant === "default") return command(method, `${location.origin}${path}`, body);
  const url = `${location.origin}/_simulator/calls?tenant=${encodeURIComponent(tenant)}`;
  return command("POST", url, body === null ? { method, path } : { method, path, body });
}

/**
 * @param {string} method
 * @param {string} url
 * @param {any} body
 */
function command(method, url, body) {
  const isForm = typeof body === "string";
  const type = isForm ? "application/x-www-form-urlencoded" : "application/json";
  const lines = [`curl -sS -X ${method} ${quoted(url)}`];
  if (body !== null) lines.push(`-H ${quoted(`Content-Type: ${type}`)}`, `-d ${quoted(isForm ? body : JSON.stringify(body))}`);
  return lines.join(" \\\n  ");
}

/** @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
