import { expect, it } from 'vitest';
import { elapsedSeconds } from '../../../../src/web/page/header/elapsed.js';

it('a test has run until now, one that is over until its last point, none before the first', () => {
  expect(elapsedSeconds('running', 100, 160, 150)).toBe(60);
  expect(elapsedSeconds('stopped', 100, 500, 150)).toBe(50);
  expect(elapsedSeconds('ready', 100, 160, null)).toBeNull();
  expect(elapsedSeconds('running', null, 160, null)).toBeNull();
  expect(elapsedSeconds('spawning', 100, 99, null)).toBe(0);
});
