import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locustFormat } from '../../../src/report/csv/csv-rows.js';
import { MetricsReporter } from '../../../src/report/csv/metrics-reporter.js';
import { metricsCsv, metricsCsvHeader } from '../../../src/report/csv/metrics-rows.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { ownMetrics } from '../../helpers/statistics/custom-metrics.js';
import { workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

const without = workedSampleEnd();

describe('MetricsReporter', () => {
  it('writes no file without custom metrics', () => {
    const prefix = join(temporaryFolder(), 'out');
    const reporter = new MetricsReporter(prefix, locustFormat);
    reporter.start();
    reporter.tick(without);
    reporter.end(without);
    expect([existsSync(`${prefix}_metrics.csv`), reporter.paths]).toEqual([false, []]);
  });

  it('writes the rows of the latest snapshot, from the first metric on', () => {
    const prefix = join(temporaryFolder(), 'out');
    const reporter = new MetricsReporter(prefix, locustFormat);
    reporter.start();
    reporter.tick(without);
    const stats = ownMetrics();
    reporter.end({ ...without, stats });
    expect(readFileSync(`${prefix}_metrics.csv`, 'utf8')).toBe(metricsCsvHeader + metricsCsv(stats));
    expect(reporter.paths).toEqual([`${prefix}_metrics.csv`]);
  });

  it('empties the file of an earlier run', () => {
    const prefix = join(temporaryFolder(), 'out');
    writeFileSync(`${prefix}_metrics.csv`, 'old');
    new MetricsReporter(prefix, locustFormat).start();
    expect(readFileSync(`${prefix}_metrics.csv`, 'utf8')).toBe(metricsCsvHeader);
  });

  it('reports a file that cannot be written', () => {
    const prefix = join(temporaryFolder(), 'file');
    writeFileSync(prefix, '');
    const reporter = new MetricsReporter(join(prefix, 'out'), locustFormat);
    expect(() => reporter.tick({ ...without, stats: ownMetrics() })).toThrow('Expected to write ');
    expect(reporter.paths).toEqual([]);
  });
});
