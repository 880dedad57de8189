import { describe, expect, it } from 'vitest';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { LiveFeed } from '../../../src/web/feed/live-feed.js';
import { LogLines } from '../../../src/web/feed/log-lines.js';
import { createReport, percentilesFrom } from '../../../src/web/report/report.js';
import { reportFacts } from '../../../src/web/routes/result-routes.js';
import { TestBackend } from '../../helpers/page/web-backend.js';
import { makeSample } from '../../helpers/statistics/samples.js';

/** The report of `seconds` with a request of each of `names` in every one, and values of each of `trends`. */
function reportOf(seconds: number, names: readonly string[], trends: readonly string[] = []): string {
  const backend = new TestBackend();
  const feed = new LiveFeed(backend, new LogLines());
  const { stats } = backend.environment;
  backend.setRunner('running', 5);
  for (let i = 1; i <= seconds; i++) {
    const at = stats.total.startTime + i;
    for (const name of names)
      stats.record(makeSample({ name, responseTime: (i * 7) % 300, exception: i % 9 ? null : 'no' }), at);
    for (const name of trends) stats.metrics.trend(name, ((i * name.length) % 200) / 200);
    feed.tick(takeSnapshot(backend.environment, at));
  }
  const snapshot = takeSnapshot(backend.environment, stats.total.startTime + seconds);
  return createReport(
    reportFacts(backend, feed, snapshot, false),
    feed.freeze(snapshot),
    percentilesFrom(snapshot),
    'dark',
  );
}

describe('createReport', () => {
  it('has the two lines that parsers of Locust’s reports look for', () => {
    const html = reportOf(3, ['/a', '/b']);
    const [, json] = /^window\.templateArgs = (\{.*\})$/m.exec(html) as unknown as [string, string];
    expect(html).toMatch(/\nwindow\.theme = "dark"\n/);
    expect(JSON.parse(json)).toMatchObject({
      is_report: true,
      locustfile: 'users.ts',
      duration: '3 seconds',
      requests_statistics: [{ name: '/a', num_requests: 3 }, { name: '/b' }, { name: 'Aggregated', num_requests: 6 }],
      response_time_statistics: [{ name: '/a' }, {}, {}],
    });
  });

  it('stays below 500 KB with a history at its full length and 50 names', () => {
    const names = Array.from({ length: 50 }, (_, i) => `/items/${i}/with/a/long/path`);
    expect(Buffer.byteLength(reportOf(1_250, names))).toBeLessThan(500_000);
  });

  it('stays below 500 KB with 50 custom metrics, too', () => {
    const names = Array.from({ length: 50 }, (_, i) => `/items/${i}/with/a/long/path`);
    const trends = Array.from({ length: 50 }, (_, i) => `quality ${'x'.repeat(i)}`);
    expect(Buffer.byteLength(reportOf(310, names, trends))).toBeLessThan(500_000);
  });
});
