import { afterEach, expect, it } from 'vitest';
import { meanRates } from '../../../../src/web/page/feed/mean-rates.js';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun } from '../../../../src/web/page/feed/run-view.js';
import { entryRow, snapshot } from '../../../helpers/page/feed.js';

afterEach(() => {
  run.value = unknownRun;
});

const row = entryRow({ numRequests: 10, numFailures: 2, totalRps: 5, totalFailPerSec: 1 });

it('follow from the total, which is newer than an idle row', () => {
  run.value = { ...unknownRun, snapshot: snapshot({ total: entryRow({ numRequests: 100, totalRps: 4 }) }) };
  expect(meanRates(row)).toEqual({ rps: 0.4, failPerSec: 0.08 });
});

it('are those of the row without requests in the total, as in a report of incomplete files', () => {
  expect(meanRates(row)).toEqual({ rps: 5, failPerSec: 1 });
  run.value = { ...unknownRun, snapshot: snapshot() };
  expect(meanRates(row)).toEqual({ rps: 5, failPerSec: 1 });
});
