import { afterEach, describe, expect, it } from 'vitest';
import { frozenRows, run } from '../../../../src/web/page/feed/run-state.js';
import { frozenRun, unknownRun } from '../../../../src/web/page/feed/run-view.js';
import { RowSheet } from '../../../../src/web/page/row/row-sheet.js';
import { rowKey } from '../../../../src/web/page/series/row-trends.js';
import { SimulatedTest } from '../../../helpers/page/simulated-test.js';
import { markupOf, wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
  frozenRows.value = null;
});

describe('the details of a row', () => {
  it('are its figures, charts and histogram', () => {
    const test = new SimulatedTest({ names: 1, users: 10, spawnRate: 5, startTime: 1000 });
    test.step();
    run.value = frozenRun(test.frozen());
    frozenRows.value = test.frozen().rows;
    const titles = [...markupOf(<RowSheet id="GET /api/jobs" />).matchAll(/<figcaption[^>]*><h2>([^<]+)/g)].map(
      (match) => match[1]?.trim(),
    );
    expect(titles).toEqual(['Requests per second', 'Response times', 'Latency heat map', 'Latency histogram']);
  });

  it('are those of a row whose type has a space, too', () => {
    const test = new SimulatedTest({ names: 1, users: 10, spawnRate: 5, startTime: 1000 });
    test.step();
    const { snapshot, rows, ...frozen } = test.frozen();
    const renamed = <T extends object>(row: T) => ({ ...row, method: 'SQL query', name: 'select 1' });
    run.value = frozenRun({ ...frozen, rows, snapshot: { ...snapshot, entries: snapshot.entries.map(renamed) } });
    frozenRows.value = rows.map(renamed);
    const markup = markupOf(<RowSheet id={rowKey({ method: 'SQL query', name: 'select 1' })} />);
    expect(markup).toMatch(/<span class="method">SQL query<\/span> select 1/);
    expect(markup).toContain('Latency heat map');
  });

  it('report an unknown row', () => {
    expect(wordsOf(<RowSheet id="GET /a b" />)).toBe('GET /a b There is no such row in this test.');
  });
});
