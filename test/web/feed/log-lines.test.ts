import { expect, it } from 'vitest';
import { LogLines } from '../../../src/web/feed/log-lines.js';

it('keeps the newest 500 lines, and returns lines since a number', () => {
  const log = new LogLines();
  for (let i = 0; i < 1_600; i++) log.add(`line ${i}`);
  expect([log.newest().length, log.newest()[0]]).toEqual([500, 'line 1100']);
  expect(log.since(log.count - 2)).toEqual(['line 1598', 'line 1599']);
  expect(log.since(log.count)).toEqual([]);
  expect(log.since(0).length).toBe(500);
});
