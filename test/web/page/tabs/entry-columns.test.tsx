import { afterEach, describe, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun } from '../../../../src/web/page/feed/run-view.js';
import { entryColumns } from '../../../../src/web/page/tabs/entry-columns.js';
import { entryRow, fractions, snapshot } from '../../../helpers/page/feed.js';
import { wordsOf } from '../markup.js';

const row = entryRow({
  method: 'POST',
  name: '/login <b>',
  numRequests: 2000,
  numFailures: 20,
  medianResponseTime: 12,
  percentiles: fractions.map((_, i) => i * 10),
  currentRps: 3.5,
  totalRps: 99,
  totalFailPerSec: 99,
  outcomes: { '2xx': 1980, '3xx': 0, '4xx': 13, '5xx': 5, '429': 3, timeouts: 2, connectionErrors: 0 },
});
const columns = entryColumns({ fractions, shown: [0.95, 0.99], isLive: true });
const cell = (key: string) => {
  const column = columns.find((one) => one.key === key);
  return wordsOf(column?.show?.(row) ?? column?.value(row) ?? '');
};

afterEach(() => {
  run.value = unknownRun;
});

describe('the columns of the statistics', () => {
  it('start as those of Locust, and more can be chosen', () => {
    const titles = columns
      .filter(({ isOptional }) => !isOptional)
      .map(({ title, unit = '' }) => `${title} ${unit}`.trim());
    expect(titles).toEqual([
      'Name',
      'Type',
      'Requests',
      'Fails',
      'Median ms',
      'p95 ms',
      'p99 ms',
      'Average ms',
      'Min ms',
      'Max ms',
      'Average size',
      'RPS now',
      'Fails/s now',
      'RPS, last minute',
    ]);
    expect(columns.filter(({ isOptional }) => isOptional)).toHaveLength(fractions.length - 2 + 3 + 7);
  });

  it('show rates of the whole test in a report', () => {
    const shown = entryColumns({ fractions, shown: [], isLive: false }).filter(({ isOptional }) => !isOptional);
    expect(shown.map(({ key }) => key)).toEqual(expect.arrayContaining(['totalRps', 'totalFailPerSec']));
    expect(shown.map(({ key }) => key)).not.toContain('trend');
  });

  it('show and sort by rates of the whole test as of now, also of idle rows', () => {
    run.value = { ...unknownRun, snapshot: snapshot({ total: entryRow({ numRequests: 4000, totalRps: 80 }) }) };
    expect(['totalRps', 'totalFailPerSec'].map(cell)).toEqual(['40.0', '0.40']);
    expect(columns.find(({ key }) => key === 'totalRps')?.value(row)).toBe(40);
  });

  it('show the value of their name', () => {
    expect(['name', 'method', 'requests', 'failures', 'failRatio', 'median', 'p0.95', 'rps'].map(cell)).toEqual([
      '/login <b>',
      'POST',
      '2,000',
      '20',
      '1%',
      '12',
      '50',
      '3.5',
    ]);
  });

  it('tell how requests ended, and nothing of rows that do not know it', () => {
    expect(['outcome-2xx', 'outcome-4xx', 'outcome-429', 'outcome-timeouts'].map(cell)).toEqual([
      '1,980',
      '13',
      '3',
      '2',
    ]);
    const { outcomes: _, ...unknown } = row;
    const column = columns.find(({ key }) => key === 'outcome-5xx');
    expect(column?.value(unknown)).toBe(0);
  });

  it('have unique keys', () => {
    expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length);
  });
});
