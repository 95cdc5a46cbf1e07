// A call of the API as people make it elsewhere: in a shell, and in Python with the official SDKs.

import { store } from "./store.js";

/** @typedef {{method: string, path: string, body?: any}} CallText */

/**
 * The call as a command of curl that has the same effect. Where only signed calls are taken, it is
 * made through the control plane.
 * @param {CallText} call
 * @returns {string}
 */
export function asCurl({ method, path, body }) {
  const isEnforced = store.state.server?.auth === "enforce";
  return isEnforced ? throughControlPlane({ method, path, body }) : plain({ method, path, body });
}

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
 * Methods of today's SDK, by method and shape of the path: its name, and that of its request.
 * @type {[string, RegExp, string, string][]}
 */
const METHODS = [
  ["POST", /^\/clusters$/, "create_cluster", "CreateClusterRequest"],
  ["DELETE", /^\/clusters\/([^/]+)$/, "delete_cluster", "DeleteClusterRequest"],
  ["POST", /^\/clusters\/([^/]+)\/nodepools$/, "create_cluster_node_pool", "CreateClusterNodePoolRequest"],
  ["PUT", /^\/clusters\/([^/]+)\/nodepools\/([^/]+)$/, "modify_cluster_node_pool", "ModifyClusterNodePoolRequest"],
  ["DELETE", /^\/clusters\/([^/]+)\/nodepools\/([^/]+)$/, "delete_cluster_nodepool", "DeleteClusterNodepoolRequest"],
];

/**
 * The call in Python: with today's SDK for Kubernetes clusters, with that of the Swarm era for
 * others.
 * @param {CallText} call
 * @param {boolean} isSwarm
 * @returns {string}
 */
export function asPython(call, isSwarm) {
  const path = call.path.split("?")[0];
  const [, , name, request] = METHODS.find(([method, shape]) => method === call.method && shape.test(path)) ?? [];
  return isSwarm || !name ? swarmPython(call) : typedPython(call, name, /** @type {string} */ (request));
}

/**
 * @param {CallText} call
 * @param {string} name
 * @param {string} request
 */
function typedPython(call, name, request) {
  const [path, query = ""] = call.path.split("?");
  const ids = path.split("/").filter((_, index) => index === 2 || index === 4);
  const parameters = [...new URLSearchParams(query)].map(([key, value]) => [key, value === "true" || value]);
  const fields = call.body ?? (query && Object.fromEntries(parameters));
  const given = `models.${request}()${fields ? `.from_map(${literal(fields)})` : ""}`;
  return [
    "from alibabacloud_cs20151215 import models",
    "from alibabacloud_cs20151215.client import Client",
    "from alibabacloud_tea_openapi.models import Config",
    "",
    `config = Config(access_key_id=${literal(store.state.tenant)}, access_key_secret="any-secret", region_id=${literal(region(call))})`,
    `config.endpoint, config.protocol = ${literal(location.host)}, ${literal(location.protocol.slice(0, -1))}`,
    `request = ${given}`,
    `answer = Client(config).${name}(${[...ids.map((id) => literal(id)), "request"].join(", ")})`,
    "print(answer.status_code, answer.body)",
  ].join("\n");
}

/** @param {CallText} call */
function swarmPython({ method, path, body }) {
  const name = { POST: "CreateClusterRequest", PUT: "ScaleClusterRequest", DELETE: "DeleteClusterRequest" }[method] ?? "";
  const id = path.split("/")[2];
  return [
    "import json",
    "",
    "from aliyunsdkcore.client import AcsClient",
    `from aliyunsdkcs.request.v20151215.${name} import ${name}`,
    "",
    `client = AcsClient(${literal(store.state.tenant)}, "any-secret", ${literal(region({ method, path, body }))})`,
    `request = ${name}()`,
    `request.set_endpoint(${literal(location.host)})`,
    location.protocol === "https:" && 'request.set_protocol_type("https")',
    id && `request.set_ClusterId(${literal(id)})`,
    body != null && 'request.set_content_type("application/json")',
    body != null && `request.set_content(json.dumps(${literal(body)}).encode())`,
    "print(client.do_action_with_exception(request))",
  ]
    .filter((line) => typeof line === "string")
    .join("\n");
}

/** @param {CallText} call */
const region = ({ body }) => body?.region_id ?? store.state.described?.region_id ?? "cn-beijing";

/**
 * A text in single quotes, as a shell takes it.
 * @param {string} text
 */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** @param {any} value */
const pretty = (value) => JSON.stringify(value, null, 2);

/**
 * A value as Python writes it.
 * @param {any} value
 * @param {string} [indent]
 * @returns {string}
 */
export function literal(value, indent = "") {
  const deeper = `${indent}    `;
  if (value === null || value === undefined) return "None";
  if (value === true || value === false) return value ? "True" : "False";
  if (typeof value !== "object") return JSON.stringify(value);
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((item) => literal(item, deeper))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${literal(item, deeper)}`);
  const [open, close] = isList ? "[]" : "{}";
  const short = `${open}${items.join(", ")}${close}`;
  if (short.length + indent.length < 76 && !short.includes("\n")) return short;
  return `${open}\n${items.map((item) => `${deeper}${item},\n`).join("")}${indent}${close}`;
}
