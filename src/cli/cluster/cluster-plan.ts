/** The nodes of a run: master, worker and child processes, as the options define them. */
import { availableParallelism } from 'node:os';
import type { Options } from '../../core/options/options.js';
import { TslocError } from '../../util/error.js';
import type { Variables } from '../options/environment-variables.js';
import { masterTokenOf } from './master-token.js';

/** `alone` one process · `master` · `worker` · `parent` starts child processes, and is their master unless they have another. */
export type ClusterPlan =
  | { readonly role: 'alone' | 'master' | 'worker' }
  | { readonly role: 'parent'; readonly count: number; readonly isMaster: boolean };

/**
 * Locust's rules: `--processes 0` is the same as no such option.
 * @throws {TslocError} `BAD_OPTION`, exit code 1; 255 for `--master` with `--worker`, 2 for an empty token
 */
export function clusterPlan(options: Options): ClusterPlan {
  const { master, worker } = options;
  const processes = options.processes === 0 ? null : options.processes;
  if (master && worker) throw badCombination('--master or --worker, got both', 255);
  if (processes !== null && master) throw badCombination('--processes without --master, which it implies, got both');
  if (processes !== null && processes < -1)
    throw badCombination(`a number of --processes of 0 or more, or -1 for one for each core, got ${processes}`);
  if (master) refuseRequestOutput(options);
  if (master || worker) masterTokenOf(options);
  if (processes !== null)
    return { role: 'parent', count: processes === -1 ? availableParallelism() : processes, isMaster: !worker };
  return { role: master ? 'master' : worker ? 'worker' : 'alone' };
}

/** A master sends no requests: a file without rows at the end of a long test is found too late. */
function refuseRequestOutput({ requestLog, trace, traceFailures }: Options): void {
  const name =
    requestLog !== null ? '--request-log' : trace ? '--trace' : traceFailures !== null ? '--trace-failures' : null;
  if (name !== null) throw badCombination(`${name} on workers, which send the requests, got it with --master`);
}

function badCombination(expected: string, exitCode = 1): TslocError {
  return new TslocError('BAD_OPTION', `Expected ${expected}.`, { exitCode });
}

const reportIntervalSeconds = 3;

/**
 * How long the end of a ramp waits for the reports of workers, ms: seconds in LOCUST_WAIT_FOR_WORKERS_REPORT_AFTER_RAMP_UP,
 * or `2 * WORKER_REPORT_INTERVAL`; Locust's second by default. @throws {TslocError} `BAD_OPTION`
 */
export function settleMsOf(env: Variables): number {
  const name = 'LOCUST_WAIT_FOR_WORKERS_REPORT_AFTER_RAMP_UP';
  const text = env[name]?.trim();
  if (!text) return 1_000;
  const [, number, isInIntervals] = /^(\d+(?:\.\d+)?)\s*(\*\s*WORKER_REPORT_INTERVAL)?$/.exec(text) ?? [];
  if (number === undefined) throw badVariable(name, text);
  return Number(number) * (isInIntervals === undefined ? 1 : reportIntervalSeconds) * 1_000;
}

/** Seconds of LOCUST_WORKER_ADDITIONAL_WAIT_BEFORE_READY_AFTER_STOP; 0 by default. @throws {TslocError} `BAD_OPTION` */
export function waitBeforeReadySecondsOf(env: Variables): number {
  const name = 'LOCUST_WORKER_ADDITIONAL_WAIT_BEFORE_READY_AFTER_STOP';
  const text = env[name]?.trim() || '0';
  if (!/^\d+$/.test(text)) throw badVariable(name, text);
  return Number(text);
}

function badVariable(name: string, text: string): TslocError {
  return new TslocError('BAD_OPTION', `Expected ${name} to be a number of seconds, got '${text}'.`, { exitCode: 2 });
}
