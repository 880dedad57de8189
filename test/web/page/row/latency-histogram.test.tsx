import { describe, expect, it } from 'vitest';
import { histogramBars, LatencyHistogram } from '../../../../src/web/page/row/latency-histogram.js';
import { markupOf, wordsOf } from '../markup.js';

describe('the histogram of latencies', () => {
  it('has a bar for every class between the first and the last, empty ones too', () => {
    expect(histogramBars([3, 5, 5, 1])).toEqual([
      { index: 3, count: 5 },
      { index: 4, count: 0 },
      { index: 5, count: 1 },
    ]);
  });

  it('has a text description of its bars', () => {
    expect(wordsOf(<LatencyHistogram counts={[0, 5, 1, 10]} bounds={[1, 2]} />)).toContain('up to 1 ms: 5');
    expect(markupOf(<LatencyHistogram counts={[0, 5, 1, 10]} bounds={[1, 2]} />)).toContain('height:50%');
  });

  it('is not shown if nothing was measured', () => {
    expect(markupOf(<LatencyHistogram counts={[]} bounds={[1]} />)).toBe('');
  });
});
