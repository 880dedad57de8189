import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/core/snapshot.js';
import { ConsoleReporter } from '../../src/report/console.js';
import { errorTable, exceptionTable } from '../../src/report/tables/error-table.js';
import { metricsTable } from '../../src/report/tables/metrics-table.js';
import { percentileTable, statsTable } from '../../src/report/tables/table.js';
import { ownMetrics } from '../helpers/statistics/custom-metrics.js';
import { workedSample, workedSampleEnd } from '../helpers/statistics/worked-sample.js';

const snapshot = workedSampleEnd();

function printing(periodic: boolean, columns: () => number | null = () => null) {
  const lines: string[] = [];
  return { lines, reporter: new ConsoleReporter({ write: (line) => lines.push(line), columns, periodic }) };
}

describe('ConsoleReporter', () => {
  it('prints the table at the start and every second tick, each followed by a blank line', () => {
    const { lines, reporter } = printing(true);
    const table = [...statsTable(snapshot.stats, null, true), ''];
    reporter.start(snapshot);
    expect(lines).toEqual(table);
    reporter.tick(snapshot);
    expect(lines).toHaveLength(table.length);
    reporter.tick(snapshot);
    reporter.tick(snapshot);
    reporter.tick(snapshot);
    expect(lines).toEqual([...table, ...table, ...table]);
  });

  it('prints nothing during the run with only the summary', () => {
    const { lines, reporter } = printing(false);
    reporter.start(snapshot);
    for (let i = 0; i < 4; i++) reporter.tick(snapshot);
    expect(lines).toEqual([]);
  });

  it('prints custom metrics after the percentiles, if there are any', () => {
    const { lines, reporter } = printing(false);
    const stats = ownMetrics();
    reporter.printFinal({ ...snapshot, stats });
    expect(lines).toEqual([
      ...statsTable(stats, null, false),
      '',
      ...percentileTable(stats, null),
      '',
      ...metricsTable(stats, null),
      '',
    ]);
  });

  it('prints statistics, percentiles, errors and exceptions at the end, a blank line after each', () => {
    const { lines, reporter } = printing(false);
    reporter.printFinal(snapshot);
    expect(lines).toEqual([
      ...statsTable(snapshot.stats, null, false),
      '',
      ...percentileTable(snapshot.stats, null),
      '',
      ...errorTable(snapshot.stats, null),
      '',
      ...exceptionTable(snapshot.stats, null),
      '',
    ]);
  });

  it('prints no error report for a run without failures', () => {
    const { lines, reporter } = printing(false);
    reporter.printFinal(workedSample()[1] as Snapshot);
    expect(lines.join('\n')).not.toMatch(/(Error|Exception) report/);
    expect(lines.at(-1)).toBe('');
  });

  it('adapts to the width of the terminal during the run', () => {
    let columns: number | null = 120;
    const { lines, reporter } = printing(true, () => columns);
    reporter.start(snapshot);
    columns = 80;
    reporter.printFinal(snapshot);
    expect(lines[0]).toBe(statsTable(snapshot.stats, 120, true)[0]);
    expect(lines).toContain(percentileTable(snapshot.stats, 80)[1]);
    expect(lines).toContain(errorTable(snapshot.stats, 80).at(-1));
  });
});
