// Making tenants.

import { control } from "./control.js";

/** A name that no tenant has: it looks like an AccessKey id. */
export function inventedName() {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `LTAI${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * Make a tenant. The query has its name, too: of several simulators behind a proxy, that decides
 * which one has it.
 * @param {Record<string, any>} body
 * @returns {Promise<any>} the tenant with its key pair
 */
export function makeTenant(body) {
  const name = body.name || inventedName();
  return control.send("POST", "tenants", { ...body, name }, { tenant: name });
}
