import { afterEach, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun } from '../../../../src/web/page/feed/run-view.js';
import { MeanRate } from '../../../../src/web/page/tabs/mean-rate.js';
import { entryRow, snapshot } from '../../../helpers/page/feed.js';
import { wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

it('an idle row has the rate of its requests so far', () => {
  const row = entryRow({ numRequests: 10, numFailures: 5, totalRps: 99, totalFailPerSec: 99 });
  run.value = { ...unknownRun, snapshot: snapshot({ total: entryRow({ numRequests: 100, totalRps: 40 }) }) };
  expect(wordsOf(<MeanRate row={row} of="rps" />)).toBe('4.0');
  expect(wordsOf(<MeanRate row={row} of="failPerSec" />)).toBe('2.0');
});
