// Walking a JSON Schema: what a value at a path may be.

/** @typedef {Record<string, any>} Schema */

const DEEPEST = 12; // references within references

/**
 * The schemas that a value at a path may fulfil.
 * @param {Schema} root
 * @param {(string | number)[]} path
 * @param {(path: (string | number)[]) => Record<string, any>} known what a mapping has at present
 * @returns {Schema[]}
 */
export function schemasAt(root, path, known = () => ({})) {
  let found = alternatives(root, root, known([]));
  path.forEach((part, index) => {
    const inner = found.flatMap((schema) => below(schema, part));
    const given = known(path.slice(0, index + 1));
    found = inner.flatMap((schema) => alternatives(schema, root, given));
  });
  return found;
}

/**
 * The schemas of what is at a key or an index.
 * @param {Schema} schema
 * @param {string | number} part
 * @returns {Schema[]}
 */
function below(schema, part) {
  if (typeof part === "number") {
    const item = schema.prefixItems?.[part] ?? schema.items;
    return isSchema(item) ? [item] : [];
  }
  if (schema.properties?.[part]) return [schema.properties[part]];
  const patterns = Object.entries(schema.patternProperties ?? {}).filter(([pattern]) =>
    new RegExp(pattern, "u").test(part),
  );
  if (patterns.length) return patterns.map(([, inner]) => inner).filter(isSchema);
  return isSchema(schema.additionalProperties) ? [schema.additionalProperties] : [];
}

/**
 * A schema with what it refers to, and all that a value of it may fulfil.
 * @param {Schema} schema
 * @param {Schema} root
 * @param {Record<string, any>} known
 * @param {number} depth
 * @returns {Schema[]}
 */
function alternatives(schema, root, known, depth = 0) {
  if (depth > DEEPEST) return [];
  const inner = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) => list ?? []);
  if (schema.$ref) inner.push(resolved(schema.$ref, root));
  if (schema.if) inner.push((fulfils(known, schema.if) ? schema.then : schema.else) ?? {});
  return [
    schema,
    ...inner
      .filter(isSchema)
      .flatMap((one) => alternatives(inherit(one, schema), root, known, depth + 1)),
  ];
}

/** What is said of a reference is said of what it refers to. @param {Schema} schema @param {Schema} outer */
function inherit(schema, outer) {
  return outer.description && !schema.description && !schema.properties
    ? { ...schema, description: outer.description }
    : schema;
}

/** @param {string} reference @param {Schema} root @returns {Schema} */
function resolved(reference, root) {
  return (
    reference
      .replace(/^#\//, "")
      .split("/")
      .reduce((schema, part) => schema?.[part.replaceAll("~1", "/").replaceAll("~0", "~")], root) ??
    {}
  );
}

/**
 * Whether what a mapping has fulfils a condition, as far as conditions of our schema go.
 * @param {Record<string, any>} known
 * @param {Schema} condition
 * @returns {boolean}
 */
function fulfils(known, condition) {
  if ((condition.required ?? []).some((/** @type {string} */ name) => !(name in known)))
    return false;
  if (condition.not && fulfils(known, condition.not)) return false;
  if (condition.anyOf && !condition.anyOf.some((/** @type {Schema} */ one) => fulfils(known, one)))
    return false;
  return Object.entries(condition.properties ?? {}).every(([name, { const: one, enum: some }]) => {
    const value = known[name];
    if (value === undefined) return true;
    return (one === undefined || one === value) && (!some || some.includes(value));
  });
}

/** @param {any} value */
function isSchema(value) {
  return typeof value === "object" && value !== null;
}
