import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/data/csv.js';
import { csvReport } from '../../../src/web/report/csv-report.js';

const golden = (name: string) => parseCsv(readFileSync(new URL(`../../golden/${name}.csv`, import.meta.url), 'utf8'));
const tables = (from: string, history = 'stats_history') => ({
  stats: golden(`${from}/stats`),
  history: golden(`${from}/${history}`),
  failures: golden(`${from}/failures`),
  exceptions: golden(`${from}/exceptions`),
});
const averageOf = (from: string) =>
  Number(
    golden(`${from}/stats_history`).findLast(({ Name }) => Name === 'Aggregated')?.['Total Average Response Time'],
  );
const argsOf = (html: string) => JSON.parse(/^window\.templateArgs = (\{.*\})$/m.exec(html)?.[1] as string);
const feedOf = (html: string) => {
  const deflated = Buffer.from(/id="feed">(.*?)<\/script>/s.exec(html)?.[1] as string, 'base64');
  return JSON.parse(inflateRawSync(deflated).toString());
};

describe('csvReport', () => {
  it.each(['locust', 'tsloc'])('reads the files of %s', (from) => {
    const args = argsOf(csvReport(tables(from), 'run', 'light'));
    expect(args.requests_statistics.at(-1)).toMatchObject({ name: 'Aggregated', num_requests: 8, num_failures: 2 });
    expect(args.failures_statistics.length).toBe(2);
    expect(args.exceptions_statistics).toMatchObject([{ count: 2, msg: 'division by zero', nodes: 'local' }]);
    expect(args).toMatchObject({ locustfile: 'run', is_report: true });
  });

  it('has the mean response times of the history', () => {
    const html = csvReport(tables('locust'), 'run', 'light');
    const [, average] = argsOf(html).history.at(-1).total_avg_response_time;
    expect(average).toBeCloseTo(averageOf('locust'), 1);
    expect(average).toBeGreaterThan(0);
    expect(feedOf(html).history.points).not.toHaveProperty('latest'); // the page does not show it
  });

  it('has points of each row from a full history', () => {
    expect(feedOf(csvReport(tables('tsloc', 'stats_history_full'), 'run', 'light')).rows.length).toBeGreaterThan(0);
    expect(feedOf(csvReport(tables('tsloc'), 'run', 'light')).rows).toEqual([]);
  });

  it('reads a history of more rows than a function can have arguments', () => {
    const history = Array.from({ length: 200_000 }, (_, i) => {
      return { Timestamp: String(1_700_000_000 + i), 'User Count': i === 5 ? '9' : '2', Name: 'Aggregated' };
    });
    const { peakUsers, snapshot } = feedOf(csvReport({ ...tables('tsloc'), history }, 'run', 'light'));
    expect(snapshot).toMatchObject({ userCount: 2, targetUserCount: 9 });
    expect(peakUsers).toBe(9);
  });

  it('works without missing files: times and users are not known without a history', () => {
    const html = csvReport(
      { stats: golden('locust/stats'), history: [], failures: [], exceptions: [] },
      'run',
      'light',
    );
    expect(argsOf(html)).toMatchObject({ failures_statistics: [], history: [], start_time: '', end_time: '' });
    expect(feedOf(html)).toMatchObject({ endTime: null, peakUsers: null, history: { startTime: null } });
  });
});
