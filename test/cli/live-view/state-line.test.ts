import { describe, expect, it } from 'vitest';
import { shortTime, stateLine } from '../../../src/cli/live-view/state-line.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

function line(
  runTime: number | null,
  width: number,
  state: 'running' | 'spawning' = 'running',
  hasKeys = false,
): string {
  const { environment } = makeEnvironment();
  for (let i = 0; i < 1234; i++) environment.stats.record(makeSample(), 100);
  const snapshot = { ...takeSnapshot(environment, 100), state };
  return stateLine(snapshot, { elapsedSeconds: 30, runTime, iterations: null, hasKeys }, width)
    .map(({ text, style }) => (style === 'plain' ? text : `<${style}>${text}`))
    .join('');
}

describe('the first line', () => {
  it('has state, bar, times and the number of requests', () => {
    expect(line(120, 79)).toBe(
      `<green>running    <cyan>${'█'.repeat(8)}${'░'.repeat(22)} <bold>30s of 2m00s<dim>  1,234 requests`,
    );
    expect(line(120, 79, 'spawning')).toMatch(/^<yellow>spawning {3}<cyan>/);
  });

  it('names the key that lists the keys, where it fits', () => {
    expect(line(null, 79, 'running', true)).toBe('<green>running    <bold>30s<dim>  1,234 requests<dim>  ? keys');
    expect(line(120, 99, 'running', true)).toMatch(/1,234 requests<dim> {2}\? keys$/);
    expect(line(120, 60, 'running', true)).not.toContain('keys');
  });

  it('has no bar without a run time, and leaves out what does not fit', () => {
    expect(line(null, 79)).toBe('<green>running    <bold>30s<dim>  1,234 requests');
    expect(line(120, 39)).toBe('<green>running    <cyan>████░░░░░░░░░░░ <bold>30s of 2m00s');
    expect(line(120, 24)).toBe('<green>running    <bold>30s of 2m00s');
  });
});

it.each([
  [null, '████████░░░░░░░░░░░░░░░░░░░░░░ ', '5s, 1,000 of 4,000 tasks'],
  [6, '█████████████████████████░░░░░ ', '5s of 6s, 1,000 of 4,000 tasks'],
])('with --iterations and the run time %s has the bar of what ends first', (runTime, bar, time) => {
  const snapshot = { ...takeSnapshot(makeEnvironment().environment, 100), iterations: 1000 };
  const spans = stateLine(snapshot, { elapsedSeconds: 5, runTime, iterations: 4000, hasKeys: false }, 120);
  expect(spans.map(({ text }) => text).slice(1, 3)).toEqual([bar, time]);
});

it.each([
  [0, '0s'],
  [99, '99s'],
  [1205, '20m05s'],
  [3605, '1h00m05s'],
])('%i seconds are %s', (seconds, text) => {
  expect(shortTime(seconds)).toBe(text);
});
