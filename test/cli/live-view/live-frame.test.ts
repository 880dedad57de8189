import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { type FrameOptions, liveFrame } from '../../../src/cli/live-view/live-frame.js';
import { NewestFailures } from '../../../src/cli/live-view/newest-failures.js';
import type { BlockLine } from '../../../src/cli/terminal/terminal.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { expectGolden } from '../../helpers/files/golden.js';
import { workedJudgement } from '../../helpers/statistics/judgement.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

const textOf = (line: BlockLine = []) => line.map(({ text }) => text).join('');

function frame(options: Partial<FrameOptions> = {}) {
  const { environment } = makeEnvironment();
  const since = takeSnapshot(environment, 1_700_000_008);
  for (let i = 0; i < 120; i++) {
    const name = `/files/[id]/a/long/path/that/goes/on/${i % 12}/日本語`;
    const exception = i % 40 === 0 ? `too slow\u001b[31m` : null;
    environment.stats.record(makeSample({ name, responseTime: i, exception }), 1_700_000_000 + i / 12);
  }
  const snapshot = {
    ...takeSnapshot(environment, 1_700_000_013),
    userCount: 30,
    targetUserCount: 50,
    state: 'spawning',
  } as const;
  const values = {
    users: [10, 20, 30],
    requestRate: [5, 10, 12],
    failureRate: [0, 0, 0.3],
    p50: [10, 20, 60],
    p95: [20, 40, 114],
    p99: [20, 50, 118],
  };
  const newest = new NewestFailures();
  newest.add({ ...snapshot.stats, failures: snapshot.stats.failures.toReversed() });
  const failures = newest.kinds;
  const others = {
    columns: 80,
    rows: 24,
    elapsedSeconds: 13,
    runTime: 60,
    iterations: null,
    spawnRate: 5,
    hasKeys: true,
    since,
    failures,
  };
  return liveFrame(snapshot, values, { ...others, ...options });
}

describe('the live view', () => {
  it.each([40, 80, 200])('of %i columns equals its golden file', (columns) => {
    const text = frame({ columns })
      .map((line) => `${line.map(({ text, style }) => (style === 'plain' ? text : `<${style}>${text}</>`)).join('')}\n`)
      .join('');
    expectGolden(`live_${columns}_columns.txt`, text);
  });

  it.each([
    [10, 5],
    [40, 10],
    [80, 24],
    [500, 100],
    [2, 1],
  ])('fits a terminal of %i columns and %i rows', (columns, rows) => {
    const lines = frame({ columns, rows });
    expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
    for (const line of lines) expect(stringWidth(textOf(line))).toBeLessThanOrEqual(Math.max(10, columns - 1));
  });

  it('has no bar without a run time, and no ramp without a rate or at its end', () => {
    expect(textOf(frame({ runTime: null })[0])).toBe('spawning   13s  120 requests  ? keys');
    expect(textOf(frame({ spawnRate: null })[1])).toMatch(/^users {6}30\/50 {3}/);
    expect(textOf(frame()[1])).toMatch(/^users {6}30\/50 \+5\/s /);
  });

  it('contains no control characters', () => {
    for (const line of frame()) expect(textOf(line)).not.toMatch(/\p{Cc}/u);
  });
});

it('shows targets between the measures and the rows', () => {
  const lines = frame({ rows: 40, columns: 120, targets: workedJudgement().results }).map(textOf);
  expect(lines.indexOf('targets: 3 of 4 missed')).toBe(8);
  expect(lines.findIndex((line) => line.startsWith('busiest'))).toBe(14);
  expect(frame().map(textOf)).not.toContainEqual(expect.stringMatching('targets'));
});
