/** Objects of a scenario file by a table of their keys: unknown keys are refused, and each key may have several names. */
import { snakeCase } from '../../util/text/letter-case.js';
import { mostSimilar } from '../../util/text/most-similar.js';
import { badScenario, expected, type Located, type LocatedEntry } from './located.js';
import type { ValueKind } from './value-reader.js';

/** One key of an object. */
export interface Field {
  /** In camelCase: how the rest of tsloc calls it. In files, words may be joined by `_` as well. */
  readonly key: string;
  readonly kind: ValueKind<unknown>;
  readonly description: string;
  /** Other names with kinds of their own, such as `durationMinutes`. */
  readonly aliases?: Readonly<Record<string, ValueKind<unknown>>>;
}

/** Reads objects with these keys; `called` names one in messages: `a scenario`. */
export function objectOf<T extends object>(called: string, fields: readonly Field[]): ValueKind<Partial<T>> {
  return { read: (node, name) => readObject<T>(node, name, called, fields), schema: schemaOf(fields) };
}

/** `spawn_rate` and `spawnRate` are the same key. */
export function camelCaseOf(key: string): string {
  return key.replace(/[_-](\w)/g, (_, letter: string) => letter.toUpperCase());
}

function readObject<T>(node: Located, name: string, called: string, fields: readonly Field[]): Partial<T> {
  if (node.kind !== 'map') throw expected(node, name, `a map with the keys of ${called}`);
  const found = new Map<string, LocatedEntry>();
  const values = node.entries.map((entry) => {
    const known = findField(camelCaseOf(entry.key), fields);
    if (known === undefined) throw unknownKey(entry, called, fields);
    const { key } = known.field;
    const earlier = found.get(key);
    if (earlier !== undefined)
      throw badScenario(entry.place, `Expected ${key} of ${name} once, got '${earlier.key}' and '${entry.key}'.`);
    found.set(key, entry);
    return [key, known.kind.read(entry.value, `${entry.key} of ${name}`)] as const;
  });
  return Object.fromEntries(values) as Partial<T>;
}

function findField(key: string, fields: readonly Field[]): { field: Field; kind: ValueKind<unknown> } | undefined {
  for (const field of fields) {
    const kind = field.key === key ? field.kind : field.aliases?.[key];
    if (kind !== undefined) return { field, kind };
  }
  return undefined;
}

function unknownKey({ key, place }: LocatedEntry, called: string, fields: readonly Field[]): Error {
  const names = fields.flatMap((field) => [field.key, ...Object.keys(field.aliases ?? {})]);
  const similar = mostSimilar(camelCaseOf(key), names);
  const hint =
    similar === null ? `Known names: ${names.map(snakeCase).join(', ')}.` : `Did you mean '${snakeCase(similar)}'?`;
  return badScenario(place, `Expected a key of ${called}, got '${key}'.`, hint);
}

function schemaOf(fields: readonly Field[]): object {
  const properties = fields.flatMap(({ key, kind, description, aliases = {} }) =>
    Object.entries({ [key]: kind, ...aliases }).flatMap(([name, { schema }]) => {
      const names = new Set([snakeCase(name), name]);
      const text =
        name === key ? description : `${description} ${aliasNote(name, schema === kind.schema)} ${snakeCase(key)}.`;
      return [...names].map((one) => [one, { ...schema, description: text }] as const);
    }),
  );
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}

/** How an alias differs from the key that follows. */
function aliasNote(name: string, hasSameValues: boolean): string {
  if (name.endsWith('Minutes')) return 'In minutes; instead of';
  return hasSameValues ? 'Another name of' : 'A number, as a short form of';
}
