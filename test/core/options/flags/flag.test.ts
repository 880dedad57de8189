import { expect, it } from 'vitest';
import { noNumber, noText, noWords } from '../../../../src/core/options/flags/flag.js';

it('has nothing as the default of options without one', () => {
  expect([noText, noNumber, noWords]).toEqual([null, null, []]);
});
