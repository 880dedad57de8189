import { expect, it } from 'vitest';
import { isActive, type RunnerState } from '../../src/core/runner.js';

it('is active while users run or are being started', () => {
  const states: RunnerState[] = ['ready', 'spawning', 'running', 'stopping', 'cleanup', 'stopped'];
  expect(states.filter(isActive)).toEqual(['spawning', 'running']);
  expect(isActive(undefined)).toBe(false);
});
