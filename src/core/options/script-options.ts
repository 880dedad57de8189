/** The options of a run from a script or a test: a subset of the command-line options, with JavaScript types. */
import { TslocError } from '../../util/error.js';
import type { LogLevel } from '../../util/log/log.js';
import {
  allow,
  boolean,
  describeValue,
  findUnknownKey,
  findViolation,
  func,
  listOf,
  nonNegativeInteger,
  nonNegativeNumber,
  object,
  oneOf,
  optional,
  positiveInteger,
  positiveNumber,
  type Rule,
  type Rules,
  string,
} from '../../util/rules.js';
import { knownNamesHint } from '../../util/text/most-similar.js';
import { requireFree } from '../events/events.js';
import type { Events } from '../events/global-events.js';
import type { Workload } from '../workload.js';
import { ArgumentParser } from './argument-parser.js';
import { argumentRule } from './argument-settings.js';
import { type Flag, type FlagKey, type FlagType, flags } from './flags.js';
import { configName, makeOptions, type Options } from './options.js';

/** Defaults are those of the command line, except for the log. */
export interface ScriptOptions {
  readonly users?: number;
  /** Users started per second. */
  readonly spawnRate?: number;
  /** Without it, and without `signal`, the run lasts until `environment.runner.quit()`. */
  readonly runTimeSeconds?: number;
  readonly stopTimeoutSeconds?: number;
  /** How many tasks all users together run. */
  readonly iterations?: number;
  readonly iterationsPerUser?: number;
  readonly host?: string;
  /** Limit of all response bodies that are being received at the same time; 1 GiB by default, 0 for none. */
  readonly maxTotalBodyBytes?: number;
  readonly seed?: string;
  readonly tags?: readonly string[];
  readonly excludeTags?: readonly string[];
  /** Statuses from 400 on that are no failures: `['429']`. */
  readonly expectedStatuses?: readonly string[];
  /** Values that users read as `this.workload`. */
  readonly workload?: Workload;
  /** Where to write Locust's four CSV files; none by default. */
  readonly csvPrefix?: string;
  readonly csvFullHistory?: boolean;
  /** Lowest level that is logged; WARNING by default. */
  readonly loglevel?: LogLevel;
  /** Takes each line of the log; `console.error` by default; `() => {}` discards them. */
  readonly log?: (line: string) => void;
  /**
   * Values of the options that listeners of `initCommandLineParser` add to `events`, by their keys in `parsedOptions`:
   * `{ slowAfter: 300 }`. The others have their defaults.
   */
  readonly customOptions?: Partial<Omit<TslocOptions, 'userClasses' | 'workload'>>;
}

/** Options of the table that a script may set; their names there are derived from the table. */
const keys = [
  'numUsers',
  'spawnRate',
  'runTime',
  'stopTimeout',
  'iterations',
  'iterationsPerUser',
  'host',
  'maxTotalBodyBytes',
  'seed',
  'tags',
  'excludeTags',
  'expectedStatuses',
  'csvPrefix',
  'statsHistoryEnabled',
  'loglevel',
] as const satisfies readonly FlagKey[];

/** By their names in a script. */
const rows = new Map(keys.map((key) => [scriptName(key), { key, rule: optional(ruleOf(flags[key])) }]));

const rules: Rules<string> = {
  ...Object.fromEntries([...rows].map(([name, { rule }]) => [name, rule])),
  log: optional(func),
  workload: optional(object),
  customOptions: optional(object),
};

/** `--spawn-rate` is `spawnRate`, `--run-time` is `runTimeSeconds`. */
function scriptName(key: FlagKey): string {
  const flag: Flag = flags[key];
  if (key === 'csvPrefix') return key;
  return flag.type === 'timeSpan' ? `${configName(flag)}Seconds` : configName(flag);
}

function ruleOf({ type, choices = [], least = 0 }: Flag): Rule {
  const ofType: Partial<Record<FlagType, Rule>> = {
    integer: least > 0 ? positiveInteger : nonNegativeInteger,
    rate: positiveNumber,
    timeSpan: nonNegativeNumber,
    choice: oneOf(choices),
    words: listOf(string, 'a list of strings'),
    flag: boolean,
  };
  return ofType[type] ?? string;
}

/** @throws {TslocError} `BAD_OPTION` for the first of `names` that is given: `what` would ignore it */
export function refuseOptions(given: ScriptOptions, names: readonly (keyof ScriptOptions)[], what: string): void {
  const ignored = names.find((name) => given[name] !== undefined);
  if (ignored !== undefined)
    throw badScriptOption(`no ${ignored} for ${what}`, given[ignored], 'run() has this option.');
}

/**
 * The options in the form of the option table, with those that listeners of `events` add.
 * @throws {TslocError} `BAD_OPTION`, `EVENTS_IN_USE`
 * @throws what a listener throws
 */
export async function optionsOfScript(given: ScriptOptions, events: Events): Promise<Options> {
  checkOptions(given);
  requireFree(events);
  const parser = new ArgumentParser();
  // Errors reject this call; without this handler they would reach the environment of an earlier run.
  events.onListenerError = (_event, _listener, thrown) => {
    throw thrown;
  };
  await events.initCommandLineParser.fireAndWait({ parser });
  const values = [...rows].map(([name, { key }]) => [key, given[name as keyof ScriptOptions]]);
  const custom = customValues(parser.rows, given.customOptions ?? {});
  const { workload } = given;
  const all = { loglevel: 'WARNING', workload, ...omitUndefined(values), ...custom };
  return makeOptions(all as Partial<Options>);
}

function omitUndefined(entries: unknown[][]): object {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function checkOptions(given: ScriptOptions): void {
  const known = Object.keys(rules);
  const unknown = findUnknownKey(given, known);
  if (unknown !== undefined) throw badScriptOption('a known option of a run', unknown, knownNamesHint(unknown, known));
  const violation = findViolation(given, rules);
  if (violation !== null) throw badScriptOption(`${violation.name} to be ${violation.rule.expected}`, violation.value);
}

function customValues(rows: ArgumentParser['rows'], given: object): object {
  for (const [key, value] of Object.entries(given)) {
    const row = rows.get(key);
    if (row === undefined) {
      const names = rows.size === 0 ? 'none' : [...rows.keys()].join(', ');
      const hint = `Listeners of initCommandLineParser have added ${names}; they are those of the \`events\` given.`;
      throw badScriptOption('customOptions to name an option of your own', key, hint);
    }
    const { accepts, expected } = optional(allow(argumentRule(row.type, row.choices), null));
    if (!accepts(value)) throw badScriptOption(`customOptions.${key} to be ${expected}`, value);
  }
  const defaults = [...rows].map(([key, row]) => [key, row.default]);
  return { ...Object.fromEntries(defaults), ...omitUndefined(Object.entries(given)) };
}

/** The error of an invalid option. */
export function badScriptOption(expected: string, value: unknown, hint?: string): TslocError {
  return new TslocError('BAD_OPTION', `Expected ${expected}, got ${describeValue(value)}.`, {
    exitCode: 2,
    ...(hint === undefined ? {} : { hint }),
  });
}
