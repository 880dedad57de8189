import { afterEach, describe, expect, it } from 'vitest';
import { run } from '../../../src/web/page/feed/run-state.js';
import { unknownRun, withSnapshot } from '../../../src/web/page/feed/run-view.js';
import { place } from '../../../src/web/page/shell/route.js';
import { Views } from '../../../src/web/page/views.js';
import { snapshot } from '../../helpers/page/feed.js';
import { markupOf, wordsOf } from './markup.js';

afterEach(() => {
  run.value = unknownRun;
  place.value = { tab: 'stats', row: null };
});

describe('the tabs', () => {
  it.each([
    ['failures', 'No request has failed.'],
    ['exceptions', 'No task has thrown an exception.'],
    ['charts', 'Charts begin'],
    ['reports', 'Report'],
    ['logViewer', 'No lines.'],
    ['ratios', 'Waiting'],
    ['stats', 'No request has been answered yet.'],
  ])('show %s by the key of Locust', (tab, words) => {
    place.value = { tab, row: null };
    expect(wordsOf(<Views />)).toContain(words);
    expect(markupOf(<Views />)).toContain(`role="tabpanel" aria-labelledby="tab-${tab}"`);
  });

  it('fall back to the statistics', () => {
    place.value = { tab: 'unknown', row: null };
    expect(markupOf(<Views />)).toContain('aria-labelledby="tab-stats"');
  });

  it('include workers only for a distributed test', () => {
    expect(wordsOf(<Views />)).not.toContain('Workers');
    run.value = withSnapshot(unknownRun, snapshot({ workers: [] }));
    expect(wordsOf(<Views />)).toContain('Workers');
  });
});
