/** The options of a test, from the master to its workers: `parsed_options`, in Locust's names. */
import type { Environment } from '../../core/environment.js';
import { type Flag, flags } from '../../core/options/flags.js';
import type { Options } from '../../core/options/options.js';
import { snakeCase } from '../../util/text/letter-case.js';
import type { WireMap } from './wire-values.js';

/** Options that null leaves as they are: Locust's master sends null unless they are set. */
const loadKeys: readonly string[] = ['numUsers', 'spawnRate'];

/** Built-in options that a worker takes from its master: Locust's, and those that users may read. For others it uses its own. */
const shared: readonly string[] = [
  ...loadKeys,
  'runTime',
  'tags',
  'excludeTags',
  'expectWorkers',
  'resetStats',
  'iterationsPerUser',
  'expectedStatuses',
];

/** Every value that a message can carry, secrets left out: `numUsers` is `num_users`. */
export function toParsedOptions(options: Options): WireMap {
  const entries = Object.entries(options).filter(([key, value]) => !isSecret(key) && isPlain(value));
  return Object.fromEntries(entries.map(([key, value]) => [snakeCase(key), value]));
}

/** Sets custom options and the shared built-in ones. */
export function applyParsedOptions({ parsedOptions, iterations }: Environment, given: WireMap): void {
  for (const [name, value] of Object.entries(given)) {
    const key = camelCase(name);
    const isBuiltIn = Object.hasOwn(flags, key) || key === 'userClasses';
    if (isBuiltIn ? !shared.includes(key) : !isPlain(value)) continue;
    if (value === null && loadKeys.includes(key)) continue;
    if (!isBuiltIn || isValueOf((flags as Record<string, Flag>)[key] as Flag, value))
      Object.defineProperty(parsedOptions, key, { value, writable: true, enumerable: true, configurable: true });
  }
  iterations.perUser = parsedOptions.iterationsPerUser ?? Number.POSITIVE_INFINITY;
}

function isSecret(key: string): boolean {
  return (flags as Record<string, Flag>)[key]?.isSecret === true;
}

function isPlain(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isScalar) : isScalar(value);
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** True for a value that the option accepts; other nodes may send anything. Locust's `tags` are null or a list. */
function isValueOf({ type }: Flag, value: unknown): boolean {
  if (type === 'words') return Array.isArray(value) && value.every((one) => typeof one === 'string');
  if (type === 'flag') return typeof value === 'boolean';
  return value === null || (typeof value === 'number' && value >= 0);
}

/** A name of Python as tsloc spells it. */
export function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}
