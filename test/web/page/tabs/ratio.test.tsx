import { expect, it } from 'vitest';
import { Ratio, RatioCards } from '../../../../src/web/page/tabs/ratio.js';
import { wordsOf } from '../markup.js';

it('ratios are shown per class and of all, once the server has sent them', () => {
  const ratios = { per_class: { A: { ratio: 0.5 } }, total: { A: { ratio: 0.25 } } };
  expect(wordsOf(<RatioCards ratios={ratios} />)).toBe('Ratio per class A 50% Total ratio A 25%');
  expect(wordsOf(<Ratio />)).toBe('Waiting for the server.');
});
