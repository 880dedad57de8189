import { expect, it } from 'vitest';
import { durationText, reportArgs } from '../../../src/web/html/report-args.js';
import { emptyFrozenFeed } from '../../helpers/page/feed.js';

const facts = {
  host: null,
  locustfile: null,
  profile: null,
  tasks: {},
  showDownloadLink: false,
  percentilesToChart: [0.5],
  percentilesToStatistics: [0.95],
};

it.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [65, '1 minute and 5 seconds'],
  [3_723, '1 hour, 2 minutes and 3 seconds'],
  [90_061, '1 day, 1 hour, 1 minute and 1 second'],
  [3_600, '1 hour'],
])('formats %i seconds as %s', (seconds, text) => expect(durationText(seconds)).toBe(text));

it.each([
  [10.9, 12.1, '1 second'],
  [10.1, 12.9, '2 seconds'],
])('rounds the time from %d to %d down to %s, as Locust does', (startTime, endTime, duration) => {
  const feed = emptyFrozenFeed();
  const args = reportArgs(facts, { ...feed, endTime, history: { ...feed.history, startTime } }, () => null);
  expect(args).toMatchObject({ duration });
});

it('has no times that are not known', () => {
  const args = reportArgs(facts, emptyFrozenFeed(), () => null);
  expect(args).toMatchObject({ start_time: '', end_time: '', duration: '' });
});

it('has every key of Locust’s reports, and null for unknown values', () => {
  const args = reportArgs(facts, emptyFrozenFeed(), () => null);
  expect(args).toMatchObject({ is_report: true, host: 'None', locustfile: 'None' });
  expect(Object.keys(args).sort()).toEqual([
    'duration',
    'end_time',
    'exceptions_statistics',
    'failures_statistics',
    'history',
    'host',
    'is_report',
    'locustfile',
    'percentiles_to_chart',
    'profile',
    'requests_statistics',
    'response_time_statistics',
    'show_download_link',
    'start_time',
    'tasks',
  ]);
});

it('has the keys of a row in their order', () => {
  const args = reportArgs(facts, emptyFrozenFeed(), () => null) as { requests_statistics: object[] };
  expect(Object.keys(args.requests_statistics[0] as object)).toEqual([
    ...[
      'method',
      'name',
      'num_requests',
      'num_failures',
      'min_response_time',
      'max_response_time',
      'current_rps',
      'current_fail_per_sec',
      'avg_response_time',
      'median_response_time',
      'total_rps',
      'total_fail_per_sec',
      'avg_content_length',
    ],
    'response_time_percentile_0.95',
  ]);
});
