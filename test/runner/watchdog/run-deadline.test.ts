import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Environment } from '../../../src/core/environment.js';
import { Events } from '../../../src/core/events/global-events.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { RunDeadline } from '../../../src/runner/watchdog/run-deadline.js';
import { Log } from '../../../src/util/log/log.js';
import { now } from '../../../src/util/loop/clock.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const environment = (runTime: number | null = null) =>
  new Environment({
    userClasses: [],
    options: makeOptions({ runTime }),
    events: new Events(),
    log: new Log('ERROR', () => {}),
  });

it('is 5 s after the run time, counted anew from the start of the test', () => {
  const run = environment(10);
  const deadline = new RunDeadline(run, { endsWithRunTime: true, maxBlockedMs: null });
  vi.advanceTimersByTime(14_000);
  expect(deadline.isOver(0)).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(deadline.isOver(0)).toBe(true);
  run.events.testStart.fire({ environment: run });
  expect(deadline.isOver(0)).toBe(false);
  expect(deadline.reason).toBe('The run time is over and the event loop is still blocked');
});

it('follows a run time that a listener of init sets', () => {
  const run = environment(3_600);
  const deadline = new RunDeadline(run, { endsWithRunTime: true, maxBlockedMs: null });
  run.parsedOptions.runTime = 10;
  run.events.testStart.fire({ environment: run });
  vi.advanceTimersByTime(15_000);
  expect(deadline.isOver(0)).toBe(true);
});

it('without a run time is a limit of the blocked time, if there is one', () => {
  const limited = new RunDeadline(environment(10), { endsWithRunTime: false, maxBlockedMs: 60_000 });
  const unlimited = new RunDeadline(environment(), { endsWithRunTime: true, maxBlockedMs: null });
  const since = now();
  vi.advanceTimersByTime(59_999);
  expect(limited.isOver(since)).toBe(false);
  vi.advanceTimersByTime(1);
  expect(limited.isOver(since)).toBe(true);
  expect(unlimited.isOver(since)).toBe(false);
  expect(limited.reason).toBe('The event loop is still blocked');
});

it('stops listening to the run', () => {
  const run = environment(10);
  const deadline = new RunDeadline(run, { endsWithRunTime: true, maxBlockedMs: null });
  deadline.release();
  vi.advanceTimersByTime(15_000);
  run.events.testStart.fire({ environment: run });
  expect(deadline.isOver(0)).toBe(true);
});
