import { expect, it } from 'vitest';
import { elapsedSeconds } from '../../../../src/web/page/header/elapsed.js';

it('the elapsed time runs until now, until the last point of a finished test, and is null before the first', () => {
  expect(elapsedSeconds('running', 100, 160, 150)).toBe(60);
  expect(elapsedSeconds('stopped', 100, 500, 150)).toBe(50);
  expect(elapsedSeconds('ready', 100, 160, null)).toBeNull();
  expect(elapsedSeconds('running', null, 160, null)).toBeNull();
  expect(elapsedSeconds('spawning', 100, 99, null)).toBe(0);
});
