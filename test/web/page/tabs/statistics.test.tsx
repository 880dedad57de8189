import { afterEach, describe, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun, withHistory, withSnapshot } from '../../../../src/web/page/feed/run-view.js';
import { Statistics } from '../../../../src/web/page/tabs/statistics.js';
import { SimulatedTest } from '../../../helpers/page/simulated-test.js';
import { markupOf, wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

describe('the statistics', () => {
  it('have a row per name, each with a button that opens it, and the total last', () => {
    const test = new SimulatedTest({ names: 3, users: 10, spawnRate: 5, startTime: 1000 });
    run.value = withSnapshot(withHistory(unknownRun, test.history()), test.snapshot(test.step()));
    const markup = markupOf(<Statistics />);
    expect(markup.match(/class="row-button"/g)).toHaveLength(3);
    expect(markup).toMatch(/<tfoot>.*Aggregated/);
  });

  it('show a text before the first response', () => {
    expect(wordsOf(<Statistics />)).toContain('No request has been answered yet.');
  });
});
