// Reading a JSON Schema: what a field takes, so that a form can ask for it.

/**
 * @typedef {object} Shape what a field takes
 * @property {"choice" | "yes-no" | "number" | "texts" | "text" | "object" | "value"} kind
 * @property {string[]} names the values of a choice, or proposals for a text
 * @property {string} description
 * @property {any} byDefault
 * @property {Record<string, any>} properties of an object, as schemas
 * @property {string[]} required
 * @property {{min?: number, max?: number, isWhole?: boolean}} limits of a number
 * @property {string} hint what a value looks like
 */

/** The schema of scenario files, with the definitions that its parts refer to. */
export class Schema {
  #definitions;

  /** @param {any} whole */
  constructor(whole) {
    this.#definitions = whole.$defs;
  }

  /**
   * What a field takes.
   * @param {any} schema
   * @returns {Shape}
   */
  shape(schema) {
    const options = this.#options(schema);
    const object = options.find((option) => option.properties);
    const list = options.find((option) => option.type === "array");
    const names = options.flatMap((option) => option.enum ?? []);
    const number = options.find((option) => option.type === "number" || option.type === "integer");
    const isText = options.some((option) => option.type === "string");
    return {
      kind: kindOf({ object, list, names, number, isText, options }),
      names: names.map(String),
      description: this.#described(schema),
      byDefault: schema.default,
      properties: object?.properties ?? {},
      required: object?.required ?? [],
      limits: { min: number?.minimum, max: number?.maximum, isWhole: number?.type === "integer" },
      hint: hintOf(options, list),
    };
  }

  /**
   * The kinds of faults by name, each with the schema of its parameters.
   * @returns {Map<string, any>}
   */
  faults() {
    const [object] = this.#options({ $ref: "#/$defs/Fault" }).filter((option) => option.properties);
    const kinds = Object.entries(object.properties);
    const names = kinds.map(([name]) => name);
    const isAlias = (/** @type {any} */ schema) =>
      schema.enum?.every((/** @type {string} */ one) => names.includes(one));
    return new Map(kinds.filter(([, schema]) => !isAlias(schema))); // {transport: reset} is reset
  }

  /** The schemas of the keys of a rule. @returns {Record<string, any>} */
  rule() {
    return this.#definitions.Rule.properties;
  }

  /**
   * The alternatives of a schema, references followed.
   * @param {any} schema
   * @returns {any[]}
   */
  #options(schema) {
    if (schema.$ref) return this.#options(this.#definitions[schema.$ref.split("/").pop()]);
    const several = schema.anyOf ?? schema.oneOf;
    return several ? several.flatMap((/** @type {any} */ one) => this.#options(one)) : [schema];
  }

  /** @param {any} schema @returns {string} */
  #described(schema) {
    if (schema.description || !schema.$ref) return schema.description ?? "";
    return this.#described(this.#definitions[schema.$ref.split("/").pop()]);
  }
}

/** @param {any} found */
function kindOf({ object, list, names, number, isText, options }) {
  if (object && !isText && !number && !list) return "object";
  if (options.every((/** @type {any} */ option) => option.enum)) return "choice";
  if (
    options.some((/** @type {any} */ option) => option.type === "boolean") &&
    options.length === 1
  )
    return "yes-no";
  if (number && !isText && !object && !list && options.length === 1) return "number";
  if (list && (isText || names.length) && !object && !number) return "texts";
  if ((isText || names.length) && !object && !list && !number) return "text";
  return "value";
}

/** @param {any[]} options @param {any} list */
function hintOf(options, list) {
  if (options.some((option) => /ms\|s\|m/.test(option.pattern ?? ""))) return "90s, 5m, 1h30m";
  if (options.some((option) => /%/.test(option.pattern ?? ""))) return "0.3 or 30%";
  if (options.some((option) => option.additionalProperties && !option.properties))
    return "{key: value}";
  if (list && !options.some((option) => option.type === "string" || option.enum)) return "[0, -1]";
  return "";
}
