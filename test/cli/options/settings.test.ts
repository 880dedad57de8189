import { expect, it } from 'vitest';
import { optionsFrom } from '../../../src/cli/options/settings.js';

it('gives the options of all settings, the last one of each key', () => {
  const setting = (value: number) => ({ key: 'numUsers', value, source: 'x' });
  expect(optionsFrom([setting(1), setting(2)])).toMatchObject({ numUsers: 2, spawnRate: null });
});
