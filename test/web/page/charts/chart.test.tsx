import { expect, it } from 'vitest';
import { Chart } from '../../../../src/web/page/charts/chart.js';
import { ratePlan } from '../../../../src/web/page/charts/plans.js';
import { emptyPoints } from '../../../helpers/page/feed.js';
import { markupOf } from '../markup.js';

it('a chart has a title and a text description, and is focusable; drawing is tested in a browser', () => {
  const plan = ratePlan({ ...emptyPoints(), at: [0, 1], seconds: [1, 1], rps: [5, 8], failPerSec: [0, 1] });
  const markup = markupOf(<Chart plan={plan} markers={[]} group="test" />);
  expect(markup).toContain('Requests per second');
  expect(markup).toMatch(
    /aria-label="Requests per second\. Requests: latest 8\.0\/s, highest 8\.0\/s;[^"]*" tabindex="0"/,
  );
});
