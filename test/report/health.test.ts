import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Environment } from '../../src/core/environment.js';
import { type Snapshot, takeSnapshot } from '../../src/core/snapshot.js';
import { HealthReporter } from '../../src/report/health.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

/** The warnings during a run whose seconds had these utilizations and delays, and at its end. */
function warningsOf(utilizations: readonly number[], delays: readonly number[] = []) {
  const warnings: string[] = [];
  const readings = utilizations.map((loopUtilization, i) => ({
    seconds: 1,
    loopUtilization,
    loopDelay: delays[i] ?? 0,
  }));
  const reporter = new HealthReporter(
    () => readings.shift() ?? { seconds: 1, loopUtilization: 0, loopDelay: 0 },
    (message) => warnings.push(message),
  );
  for (const _ of utilizations) reporter.tick(snapshotOf(0));
  const during = warnings.splice(0);
  reporter.end(snapshotOf(0));
  return { during, end: warnings };
}

function snapshotOf(names: number, failures = 0, exceptions = 0): Snapshot {
  const { environment } = makeEnvironment();
  for (let i = 0; i < failures; i++) environment.stats.failures.record('GET', '/', `order ${i} was wrong`, 0);
  for (let i = 0; i < exceptions; i++) environment.stats.exceptions.record('x'.repeat(i % 2_000), 'local');
  for (let i = 0; i < names; i++) environment.stats.record(makeSample({ name: `/item/${i}` }));
  return takeSnapshot(environment);
}

describe('HealthReporter', () => {
  it('does not warn about a process that keeps up', () => {
    expect(warningsOf([0, 0.5, 0.89, 0.89, 0.89, 0.89])).toEqual({ during: [], end: [] });
  });

  it('warns in the third busy second in a row, and at the end with the figures', () => {
    expect(warningsOf([0.95, 0.95]).during).toEqual([]);
    const { during, end } = warningsOf([0.95, 0.95, 0.9, 1, 1, 0.2], [30, 140.4, 0, 10]);
    expect(during).toEqual([expect.stringContaining('over 90 % busy')]);
    expect(end).toEqual([expect.stringContaining('over 90 % busy for 5 s (event-loop delay up to 140 ms)')]);
  });

  it('warns about a busy period also after single busy seconds', () => {
    expect(warningsOf([1, 0, 1, 0, 1, 0, 1, 1, 1]).during).toHaveLength(1);
  });

  it('does not warn during the run about single busy seconds', () => {
    expect(warningsOf([1, 1, 0, 1, 1, 0, 1, 1, 0]).during).toEqual([]);
  });

  it('warns once for any number of busy periods', () => {
    expect(warningsOf([1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1]).during).toHaveLength(1);
  });

  it('warns at once of a loop that was blocked for seconds, which one reading covers', () => {
    const warnings: string[] = [];
    const reporter = new HealthReporter(
      () => ({ seconds: 7.2, loopUtilization: 1, loopDelay: 7_000 }),
      (message) => warnings.push(message),
    );
    reporter.tick(snapshotOf(0));
    reporter.end(snapshotOf(0));
    expect(warnings).toEqual([
      expect.stringContaining('over 90 % busy'),
      expect.stringContaining('over 90 % busy for 7 s (event-loop delay up to 7000 ms)'),
    ]);
  });

  it('warns of an event loop that is blocked for seconds in a row without being busy, and again at the end', () => {
    const { during, end } = warningsOf([0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3], [20, 48, 20, 20, 22.4, 20, 0]);
    expect(during).toEqual([expect.stringContaining('blocked for 22 ms or more at a time')]);
    expect(end).toEqual([expect.stringContaining('blocked in 6 s of the run, for up to 48 ms')]);
  });

  it('does not warn of an event loop that is blocked now and then', () => {
    expect(warningsOf([0, 0, 0, 0, 0, 0, 0, 0], [90, 90, 90, 90, 14, 90, 90, 90])).toEqual({ during: [], end: [] });
  });

  it('warns about a busy process only as busy, not also as blocked', () => {
    const { during, end } = warningsOf([1, 1, 1, 1, 1, 1], [50, 50, 50, 50, 50, 50]);
    expect([...during, ...end]).toEqual([
      expect.stringContaining('over 90 % busy'),
      expect.stringContaining('over 90 % busy for 6 s'),
    ]);
  });

  it('warns once of more than a thousand names, texts of failures, or exceptions, with advice', () => {
    const warnings: string[] = [];
    const reporter = new HealthReporter(
      () => ({ seconds: 1, loopUtilization: 0, loopDelay: 0 }),
      (message) => warnings.push(message),
    );
    reporter.tick(snapshotOf(1_000));
    expect(warnings).toEqual([]);
    reporter.tick(snapshotOf(1_001));
    reporter.tick(snapshotOf(1_002));
    expect(warnings).toEqual([expect.stringMatching(/over 1000 different names.*\{ name: /)]);
    reporter.tick(snapshotOf(0, 1_000));
    expect(warnings).toHaveLength(1);
    for (let i = 1; i < 3; i++) reporter.tick(snapshotOf(0, 1_000 + i));
    expect(warnings.slice(1)).toEqual([expect.stringMatching(/over 1000 different texts/)]);
    reporter.tick(snapshotOf(0, 0, 1_000));
    expect(warnings).toHaveLength(2);
    for (let i = 1; i < 3; i++) reporter.tick(snapshotOf(0, 0, 1_000 + i));
    expect(warnings.slice(2)).toEqual([expect.stringMatching(/over 1000 different places/)]);
  });

  it('warns about each step of the system clock, except small ones', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const warnings: string[] = [];
    const usage = { seconds: 1, loopUtilization: 0, loopDelay: 0 };
    const reporter = new HealthReporter(
      () => usage,
      (message) => warnings.push(message),
    );
    for (const step of [0, 3_600, 0, -5, 0.2]) {
      vi.advanceTimersByTime(1_000);
      vi.setSystemTime(Date.now() + step * 1_000);
      reporter.tick(snapshotOf(0));
    }
    expect(warnings.map((warning) => warning.slice(0, warning.indexOf(' s,')))).toEqual([
      'The system clock was set forward by 3600',
      'The system clock was set back by 5',
    ]);
  });

  it.each([
    [
      'a request that could not connect',
      (environment: Environment) => {
        environment.stats.failures.record('GET', '/', "OSError(24, 'Too many open files')", 0);
      },
    ],
    [
      'a task that could not read a file',
      (environment: Environment) => {
        environment.stats.exceptions.record(new Error("EMFILE: too many open files, open 'a.csv'"), 'local');
      },
    ],
  ])('warns once of the limit of open files, after %s', (_, fail) => {
    const warnings: string[] = [];
    const { environment } = makeEnvironment();
    const usage = { seconds: 1, loopUtilization: 0, loopDelay: 0 };
    const reporter = new HealthReporter(
      () => usage,
      (message) => warnings.push(message),
    );
    reporter.tick(takeSnapshot(environment));
    expect(warnings).toEqual([]);
    fail(environment);
    reporter.tick(takeSnapshot(environment));
    reporter.end(takeSnapshot(environment));
    expect(warnings).toEqual([expect.stringMatching(/\(EMFILE\).*ulimit -n/)]);
  });
});
