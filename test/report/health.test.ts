import { describe, expect, it } from 'vitest';
import { type Snapshot, takeSnapshot } from '../../src/core/snapshot.js';
import { HealthReporter } from '../../src/report/health.js';
import { makeEnvironment } from '../helpers/logged-environment.js';
import { makeSample } from '../helpers/samples.js';

/** What it says in a run whose seconds had these shares of busy time, and what in the end. */
function warningsOf(utilizations: readonly number[], delays: readonly number[] = []) {
  const warnings: string[] = [];
  const looks = utilizations.map((loopUtilization, i) => ({ seconds: 1, loopUtilization, loopDelay: delays[i] ?? 0 }));
  const reporter = new HealthReporter(
    () => looks.shift() ?? { seconds: 1, loopUtilization: 0, loopDelay: 0 },
    (message) => warnings.push(message),
  );
  for (const _ of utilizations) reporter.tick(snapshotOf(0));
  const during = warnings.splice(0);
  reporter.end();
  return { during, end: warnings };
}

function snapshotOf(names: number, failures = 0): Snapshot {
  const { environment } = makeEnvironment();
  for (let i = 0; i < failures; i++) environment.stats.failures.record('GET', '/', `order ${i} was wrong`, 0);
  for (let i = 0; i < names; i++) environment.stats.record(makeSample({ name: `/item/${i}` }));
  return takeSnapshot(environment);
}

describe('HealthReporter', () => {
  it('says nothing of a process that keeps up', () => {
    expect(warningsOf([0, 0.5, 0.89, 0.89, 0.89, 0.89])).toEqual({ during: [], end: [] });
  });

  it('warns in the third busy second in a row, and once more in the end with the figures', () => {
    expect(warningsOf([0.95, 0.95]).during).toEqual([]);
    const { during, end } = warningsOf([0.95, 0.95, 0.9, 1, 1, 0.2], [30, 140.4, 0, 10]);
    expect(during).toEqual([expect.stringContaining('over 90 % busy')]);
    expect(end).toEqual([expect.stringContaining('over 90 % busy for 5 s (up to 140 ms late)')]);
  });

  it('warns of a busy stretch also when single busy seconds came before it', () => {
    expect(warningsOf([1, 0, 1, 0, 1, 0, 1, 1, 1]).during).toHaveLength(1);
  });

  it('does not warn during the run of busy seconds that never last', () => {
    expect(warningsOf([1, 1, 0, 1, 1, 0, 1, 1, 0]).during).toEqual([]);
  });

  it('warns once however many stretches there are', () => {
    expect(warningsOf([1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1]).during).toHaveLength(1);
  });

  it('warns at once of a loop that was blocked for seconds, in which nobody could look', () => {
    const warnings: string[] = [];
    const reporter = new HealthReporter(
      () => ({ seconds: 7.2, loopUtilization: 1, loopDelay: 7_000 }),
      (message) => warnings.push(message),
    );
    reporter.tick(snapshotOf(0));
    reporter.end();
    expect(warnings).toEqual([
      expect.stringContaining('over 90 % busy'),
      expect.stringContaining('over 90 % busy for 7 s (up to 7000 ms late)'),
    ]);
  });

  it('warns of a process that is held up again and again without being busy, and once more in the end', () => {
    const { during, end } = warningsOf([0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3], [20, 48, 20, 20, 22.4, 20, 0]);
    expect(during).toEqual([expect.stringContaining('holds up this process, for 22 ms and more')]);
    expect(end).toEqual([expect.stringContaining('held up this process in 6 s of the run, for up to 48 ms')]);
  });

  it('does not warn of a process that is held up now and then', () => {
    expect(warningsOf([0, 0, 0, 0, 0, 0, 0, 0], [90, 90, 90, 90, 14, 90, 90, 90])).toEqual({ during: [], end: [] });
  });

  it('does not say twice what a busy process suffers from', () => {
    const { during, end } = warningsOf([1, 1, 1, 1, 1, 1], [50, 50, 50, 50, 50, 50]);
    expect([...during, ...end]).toEqual([
      expect.stringContaining('over 90 % busy'),
      expect.stringContaining('over 90 % busy for 6 s'),
    ]);
  });

  it('warns once of more than a thousand names, and of as many texts of failures, and says what to write', () => {
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
  });
});
