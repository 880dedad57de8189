import { describe, expect, it } from 'vitest';
import { readReportMark, readStatsReport, toStatsReport } from '../../../src/cluster/messages/stats-report.js';
import { Stats } from '../../../src/stats/stats.js';
import { makeSample } from '../../helpers/statistics/samples.js';

const at = 1_700_000_000;

function drained() {
  const stats = new Stats({}, at);
  stats.record(makeSample({ name: '/x', responseTime: 20 }), at + 1);
  stats.record(makeSample({ name: '/x', responseTime: 40, exception: "it's" }), at + 2);
  stats.recordFor(['user A'], makeSample({ name: '/x', responseTime: 20 }), at + 1);
  return stats.drain(at + 3);
}

const counts = new Map([
  ['A', 3],
  ['B', 1],
]);

describe('a stats report', () => {
  it('has Locust’s five keys, and Locust’s keys of errors', () => {
    const report = toStatsReport(drained(), counts, null);
    expect(Object.keys(report)).toEqual(['stats', 'stats_total', 'errors', 'user_classes_count', 'user_count']);
    expect(report.errors).toEqual({
      '2039e33d1d5db16b14565e91d1d3436e0c272e137344fa52a6130562acdaca8c': {
        name: '/x',
        method: 'GET',
        error: "it's",
        occurrences: 1,
        first_seen: at + 2,
        last_seen: at + 2,
      },
    });
    expect([report.user_classes_count, report.user_count]).toEqual([{ A: 3, B: 1 }, 4]);
    expect([report.stats_total.name, report.stats_total.method]).toEqual(['Aggregated', '']);
  });

  it('comes back exactly between nodes of tsloc', () => {
    const delta = drained();
    const report = toStatsReport(delta, counts, { number: 1, first: 1, epoch: 4 });
    const read = readStatsReport(report, 'h_1', at);
    expect(read.delta).toEqual(delta);
    expect(read.userCounts).toEqual(counts);
    expect(readReportMark(report)).toEqual({ number: 1, first: 1, epoch: 4 });
  });

  it('may lack the times of an error: old workers do not send them', () => {
    const report = toStatsReport(drained(), counts, null);
    const errors = { k: { name: '/x', method: 'GET', error: 'e', occurrences: 2 } };
    const { delta } = readStatsReport({ ...report, errors }, 'h_1', at + 9);
    expect(delta.failures).toEqual([
      { name: '/x', method: 'GET', error: 'e', occurrences: 2, firstSeen: at + 9, lastSeen: at + 9 },
    ]);
  });

  it.each([
    [null],
    [{}],
    [{ stats: [] }],
    [{ stats: [5], stats_total: {} }],
    [{ stats: [], stats_total: {}, errors: 5 }],
  ])('refuses %j', (data) => {
    expect(() => readStatsReport(data, 'h_1', at)).toThrow(expect.objectContaining({ code: 'BAD_MESSAGE' }));
  });
});
