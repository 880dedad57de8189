import { describe, expect, it, vi } from 'vitest';
import { ReportIntake } from '../../../src/cluster/master/report-intake.js';
import { WorkerRegistry } from '../../../src/cluster/master/worker-registry.js';
import { encodeMessage } from '../../../src/cluster/messages/codec.js';
import { PackedReport } from '../../../src/cluster/messages/packed-report.js';
import { toStatsReport } from '../../../src/cluster/messages/stats-report.js';
import type { StatsDelta } from '../../../src/stats/delta.js';
import { Stats } from '../../../src/stats/stats.js';
import { steadyEpochSeconds } from '../../../src/util/loop/clock.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

/** A report of so many requests by a clock that is `ahead` seconds ahead. */
function reportOf(count: number, mark: { number: number; epoch: number } | null = null, ahead = 0) {
  const at = steadyEpochSeconds() + ahead;
  const stats = new Stats({}, at - 3);
  for (let i = 0; i < count; i++) stats.record(makeSample(), at - 1);
  return toStatsReport(stats.drain(at), new Map([['A', 2]]), mark === null ? null : { ...mark, first: 1 });
}

function newIntake() {
  const { environment, log } = makeEnvironment();
  const registry = new WorkerRegistry();
  const record = registry.register('h_1');
  return { environment, log, registry, record, intake: new ReportIntake(environment, registry) };
}

describe('ReportIntake', () => {
  it('counts a report, and fires workerReport with all that it holds', () => {
    const { environment, intake } = newIntake();
    const seen: unknown[] = [];
    environment.events.workerReport.addListener(({ clientId, data }) => seen.push([clientId, data.extra]));
    intake.take('h_1', { ...reportOf(3), extra: 5 }, { epoch: 1, testEpoch: 1 });
    expect([environment.stats.numRequests, seen]).toEqual([3, [['h_1', 5]]]);
  });

  it('counts a packed report as its data, which listeners of workerReport get', () => {
    const { environment, intake } = newIntake();
    const data = reportOf(3, { number: 1, epoch: 1 });
    const packed = PackedReport.read(encodeMessage({ type: 'stats', data, nodeId: 'h_1' })) as PackedReport;
    const seen: unknown[] = [];
    environment.events.workerReport.addListener((argument) => seen.push(argument.data));
    intake.take('h_1', packed, { epoch: 1, testEpoch: 1 });
    expect([environment.stats.numRequests, seen]).toEqual([3, [packed.data]]);
    expect(seen).toMatchObject([{ user_count: 2, stats: [{ name: '/a', num_requests: 3 }] }]);
  });

  it('counts a numbered report once, and none of an earlier epoch', () => {
    const { environment, intake, record } = newIntake();
    const epochs = { epoch: 7, testEpoch: 7 };
    for (const number of [1, 1, 2]) intake.take('h_1', reportOf(3, { number, epoch: 7 }), epochs);
    intake.take('h_1', reportOf(3, { number: 3, epoch: 6 }), epochs);
    expect([environment.stats.numRequests, record.ledger.upTo]).toEqual([6, 3]);
  });

  it('acknowledges a report that it cannot read: the worker would send it again forever', () => {
    const { environment, intake, record } = newIntake();
    const report = reportOf(3, { number: 1, epoch: 7 });
    const bad = { ...report, tsloc: { ...(report.tsloc as object), metrics: [{ kind: 'x', name: 'a' }] } };
    expect(() => intake.take('h_1', bad, { epoch: 7, testEpoch: 7 })).toThrow('a kind of metric');
    expect([environment.stats.numRequests, record.ledger.upTo]).toEqual([0, 1]);
  });

  it('counts those of a worker that has gone, and none of one that never joined', () => {
    const { environment, intake, registry } = newIntake();
    registry.remove('h_1');
    intake.take('h_1', reportOf(3), { epoch: 1, testEpoch: 1 });
    intake.take('x_1', reportOf(3), { epoch: 1, testEpoch: 1 });
    expect(environment.stats.numRequests).toBe(3);
  });

  it('learns the classes and the users of a Locust worker', () => {
    const { intake, record } = newIntake();
    intake.take('h_1', reportOf(0), { epoch: 1, testEpoch: 1 });
    expect([record.classNames, record.userCount]).toEqual([new Set(['A']), 2]);
  });

  it('learns no classes from a report that repeats those of the test, as Boomer’s do', () => {
    const { intake, record } = newIntake();
    record.share = new Map([['A', 2]]);
    intake.take('h_1', reportOf(3), { epoch: 1, testEpoch: 1 });
    expect([record.classNames, record.userCount]).toEqual([null, 2]);
    record.share = null;
    intake.take('h_1', reportOf(0), { epoch: 1, testEpoch: 1 });
    expect(record.classNames).toEqual(new Set(['A']));
  });

  it.each([
    [
      new Map([
        ['A', 1],
        ['B', 1],
      ]),
      1,
    ],
    [
      new Map([
        ['A', 1],
        ['B', 0],
      ]),
      1,
    ],
    [new Map([['A', 1]]), 0],
    [null, 0],
  ])('says once that a worker lacks classes of its share %s: %i', (share, times) => {
    const { intake, record } = newIntake();
    const said = vi.fn();
    intake.onClassesMissing = said;
    record.share = share;
    for (let i = 0; i < 2; i++) intake.take('h_1', reportOf(0), { epoch: 1, testEpoch: 1 });
    expect(said).toHaveBeenCalledTimes(times);
  });

  it('takes the time that a worker has waited for its master for no wrong clock', () => {
    const { environment, intake, log } = newIntake();
    const at = steadyEpochSeconds();
    const [waiting, joining] = [new Stats({}, at - 100), new Stats({}, at - 100)];
    joining.record(makeSample(), at - 1);
    intake.take('h_1', toStatsReport(waiting.drain(at), new Map(), null), { epoch: 1, testEpoch: 1 });
    intake.take('h_1', reportOf(1), { epoch: 1, testEpoch: 1 });
    intake.take('h_1', toStatsReport(joining.drain(at), new Map(), null), { epoch: 1, testEpoch: 1 });
    expect(log.filter((line) => line.includes('The clock'))).toEqual([]);
    expect(Math.abs((environment.stats.lastRequestTimestamp ?? 0) - at)).toBeLessThan(5);
  });

  it('takes it neither so where the first report has requests, of a test that was running', () => {
    const { environment, intake, log } = newIntake();
    const at = steadyEpochSeconds();
    const stats = new Stats({}, at - 100);
    stats.record(makeSample(), at - 1);
    intake.take('h_1', toStatsReport(stats.drain(at), new Map(), null), { epoch: 1, testEpoch: 1 });
    expect(log.filter((line) => line.includes('The clock'))).toEqual([]);
    expect(Math.abs((environment.stats.lastRequestTimestamp ?? 0) - at)).toBeLessThan(5);
  });

  it('passes on what it has counted: at times of the master, and with names for which there is room', () => {
    const { environment, registry } = newIntake();
    const intake = new ReportIntake(environment, registry, { entries: 0, metrics: 0 });
    const counted: StatsDelta[] = [];
    environment.stats.onAbsorbed = (delta) => void counted.push(delta);
    const ahead = 3_600;
    intake.noteClock('h_1', steadyEpochSeconds() + ahead);
    const reports = [1, 1, 2].map((number) => reportOf(3, { number, epoch: number === 2 ? 6 : 7 }, ahead));
    for (const report of reports) intake.take('h_1', report, { epoch: 7, testEpoch: 7 });
    const [entry, ...others] = counted.flatMap(({ entries }) => entries);
    expect([entry, others]).toMatchObject([{ name: '(other)', numRequests: 3 }, []]);
    expect(Math.abs((entry?.requestsPerSecond[0]?.[0] ?? 0) - steadyEpochSeconds())).toBeLessThan(60);
  });

  it.each([[3_600], [-3_600]])('corrects a clock that is %i seconds ahead, and says so once', (ahead) => {
    const { environment, intake, log } = newIntake();
    for (let i = 0; i < 3; i++) intake.take('h_1', reportOf(3, null, ahead), { epoch: 1, testEpoch: 1 });
    const off = Math.abs((environment.stats.lastRequestTimestamp ?? 0) - steadyEpochSeconds());
    expect([off < 5, log.filter((line) => line.includes('The clock of worker h_1')).length]).toEqual([true, 1]);
  });

  it('corrects the times of counters and gauges, also in a report that was in flight while the statistics were reset', () => {
    const { environment, intake } = newIntake();
    const ahead = 3_600;
    intake.noteClock('h_1', steadyEpochSeconds() + ahead);
    for (const number of [1, 2]) {
      const stats = new Stats();
      const lastAt = steadyEpochSeconds() + ahead;
      stats.metrics.absorb([{ kind: 'counter', name: 'tokens', count: 1, total: 5, lastAt }]);
      const report = toStatsReport(stats.drain(), new Map(), { number, first: 1, epoch: 7 + (number % 2) });
      intake.take('h_1', report, { epoch: 8, testEpoch: 7 });
      const counter = environment.stats.metrics.counter('tokens');
      expect([counter.count, Math.abs(counter.lastAt - steadyEpochSeconds()) < 10]).toEqual([number, true]);
    }
  });

  it('counts the exceptions of a report that was in flight while the statistics were reset, but not its requests', () => {
    const { environment, intake } = newIntake();
    for (const [number, epoch] of [7, 6].entries()) {
      const stats = new Stats();
      stats.record(makeSample());
      stats.exceptions.record(new Error('boom'), 'h_1');
      const report = toStatsReport(stats.drain(), new Map(), { number: number + 1, first: 1, epoch });
      intake.take('h_1', report, { epoch: 8, testEpoch: 7 });
    }
    const { numRequests, exceptions } = environment.stats;
    expect([numRequests, exceptions.list()]).toMatchObject([0, [{ count: 1, message: 'boom' }]]);
  });

  it('groups exceptions of Locust workers by traceback, with their nodes', () => {
    const { environment, intake, registry } = newIntake();
    registry.register('h_2');
    for (const id of ['h_1', 'h_2', 'x_1']) intake.takeException(id, { msg: 'boom', traceback: '  File "a"' });
    expect(environment.stats.exceptions.list()).toEqual([
      { count: 2, message: 'boom', traceback: '  File "a"', nodes: new Set(['h_1', 'h_2']) },
    ]);
  });
});
