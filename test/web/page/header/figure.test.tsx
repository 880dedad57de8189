import { expect, it } from 'vitest';
import { Figure } from '../../../../src/web/page/header/figure.js';
import { markupOf, wordsOf } from '../markup.js';

it('a figure has a name, a value with its unit, a note, and a sparkline if there is data', () => {
  const figure = (trend: number[]) => (
    <Figure label="Latency" value="12" unit="ms" note="median 8 ms" color="--x" trend={trend} />
  );
  expect(wordsOf(figure([]))).toBe('Latency 12 ms median 8 ms');
  expect(markupOf(figure([]))).not.toContain('<svg');
  expect(markupOf(figure([0, 0]))).not.toContain('<svg');
  expect(markupOf(figure([1, 2]))).toContain('<svg');
});
