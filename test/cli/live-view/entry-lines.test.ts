import { describe, expect, it } from 'vitest';
import { entryLines } from '../../../src/cli/live-view/entry-lines.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

/** 12 rows: `/0` had many requests before the window, `/11` has the most in it. */
function lines(width: number, room: number): string[] {
  const { environment } = makeEnvironment();
  for (let i = 0; i < 2000; i++) environment.stats.record(makeSample({ name: '/0', responseTime: 900 }), 100);
  const since = takeSnapshot(environment, 100);
  for (let i = 1; i < 12; i++)
    for (let times = 0; times < i; times++)
      environment.stats.record(makeSample({ name: `/${i}`, responseTime: i, exception: i === 10 ? 'no' : null }), 101);
  return entryLines(takeSnapshot(environment, 105), since, width, room).map((spans) =>
    spans.map(({ text, style }) => (style === 'plain' ? text : `<${style}>${text}`)).join(''),
  );
}

describe('the busiest rows', () => {
  it('are those with the highest rate in the window, with its percentiles; failures of the whole run are red', () => {
    const [blank, header, first, second, ...others] = lines(60, 30);
    expect(blank).toBe('');
    expect(header).toMatch(/^<dim>busiest, times in ms +failed {2}req\/s {2}p95$/);
    expect(first).toMatch(/^GET \/11 +0 {4}2\.2 {3}11$/);
    expect(second).toMatch(/^GET \/10 +<red> {6}10 {4}2\.0 {3}10$/);
    expect(others.at(-1)).toBe('<dim>… 2 more');
    expect(others).toHaveLength(9);
  });

  it('have more figures on a wide terminal; a row without requests in the window has no percentiles', () => {
    const rows = lines(120, 30);
    expect(rows[1]).toMatch(/requests {2}failed {2}req\/s {2}p50 {2}p95 {2}p99$/);
    expect(rows[2]).toMatch(/^GET \/11 +11 {7}0 {4}2\.2 {3}11 {3}11 {3}11$/);
  });

  it('are as many as there is room for', () => {
    expect(lines(60, 6)).toHaveLength(6);
    expect(lines(60, 6).at(-1)).toBe('<dim>… 9 more');
    expect(lines(60, 3)).toEqual([]);
  });
});
