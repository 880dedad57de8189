import { describe, expect, it } from 'vitest';
import { withDefaultJudges } from '../../../src/core/results/default-judges.js';
import type { Environment } from '../../../src/core/environment.js';
import { type Judge, judgeRun } from '../../../src/core/results/judge.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { TslocError } from '../../../src/util/error.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';
import { makeSample } from '../../helpers/statistics/samples.js';

/** What may have happened in a run, by increasing precedence. */
const happenings = {
  'a part of the run failed': 2,
  'a task threw': 1,
  'a request failed': 1,
  'the run was impossible': 7,
  'a listener wants a code': 42,
} as const;
type Happening = keyof typeof happenings;

function exitCodeAfter(...happened: Happening[]): number {
  const { environment } = makeEnvironment();
  const has = (one: Happening) => happened.includes(one);
  environment.stats.record(makeSample());
  if (has('a part of the run failed')) environment.unhandledError = true;
  if (has('a task threw')) environment.stats.exceptions.record(new Error('oh'), 'local');
  if (has('a request failed')) environment.stats.record(makeSample({ exception: 'bad' }));
  if (has('the run was impossible')) environment.fatalError = new TslocError('X', 'x', { exitCode: 7 });
  if (has('a listener wants a code')) environment.processExitCode = 42;
  return exitCodeOf(environment);
}

function exitCodeOf(environment: Environment, custom?: readonly Judge[]): number {
  return judgeRun(withDefaultJudges(custom), environment, takeSnapshot(environment)).exitCode;
}

describe('the default judges', () => {
  it('return 0 for a successful run', () => {
    expect(exitCodeAfter()).toBe(0);
  });

  it('return the exit code with the highest precedence', () => {
    const names = Object.keys(happenings) as Happening[];
    for (let mask = 1; mask < 2 ** names.length; mask++) {
      const happened = names.filter((_, i) => mask & (1 << i));
      const strongest = happened.at(-1) as Happening;
      expect({ happened, code: exitCodeAfter(...happened) }).toEqual({ happened, code: happenings[strongest] });
    }
  });

  it('return --exit-code-on-error for a run with failures, 0 included', () => {
    for (const exitCodeOnError of [0, 5]) {
      const { environment } = makeEnvironment({ exitCodeOnError });
      environment.stats.record(makeSample({ exception: 'bad' }));
      expect(exitCodeOf(environment)).toBe(exitCodeOnError);
    }
  });

  it('fail a run that measured nothing in spite of --exit-code-on-error 0: every user has thrown at its start', () => {
    const { environment } = makeEnvironment({ exitCodeOnError: 0 });
    environment.stats.exceptions.record(new Error('no account'), 'local');
    const verdict = judgeRun(withDefaultJudges(), environment, takeSnapshot(environment));
    expect(verdict).toMatchObject({ exitCode: 1, reason: expect.stringContaining('Nothing was measured') });
  });

  it('pass a run that has measured only metrics of its own', () => {
    const { environment } = makeEnvironment();
    expect(exitCodeOf(environment)).toBe(1);
    environment.stats.metrics.counter('jobs').add(1);
    expect(exitCodeOf(environment)).toBe(0);
  });

  it('return 2 for a run with failures that are tolerated, and a failed part; else --exit-code-on-error', () => {
    for (const [exitCodeOnError, expected] of [[0, 2], [5, 5]] as const) {
      const { environment } = makeEnvironment({ exitCodeOnError });
      environment.stats.record(makeSample({ exception: 'bad' }));
      environment.unhandledError = true;
      expect(exitCodeOf(environment)).toBe(expected);
    }
  });

  it('let a listener set 0, failures or not', () => {
    const { environment } = makeEnvironment();
    environment.stats.record(makeSample({ exception: 'bad' }));
    environment.processExitCode = 0;
    expect(exitCodeOf(environment)).toBe(0);
  });

  it('return 1 if requests were sent and none was answered', () => {
    const { environment } = makeEnvironment();
    for (let i = 0; i < 3; i++) environment.requestsInFlight.start();
    expect(exitCodeOf(environment)).toBe(1);
    environment.stats.record(makeSample());
    expect(exitCodeOf(environment)).toBe(0);
  });

  it('use the failures of the snapshot: those before a reset do not count', () => {
    const { environment } = makeEnvironment();
    environment.stats.record(makeSample({ exception: 'bad' }));
    environment.stats.resetAll();
    expect(exitCodeOf(environment)).toBe(0);
  });

  it('ask custom judges before failures, so that a target may pass a run that has some', () => {
    const { environment } = makeEnvironment();
    environment.stats.record(makeSample({ exception: 'bad' }));
    const tolerant: Judge = { name: 'targets', judge: () => ({ exitCode: 0, reason: null }) };
    expect(exitCodeOf(environment, [tolerant])).toBe(0);
    const silent: Judge = { name: 'targets', judge: () => null };
    expect(exitCodeOf(environment, [silent])).toBe(1);
  });

  it('ask custom judges after what a listener set and after what made the run impossible', () => {
    const failing: Judge = { name: 'targets', judge: () => ({ exitCode: 3, reason: 'p95 was 700 ms.' }) };
    const { environment } = makeEnvironment();
    expect(exitCodeOf(environment, [failing])).toBe(3);
    environment.fatalError = new TslocError('X', 'x', { exitCode: 7 });
    expect(exitCodeOf(environment, [failing])).toBe(7);
    environment.processExitCode = 42;
    expect(exitCodeOf(environment, [failing])).toBe(42);
  });
});
