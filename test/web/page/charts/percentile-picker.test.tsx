import { expect, it } from 'vitest';
import { PercentilePicker } from '../../../../src/web/page/charts/percentile-picker.js';
import { markupOf } from '../markup.js';

it('the percentile picker shows the chosen ones', () => {
  const picker = <PercentilePicker fractions={[0.5, 0.95, 1]} chosen={[0.95]} onChange={() => {}} />;
  const chips = [...markupOf(picker).matchAll(/aria-pressed="(\w+)">(\w+)/g)].map((match) => [match[2], match[1]]);
  expect(chips).toEqual([
    ['p50', 'false'],
    ['p95', 'true'],
    ['max', 'false'],
  ]);
});
