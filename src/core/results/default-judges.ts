/** The judges of every run: Locust's rules for the exit code, in its order, and one for runs that measured nothing. */
import { TslocError } from '../../util/error.js';
import type { Snapshot } from '../snapshot.js';
import { exitCodes } from './exit-code.js';
import type { Judge } from './judge.js';

/** What a run may have without failing because of it. */
export interface Tolerance {
  /** Whether a run without a test fails. True by default. */
  readonly expectsTest?: boolean;
  /** Whether targets judge failed requests. */
  readonly toleratesFailures?: boolean;
  /** Whether targets judge exceptions of tasks. */
  readonly toleratesExceptions?: boolean;
  /** Whether the run has targets: then the log says what fails a run whose targets are all met. */
  readonly hasTargets?: boolean;
}

/**
 * Custom judges come after what a listener set and after an error that made the run impossible, and before failures and
 * exceptions: a target such as "fewer than 1 % failed" may pass a run that has failures.
 */
export function withDefaultJudges(custom: readonly Judge[] = [], tolerance: Tolerance = {}): readonly Judge[] {
  const { expectsTest = true } = tolerance;
  const failures = createFailureJudge(tolerance);
  return [codeOfListener, fatalError, ...custom, failures, failedParts, createMeasurementJudge(expectsTest)];
}

const codeOfListener: Judge = {
  name: 'processExitCode',
  judge: ({ processExitCode }) => (processExitCode === null ? null : { exitCode: processExitCode, reason: null }),
};

const fatalError: Judge = {
  name: 'fatalError',
  judge: ({ fatalError: error }) => (TslocError.is(error) ? { exitCode: error.exitCode, reason: null } : null),
};

function createFailureJudge(tolerance: Tolerance): Judge {
  const { toleratesFailures = false, toleratesExceptions = false, hasTargets = false } = tolerance;
  return {
    name: 'failures',
    judge: ({ parsedOptions }, { stats }) => {
      const hasFailed = stats.failures.length > 0 && !toleratesFailures;
      const hasThrown = stats.exceptions.length > 0 && !toleratesExceptions;
      if (!hasFailed && !hasThrown) return null;
      const { exitCodeOnError: exitCode } = parsedOptions;
      // Later judges may fail the run: an incomplete file, a listener that failed, nothing measured.
      if (exitCode === 0) return null;
      return { exitCode, reason: hasTargets ? explainFailure(hasFailed) : null };
    },
  };
}

/** All thresholds are met, since a missed one decides before. */
function explainFailure(hasFailed: boolean): string {
  if (!hasFailed)
    return 'All thresholds are met, but tasks threw exceptions; a threshold on exceptions or on the error rate would judge them.';
  return 'All thresholds are met, but requests failed; a threshold on the error rate of all requests would judge them.';
}

const failedParts: Judge = {
  name: 'unhandledError',
  judge: ({ unhandledError }) => (unhandledError ? { exitCode: exitCodes.broken, reason: null } : null),
};

/** A run that measured nothing must not pass, unless it was configured without users. */
function createMeasurementJudge(expectsTest: boolean): Judge {
  return {
    name: 'measurements',
    judge: ({ runner }, { stats, requestsInFlight }) => {
      const peak = runner?.peakTargetUserCount ?? null;
      if (hasMeasured(stats) || peak === 0 || (peak === null && !expectsTest)) return null;
      const cause = explainEmptyRun(peak, requestsInFlight);
      return { exitCode: exitCodes.failed, reason: `Nothing was measured: ${cause}.` };
    },
  };
}

/** Whether there are requests, or metrics that the test has recorded itself. */
function hasMeasured({ entries, metrics }: Snapshot['stats']): boolean {
  return entries.length > 0 || metrics.length > 0;
}

function explainEmptyRun(peakUserCount: number | null, requestsInFlight: number): string {
  if (requestsInFlight > 0) return `no request was answered, ${requestsInFlight} were in flight at the end`;
  if (peakUserCount === null) return 'the test ended before its first user';
  return 'no user reported a request';
}
