import { expect, it } from 'vitest';
import { noNumber, noText, noWords } from '../../../../src/core/options/flags/flag.js';

it('options without a default have null or an empty list', () => {
  expect([noText, noNumber, noWords]).toEqual([null, null, []]);
});
