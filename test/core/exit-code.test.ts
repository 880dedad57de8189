import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/core/exit-code.js';
import { takeSnapshot } from '../../src/core/snapshot.js';
import { TslocError } from '../../src/util/error.js';
import { makeEnvironment } from '../helpers/logged-environment.js';
import { makeSample } from '../helpers/samples.js';

/** What may have happened in a run, the weightiest last. */
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
  return exitCodeOf(environment, takeSnapshot(environment));
}

describe('the exit code', () => {
  it('is 0 for a good run', () => {
    expect(exitCodeAfter()).toBe(0);
  });

  it('is that of the weightiest thing that happened, whatever else did', () => {
    const names = Object.keys(happenings) as Happening[];
    for (let mask = 1; mask < 2 ** names.length; mask++) {
      const happened = names.filter((_, i) => mask & (1 << i));
      const weightiest = happened.at(-1) as Happening;
      expect({ happened, code: exitCodeAfter(...happened) }).toEqual({ happened, code: happenings[weightiest] });
    }
  });

  it('of a run with failures is what --exit-code-on-error says, 0 included', () => {
    for (const exitCodeOnError of [0, 5]) {
      const { environment } = makeEnvironment({ exitCodeOnError });
      environment.stats.record(makeSample({ exception: 'bad' }));
      environment.unhandledError = true;
      expect(exitCodeOf(environment, takeSnapshot(environment))).toBe(exitCodeOnError);
    }
  });

  it('may be set to 0 by a listener, failures or not', () => {
    const { environment } = makeEnvironment();
    environment.stats.record(makeSample({ exception: 'bad' }));
    environment.processExitCode = 0;
    expect(exitCodeOf(environment, takeSnapshot(environment))).toBe(0);
  });

  it('is 1 where requests were sent and none was answered', () => {
    const { environment } = makeEnvironment();
    environment.unansweredRequests = 3;
    expect(exitCodeOf(environment, takeSnapshot(environment))).toBe(1);
    environment.stats.record(makeSample());
    expect(exitCodeOf(environment, takeSnapshot(environment))).toBe(0);
  });

  it('goes by the failures of the snapshot: those before a reset do not count', () => {
    const { environment } = makeEnvironment();
    environment.stats.record(makeSample({ exception: 'bad' }));
    environment.stats.resetAll();
    expect(exitCodeOf(environment, takeSnapshot(environment))).toBe(0);
  });
});
