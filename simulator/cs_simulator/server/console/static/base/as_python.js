// A call of the API as people make it in Python, with the official SDKs.

import { isEnforced } from "./as_curl.js";
import { store } from "./store.js";

/** @typedef {import("./as_curl.js").CallText} CallText */

/** What Python takes the secret from: any will do, unless signatures are verified. */
const secret = () =>
  isEnforced() ? 'os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]' : '"any-secret"';

/**
 * Methods of today's SDK, by method and shape of the path: its name, and that of its request.
 * @type {[string, RegExp, string, string][]}
 */
const METHODS = [
  ["POST", /^\/clusters$/, "create_cluster", "CreateClusterRequest"],
  ["DELETE", /^\/clusters\/([^/]+)$/, "delete_cluster", "DeleteClusterRequest"],
  [
    "POST",
    /^\/clusters\/([^/]+)\/nodepools$/,
    "create_cluster_node_pool",
    "CreateClusterNodePoolRequest",
  ],
  [
    "PUT",
    /^\/clusters\/([^/]+)\/nodepools\/([^/]+)$/,
    "modify_cluster_node_pool",
    "ModifyClusterNodePoolRequest",
  ],
  [
    "DELETE",
    /^\/clusters\/([^/]+)\/nodepools\/([^/]+)$/,
    "delete_cluster_nodepool",
    "DeleteClusterNodepoolRequest",
  ],
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
  const [, , name, request] =
    METHODS.find(([method, shape]) => method === call.method && shape.test(path)) ?? [];
  return isSwarm || !name
    ? swarmPython(call)
    : typedPython(call, name, /** @type {string} */ (request));
}

/**
 * @param {CallText} call
 * @param {string} name
 * @param {string} request
 */
function typedPython(call, name, request) {
  const [path, query = ""] = call.path.split("?");
  const ids = path.split("/").filter((_, index) => index === 2 || index === 4);
  const parameters = [...new URLSearchParams(query)].map(([key, value]) => [
    key,
    value === "true" || value,
  ]);
  const fields = call.body ?? (query && Object.fromEntries(parameters));
  const given = `models.${request}()${fields ? `.from_map(${literal(fields)})` : ""}`;
  return [
    ...(isEnforced() ? ["import os", ""] : []),
    "from alibabacloud_cs20151215 import models",
    "from alibabacloud_cs20151215.client import Client",
    "from alibabacloud_tea_openapi.models import Config",
    "",
    `config = Config(access_key_id=${literal(store.state.tenant)}, access_key_secret=${secret()}, region_id=${literal(region(call))})`,
    `config.endpoint, config.protocol = ${literal(location.host)}, ${literal(location.protocol.slice(0, -1))}`,
    `request = ${given}`,
    `answer = Client(config).${name}(${[...ids.map((id) => literal(id)), "request"].join(", ")})`,
    "print(answer.status_code, answer.body)",
  ].join("\n");
}

/** @param {CallText} call */
function swarmPython({ method, path, body }) {
  const name =
    { POST: "CreateClusterRequest", PUT: "ScaleClusterRequest", DELETE: "DeleteClusterRequest" }[
      method
    ] ?? "";
  const id = path.split("/")[2];
  return [
    "import json",
    isEnforced() && "import os",
    "",
    "from aliyunsdkcore.client import AcsClient",
    `from aliyunsdkcs.request.v20151215.${name} import ${name}`,
    "",
    `client = AcsClient(${literal(store.state.tenant)}, ${secret()}, ${literal(region({ method, path, body }))})`,
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
    : Object.entries(value).map(
        ([name, item]) => `${JSON.stringify(name)}: ${literal(item, deeper)}`,
      );
  const [open, close] = isList ? "[]" : "{}";
  const short = `${open}${items.join(", ")}${close}`;
  if (short.length + indent.length < 76 && !short.includes("\n")) return short;
  return `${open}\n${items.map((item) => `${deeper}${item},\n`).join("")}${indent}${close}`;
}
