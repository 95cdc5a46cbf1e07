// A call of the API as people make it in a shell.

import { store } from "./store.js";

/** @typedef {{method: string, path: string, body?: any}} CallText */

/**
 * The call as a command of curl that has the same effect. Where only signed calls are taken, it is
 * made through the control plane.
 * @param {CallText} call
 * @returns {string}
 */
export function asCurl({ method, path, body }) {
  return isEnforced() ? throughControlPlane({ method, path, body }) : plain({ method, path, body });
}

/** Whether calls have to be signed. */
export const isEnforced = () => store.state.server?.auth === "enforce";

/** @param {CallText} call */
function plain({ method, path, body }) {
  const { tenant } = store.state;
  const parts = [`${curl()} -X ${method} ${quoted(location.origin + path)}`];
  if (tenant !== "default") parts.push(`-H ${quoted(`Authorization: acs ${tenant}:any-secret`)}`);
  if (body != null) parts.push("-H 'Content-Type: application/json'", `-d ${quoted(pretty(body))}`);
  return parts.join(" \\\n  ");
}

/** @param {CallText} call */
function throughControlPlane(call) {
  const { tenant } = store.state;
  const address = `${location.origin}/_simulator/calls?${new URLSearchParams({ tenant })}`;
  return [
    `${curl()} -X POST ${quoted(address)}`,
    '-H "Authorization: Bearer $CS_SIMULATOR_CONTROL_TOKEN"',
    "-H 'Content-Type: application/json'",
    `-d ${quoted(pretty(call))}`,
  ].join(" \\\n  ");
}

// The certificate is the simulator's own: `cs-simulator ca` prints the authority's.
const curl = () => (location.protocol === "https:" ? "curl -sk" : "curl -s");

/**
 * A text in single quotes, as a shell takes it.
 * @param {string} text
 */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** @param {any} value */
const pretty = (value) => JSON.stringify(value, null, 2);
