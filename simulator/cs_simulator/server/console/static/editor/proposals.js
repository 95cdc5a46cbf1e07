// What can be written at a place of a scenario, by the published schema.

import { schemasAt } from "./schema.js";

/**
 * @typedef {object} Proposal
 * @property {string} label
 * @property {string} insert
 * @property {string} description
 * @property {string} detail what kind of value it is
 */

/**
 * The proposals for a place that begin with what is typed, or else have it in them.
 * @param {Record<string, any>} schema
 * @param {import("./yaml_place.js").Place} place
 * @returns {Proposal[]}
 */
export function proposals(schema, place) {
  const isOwn = (/** @type {(string | number)[]} */ path) => {
    const own = place.kind === "value" ? place.path.slice(0, -1) : place.path;
    return path.length === own.length && path.every((part, index) => part === own[index]);
  };
  const schemas = schemasAt(schema, place.path, (path) => (isOwn(path) ? place.siblings : {}));
  const found =
    place.kind === "value"
      ? values(schemas, place)
      : [...keys(schemas, place), ...itemKeys(schema, schemas, place)];
  if (place.kind === "key" && !place.isItem) found.push(...values(schemas, place));
  return matching(unique(found), place.prefix);
}

/**
 * @param {Record<string, any>[]} schemas
 * @param {import("./yaml_place.js").Place} place
 * @returns {Proposal[]}
 */
function keys(schemas, place) {
  // Of what only some of several alternatives require, the properties are elsewhere.
  const needed = schemas.flatMap((schema) =>
    (schema.required ?? []).filter((/** @type {string} */ name) => schema.properties?.[name]),
  );
  const required = new Set(needed);
  const found = schemas.flatMap((schema) => Object.entries(schema.properties ?? {}));
  return found
    .filter(([name, inner]) => !(name in place.siblings) && typeof inner === "object")
    .sort(([a], [b]) => Number(required.has(b)) - Number(required.has(a)))
    .map(([name, inner]) => ({
      label: name,
      insert: `${name}: `,
      description: inner.description ?? "",
      detail: required.has(name) ? "required" : "",
    }));
}

/** Where a list is wanted and no item is begun, the keys of a new item. */
function itemKeys(root, schemas, place) {
  if (!place.isItem) return [];
  const lists = schemas.filter((schema) => schema.items);
  if (!lists.length) return [];
  const inner = schemasAt(root, [...place.path, 0]);
  return keys(inner, { ...place, siblings: {} }).map((proposal) => ({
    ...proposal,
    insert: `- ${proposal.insert}`,
  }));
}

/**
 * @param {Record<string, any>[]} schemas
 * @param {import("./yaml_place.js").Place} place
 * @returns {Proposal[]}
 */
function values(schemas, place) {
  return schemas.flatMap((schema) => {
    const texts = schema.enumDescriptions ?? schema.markdownEnumDescriptions ?? [];
    const listed = schema.enum ?? (schema.const !== undefined ? [schema.const] : []);
    const possible = listed.length || !schema.examples ? listed : schema.examples;
    const some = schema.type === "boolean" ? [true, false] : possible;
    return some
      .filter((/** @type {any} */ value) => value !== null && typeof value !== "object")
      .map((/** @type {any} */ value, /** @type {number} */ index) => ({
        label: String(value),
        insert: written(value, place.isFlow),
        description: texts[index] ?? schema.description ?? "",
        detail: "",
      }));
  });
}

/** A value as YAML has it. @param {any} value @param {boolean} isFlow */
function written(value, isFlow) {
  const text = String(value);
  if (typeof value !== "string") return text;
  const isSafe =
    /^[A-Za-z_(+/][^:#{}[\],&*!|>'"%@`\n]*$/.test(text) &&
    !/^(true|false|null|yes|no|on|off|~)$/i.test(text);
  const isPath = !isFlow && /^[A-Z]+ \/[^#]*$/.test(text);
  return isSafe || isPath ? text : JSON.stringify(text);
}

/** @param {Proposal[]} found */
function unique(found) {
  return [...new Map(found.map((proposal) => [proposal.label, proposal])).values()];
}

/** @param {Proposal[]} found @param {string} prefix */
function matching(found, prefix) {
  const typed = prefix.replace(/^["']/, "").toLowerCase();
  const rank = (/** @type {Proposal} */ { label }) => {
    const at = label.toLowerCase().indexOf(typed);
    return at === 0 ? 0 : at > 0 ? 1 : 2;
  };
  return found.filter((proposal) => rank(proposal) < 2).sort((a, b) => rank(a) - rank(b));
}
