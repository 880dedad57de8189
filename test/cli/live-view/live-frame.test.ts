import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { type FrameOptions, liveFrame } from '../../../src/cli/live-view/live-frame.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { expectGolden } from '../../helpers/golden.js';
import { workedJudgement } from '../../helpers/judgement.js';
import { makeEnvironment } from '../../helpers/logged-environment.js';
import { makeSample } from '../../helpers/samples.js';

function frame(options: Partial<FrameOptions> = {}) {
  const { environment } = makeEnvironment();
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
  const failures = [...snapshot.stats.failures];
  const others = { columns: 80, rows: 24, elapsedSeconds: 13, runTime: 60, spawnRate: 5, failures };
  return liveFrame(snapshot, values, { ...others, ...options });
}

describe('the live view', () => {
  it.each([40, 80, 200])('of %i columns equals its golden file', (columns) => {
    const text = frame({ columns })
      .map((line) => `${line.style.padEnd(6)}|${line.text}|\n`)
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
    for (const { text } of lines) expect(stringWidth(text)).toBeLessThanOrEqual(Math.max(10, columns - 1));
  });

  it('has no bar without a run time, and no ramp without a rate or at its end', () => {
    expect(frame({ runTime: null })[0]?.text).toMatch(/^spawning {3}13s +$/);
    expect(frame({ spawnRate: null })[1]?.text).toMatch(/^users {6}30\/50 /);
    expect(frame()[1]?.text).toMatch(/^users {6}30\/50 \+5\/s /);
  });

  it('contains no control characters', () => {
    for (const { text } of frame()) expect(text).not.toMatch(/\p{Cc}/u);
  });
});

it('shows targets, missed ones first and in red', () => {
  const lines = frame({ rows: 40, columns: 120, targets: workedJudgement().results });
  const at = lines.findIndex(({ text }) => text.startsWith('targets: 3 of 4 missed'));
  const shown = lines.slice(at + 1, at + 5);
  expect(shown.map(({ text }) => text.slice(0, 4))).toEqual(['FAIL', 'WARN', 'FAIL', 'PASS']);
  expect(shown.map(({ style }) => style)).toEqual(['red', 'red', 'red', 'plain']);
  expect(frame().some(({ text }) => text.startsWith('targets'))).toBe(false);
});
