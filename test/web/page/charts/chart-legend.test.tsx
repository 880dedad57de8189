import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { ChartLegend } from '../../../../src/web/page/charts/chart-legend.js';
import { ratePlan } from '../../../../src/web/page/charts/plans.js';
import type { Readout } from '../../../../src/web/page/charts/readout.js';
import { emptyPoints } from '../../../helpers/page/feed.js';
import { markupOf, wordsOf } from '../markup.js';

const plan = ratePlan({ ...emptyPoints(), at: [0, 1], seconds: [1, 1], rps: [5, 8], failPerSec: [0, 1] });
const legend = (readout: Readout | null, hidden: string[] = []) => (
  <ChartLegend plan={plan} hidden={new Set(hidden)} onToggle={() => {}} readout={signal(readout)} />
);

describe('the legend of a chart', () => {
  it('has the latest values, or those at the cursor', () => {
    expect(wordsOf(legend(null))).toBe('Requests 8.0/s Failures 1.0/s');
    expect(wordsOf(legend({ index: 0, heatClass: null }))).toMatch(/^Requests 5\.0\/s Failures 0\/s \d\d:\d\d:\d\d$/);
  });

  it('marks hidden lines', () => {
    const pressed = [...markupOf(legend(null, ['rps'])).matchAll(/aria-pressed="(\w+)"/g)].map((match) => match[1]);
    expect(pressed).toEqual(['false', 'true']);
  });
});
