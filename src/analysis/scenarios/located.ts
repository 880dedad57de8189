/** Values of a scenario file, each with its place: `tsloc.scenarios.yaml:3:5`. */
import { TslocError } from '../../util/error.js';
import { isPlainObject } from '../../util/plain-object.js';
import { describeValue } from '../../util/rules.js';

/** One value: a list, a map, or anything else. */
export type Located =
  | { readonly kind: 'value'; readonly value: unknown; readonly place: string }
  | { readonly kind: 'list'; readonly items: readonly Located[]; readonly place: string }
  | { readonly kind: 'map'; readonly entries: readonly LocatedEntry[]; readonly place: string };

/** One key of a map. */
export interface LocatedEntry {
  readonly key: string;
  /** Where the key is. */
  readonly place: string;
  readonly value: Located;
}

/** A value of a script, whose places are paths: `scenarios.checkout.users of tsloc.scenarios.ts`. */
export function locate(value: unknown, path: string, source: string): Located {
  const place = path === '' ? source : `${path} of ${source}`;
  if (Array.isArray(value))
    return { kind: 'list', items: value.map((item, i) => locate(item, `${path}[${i}]`, source)), place };
  if (!isPlainObject(value)) return { kind: 'value', value, place };
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => {
      const inner = path === '' ? key : `${path}.${key}`;
      return { key, place: `${inner} of ${source}`, value: locate(one, inner, source) };
    });
  return { kind: 'map', entries, place };
}

/** The value without its places. */
export function plainValue(node: Located): unknown {
  if (node.kind === 'list') return node.items.map(plainValue);
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value)]));
  return node.value;
}

/** `BAD_SCENARIO`, exit code 2: `tsloc.scenarios.yaml:3:5: Expected users to be …, got 'x'.` */
export function badScenario(place: string, problem: string, hint?: string): TslocError {
  return new TslocError('BAD_SCENARIO', `${place}: ${problem}`, {
    exitCode: 2,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** The error of a value of the wrong kind. */
export function expected(node: Located, name: string, what: string, hint?: string): TslocError {
  return badScenario(node.place, `Expected ${name} to be ${what}, got ${describeValue(plainValue(node))}.`, hint);
}
