/** Checks values against the part of JSON schema that tsloc's own schemas use; an unknown keyword is an error of the test. */

type Schema = Readonly<Record<string, unknown>>;

const annotations = new Set(['$schema', '$id', 'title', 'description', 'definitions']);

const keywords: Readonly<Record<string, (value: unknown, rule: never, root: Schema, schema: Schema) => boolean>> = {
  type: (value, rule: string | readonly string[]) => [rule].flat().some((one) => isOfType(value, one)),
  const: (value, rule: unknown) => value === rule,
  enum: (value, rule: readonly unknown[]) => rule.includes(value),
  minimum: (value, rule: number) => typeof value !== 'number' || value >= rule,
  maximum: (value, rule: number) => typeof value !== 'number' || value <= rule,
  exclusiveMinimum: (value, rule: number) => typeof value !== 'number' || value > rule,
  minLength: (value, rule: number) => typeof value !== 'string' || value.length >= rule,
  pattern: (value, rule: string) => typeof value !== 'string' || new RegExp(rule).test(value),
  minItems: (value, rule: number) => !Array.isArray(value) || value.length >= rule,
  maxItems: (value, rule: number) => !Array.isArray(value) || value.length <= rule,
  minProperties: (value, rule: number) => !isObject(value) || Object.keys(value).length >= rule,
  required: (value, rule: readonly string[]) => !isObject(value) || rule.every((key) => key in value),
  items: (value, rule: Schema, root) => !Array.isArray(value) || value.every((item) => matchesSchema(item, rule, root)),
  anyOf: (value, rule: readonly Schema[], root) => rule.some((one) => matchesSchema(value, one, root)),
  $ref: (value, rule: string, root) => matchesSchema(value, resolveReference(rule, root), root),
  properties: (value, rule: Readonly<Record<string, Schema>>, root) =>
    !isObject(value) ||
    Object.entries(value).every(([key, one]) => !(key in rule) || matchesSchema(one, rule[key] as Schema, root)),
  additionalProperties: (value, rule: boolean | Schema, root, schema) =>
    !isObject(value) ||
    Object.entries(value)
      .filter(([key]) => !(key in Object(schema.properties)))
      .every(([, one]) => (typeof rule === 'boolean' ? rule : matchesSchema(one, rule, root))),
};

export function matchesSchema(value: unknown, schema: object, root: object = schema): boolean {
  return Object.entries(schema).every(([keyword, rule]) => {
    if (annotations.has(keyword)) return true;
    const check = keywords[keyword];
    if (check === undefined) throw new Error(`Unknown keyword of JSON schema: ${keyword}`);
    return check(value, rule as never, root as Schema, schema as Schema);
  });
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return Number.isFinite(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  return type === 'object' ? isObject(value) : typeof value === type;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function resolveReference(reference: string, root: Schema): Schema {
  const path = reference.replace(/^#\//, '').split('/');
  return path.reduce<unknown>((at, key) => (at as Schema)[key], root) as Schema;
}
