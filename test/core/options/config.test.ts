import { expect, it } from 'vitest';
import { defineConfig } from '../../../src/core/options/config.js';

it('returns its argument', () => {
  const config = {
    users: 100,
    spawnRate: 2.5,
    runTime: '5m',
    headless: true,
    tags: ['a'],
    userClasses: ['A'],
  } as const;
  expect(defineConfig(config)).toBe(config);
});
