/** The workload of a scenario: what the bundled users read is checked, the rest is for the code of a test. */
import type { Workload } from '../../core/workload.js';
import { snakeCase } from '../../util/text/letter-case.js';
import { badScenario, expected, type Located, type LocatedEntry, plainValue } from './located.js';
import { camelCaseOf } from './object-reader.js';
import { type ValueKind, weights } from './value-reader.js';

/** Two numbers, the lower first. */
const range: ValueKind<readonly [number, number]> = {
  read: (node, name) => {
    const [low, high, ...more] = node.kind === 'list' ? node.items.map(plainValue) : [];
    if (isAmount(low) && isAmount(high) && low <= high && more.length === 0) return [low, high];
    throw expected(node, name, 'two numbers of 0 or more, the lower first, such as [5, 30]');
  },
  schema: { type: 'array', items: { type: 'number', minimum: 0 }, minItems: 2, maxItems: 2 },
};

const ranges: ValueKind<Readonly<Record<string, readonly [number, number]>>> = {
  read: (node, name) => {
    if (node.kind !== 'map' || node.entries.length === 0)
      throw expected(node, name, 'a map of sizes such as { small: [5, 30] }');
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, range.read(value, `${key} of ${name}`)]));
  },
  schema: { type: 'object', minProperties: 1, additionalProperties: range.schema },
};

const members: Readonly<Record<string, ValueKind<unknown>>> = {
  fileSizes: ranges,
  distribution: weights,
  qualityRequirements: weights,
};

/** A map. `fileSizes`, `distribution` and `qualityRequirements` may be spelled with `_`, too. */
export const workloadKind: ValueKind<Workload> = {
  read: (node, name) => {
    if (node.kind !== 'map') throw expected(node, name, 'a map');
    const values = node.entries.map((entry) => readMember(entry, name));
    const workload = Object.fromEntries(values) as Workload;
    checkSizes(workload, node, name);
    return workload;
  },
  schema: {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(members).flatMap(([key, { schema }]) => [...spellings(key)].map((one) => [one, schema])),
    ),
  },
};

function readMember({ key, value }: LocatedEntry, name: string): [string, unknown] {
  const known = camelCaseOf(key);
  const kind = Object.hasOwn(members, known) ? members[known] : undefined;
  return kind === undefined ? [key, plainValue(value)] : [known, kind.read(value, `${key} of ${name}`)];
}

/** Shares of sizes that have no range would be a mistake in each task. */
function checkSizes(
  { fileSizes, distribution }: Workload,
  node: Extract<Located, { kind: 'map' }>,
  name: string,
): void {
  if (fileSizes === undefined || distribution === undefined) return;
  const unknown = Object.keys(distribution).find((size) => !Object.hasOwn(fileSizes, size));
  if (unknown === undefined) return;
  const place = placeIn(node, 'distribution', unknown);
  const hint = `Sizes are ${Object.keys(fileSizes).join(', ')}.`;
  throw badScenario(place, `Expected distribution of ${name} to name sizes of its fileSizes, got '${unknown}'.`, hint);
}

function placeIn({ entries, place }: Extract<Located, { kind: 'map' }>, key: string, inner: string): string {
  const value = entries.find((entry) => camelCaseOf(entry.key) === key)?.value;
  return (value?.kind === 'map' ? value.entries.find((entry) => entry.key === inner)?.place : undefined) ?? place;
}

function isAmount(value: unknown): value is number {
  return Number.isFinite(value) && (value as number) >= 0;
}

function spellings(key: string): Set<string> {
  return new Set([snakeCase(key), key]);
}
