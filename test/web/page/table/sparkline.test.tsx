import { describe, expect, it } from 'vitest';
import { Sparkline, sparkPath } from '../../../../src/web/page/table/sparkline.js';
import { markupOf } from '../markup.js';

describe('a sparkline', () => {
  it('spans the full width, the greatest value at the top', () => {
    expect(sparkPath([0, 5, 10], 100, 20)).toBe('M0.0 19.0L50.0 10.0L100.0 1.0');
  });

  it('is at the bottom if all values are 0', () => {
    expect(sparkPath([0, 0], 10, 20)).toBe('M0.0 19.0L10.0 19.0');
  });

  it('is empty for less than two values', () => {
    expect(markupOf(<Sparkline values={[3]} />)).not.toContain('<path');
  });
});
