import { describe, expect, it } from 'vitest';
import { measureLines } from '../../../src/cli/live-view/measure-lines.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

const values = { users: [1, 2], requestRate: [3, 9], failureRate: [0, 0], p50: [10, 20], p95: [20, 5], p99: [0, 7] };

function lines(width: number, failed = 0): string[] {
  const { environment } = makeEnvironment();
  const since = takeSnapshot(environment, 100);
  for (let i = 0; i < 20; i++)
    environment.stats.record(makeSample({ responseTime: i, exception: i < failed ? 'no' : null }), 101);
  const snapshot = { ...takeSnapshot(environment, 105), userCount: 2, targetUserCount: 8 };
  return measureLines(snapshot, values, { since, spawnRate: 0.5 }, width).map((spans) =>
    spans.map(({ text, style }) => (style === 'plain' ? text : `<${style}>${text}`)).join(''),
  );
}

describe('a line for each measure', () => {
  it('has the figure of the last seconds, the chart, and its largest value', () => {
    const [users, requests, , , p95] = lines(79);
    expect(users).toMatch(/^<dim>users {6}<bold>2\/8 \+0\.5\/s {6}<cyan> {2}▅█ +<dim> {2}max 2$/);
    expect(requests).toMatch(/^<dim>requests\/s <bold>4\.0 {13}<cyan> {2}▃█ +<dim> {2}max 9\.0$/);
    expect(p95).toMatch(/^<dim>p95 {8}<bold>19 ms {11}<cyan> {2}█▃ +<dim> {2}max 20 ms$/);
  });

  it('is red where requests have failed', () => {
    expect(lines(79)[2]).toMatch(/^<dim>failures\/s <bold>0\.0 \(0\.00%\) {5}<cyan>/);
    expect(lines(79, 5)[2]).toMatch(/^<dim>failures\/s <red>1\.0 \(25\.00%\) {4}<red>/);
  });

  it('has a chart without the largest value, or none, where the line is narrow', () => {
    expect(lines(39)[1]).toMatch(/^<dim>requests\/s <bold>4\.0 {13}<cyan> {2}▃█ +$/);
    expect(lines(30)[1]).toBe(`<dim>requests/s <bold>4.0${' '.repeat(13)}`);
  });
});
