import { expect, it } from 'vitest';
import { RecentLines } from '../../../src/util/log/recent-lines.js';

it('keeps the newest 500 lines, and returns lines since a number', () => {
  const lines = new RecentLines();
  expect([lines.count, lines.newest(), lines.since(0)]).toEqual([0, [], []]);
  for (let i = 0; i < 1_600; i++) lines.add(`line ${i}`);
  expect([lines.newest().length, lines.newest()[0]]).toEqual([500, 'line 1100']);
  expect(lines.since(lines.count - 2)).toEqual(['line 1598', 'line 1599']);
  expect(lines.since(lines.count)).toEqual([]);
  expect(lines.since(0).length).toBe(500);
});
