import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.js';
import { progressLine } from '../../src/report/progress.js';
import { workedJudgement } from '../helpers/judgement.js';
import { workedSample, workedSampleEnd } from '../helpers/worked-sample.js';

const at = (userCount: number, targetUserCount: number): Snapshot => ({
  ...workedSampleEnd(),
  userCount,
  targetUserCount,
});

describe('progressLine', () => {
  it('shows time, users, rate, p95 and failures', () => {
    expect(progressLine(at(6, 10), { elapsedSeconds: 12, runTime: 60, requestsPerSecond: 0.4 })).toBe(
      '12s of 60s  ████░░░░░░░░░░░░░░░░  6/10 users  0.4 req/s  p95 3432 ms  2 failures',
    );
  });

  it('shows the users that are running in the bar of a run without a time limit', () => {
    expect(progressLine(at(5, 10), { elapsedSeconds: 7, runTime: null, requestsPerSecond: 0 })).toMatch(
      /^7s {2}█{10}░{10} {2}5\/10 users/,
    );
  });

  it('shows an empty bar without target users, and a full one while some are still stopping', () => {
    expect(progressLine(at(0, 0), { elapsedSeconds: 0, runTime: null, requestsPerSecond: 0 })).toContain(
      '░'.repeat(20),
    );
    expect(progressLine(at(30, 10), { elapsedSeconds: 0, runTime: null, requestsPerSecond: 0 })).toContain(
      `${'█'.repeat(20)}  30/10 users`,
    );
  });

  it('shows a full bar after the run time', () => {
    expect(progressLine(at(6, 10), { elapsedSeconds: 61, runTime: 60, requestsPerSecond: 0 })).toContain(
      '█'.repeat(20),
    );
  });

  it('counts one failure in the singular, and none as zero', () => {
    const sample = workedSample() as [Snapshot, Snapshot, Snapshot];
    expect(progressLine(sample[2], { elapsedSeconds: 3, runTime: 60, requestsPerSecond: 0 })).toMatch(/ 1 failure$/);
    expect(progressLine(sample[0], { elapsedSeconds: 0, runTime: 60, requestsPerSecond: 0 })).toMatch(
      / {2}0\.0 req\/s {2}p95 0 ms {2}0 failures$/,
    );
  });
});

it('counts missed targets, if there are targets', () => {
  const progress = { elapsedSeconds: 7, runTime: null, requestsPerSecond: 0 };
  expect(progressLine(workedSampleEnd(), { ...progress, targets: workedJudgement().results })).toMatch(
    / {2}targets: 3 of 4 missed$/,
  );
  expect(progressLine(workedSampleEnd(), progress)).not.toContain('targets');
});
