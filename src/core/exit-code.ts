/** How a run ended. */
import { TslocError } from '../util/error.js';
import type { Environment } from './environment.js';
import type { Snapshot } from './snapshot.js';

/** The last word on a run. */
export interface RunResult {
  readonly snapshot: Snapshot;
  /** 0 for a good run; `--exit-code-on-error` for failed requests or exceptions; 2 if part of the run itself failed. */
  readonly exitCode: number;
}

/** Locust's rules: what a listener wants, then results, then trouble of the run itself; and no answer at all is none. */
export function exitCodeOf(environment: Environment, { stats }: Snapshot): number {
  if (environment.processExitCode !== null) return environment.processExitCode;
  if (TslocError.is(environment.fatalError)) return environment.fatalError.exitCode;
  if (stats.failures.length > 0 || stats.exceptions.length > 0) return environment.parsedOptions.exitCodeOnError;
  if (environment.unhandledError) return 2;
  return stats.total.numRequests === 0 && environment.unansweredRequests > 0 ? 1 : 0;
}
