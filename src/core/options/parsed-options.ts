/** The options in effect, `environment.parsedOptions`: users and spawn rate have values even if nothing sets them. */
import type { Options } from './options.js';

/** The options of a run. A listener of `init` may change users, spawn rate and run time. */
export interface ParsedOptions extends Omit<Options, keyof LoadOptions> {
  /** 1 unless it is set. */
  numUsers: number;
  /** Users started per second; 1 unless it is set. */
  spawnRate: number;
  /** Seconds; null without a limit. */
  runTime: number | null;
}

/** The options of the load, each null unless it is set. */
export type LoadOptions = Pick<Options, 'numUsers' | 'spawnRate' | 'runTime'>;

/** Locust's values of a test that starts by itself. */
const unsetLoad = { numUsers: 1, spawnRate: 1 } as const;

/** Replaces what is not set by the value that a test uses then. */
export function effectiveOptions(given: Options): ParsedOptions {
  const { numUsers, spawnRate, ...others } = given;
  return { ...others, numUsers: numUsers ?? unsetLoad.numUsers, spawnRate: spawnRate ?? unsetLoad.spawnRate };
}

/** What is set of the load: `given` with the run, or changed in `parsed` since then. */
export function loadOptionsOf(given: Options, parsed: ParsedOptions): LoadOptions {
  const setValue = (key: keyof typeof unsetLoad) =>
    given[key] === null && parsed[key] === unsetLoad[key] ? null : parsed[key];
  return { numUsers: setValue('numUsers'), spawnRate: setValue('spawnRate'), runTime: parsed.runTime };
}
