import { describe, expect, it } from 'vitest';
import { WorkerReports } from '../../../src/cluster/worker/worker-reports.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

const none = new Map<string, number>();

function newReports() {
  const { environment, log } = makeEnvironment();
  const sent: [type: string, data: Record<string, unknown>][] = [];
  const send = (type: string, data: unknown) => {
    structuredClone(data); // as a link does
    sent.push([type, data as Record<string, unknown>]);
  };
  return { environment, log, sent, reports: new WorkerReports(environment, 'h_1', send) };
}

describe('WorkerReports', () => {
  it('are due each second for a tsloc master, each third for others', () => {
    const due = (isMasterTsloc: boolean) => {
      const { reports } = newReports();
      return Array.from({ length: 7 }, () => Number(reports.isDue(isMasterTsloc))).join('');
    };
    expect([due(true), due(false)]).toEqual(['1111111', '1001001']);
  });

  it('of more than a thousand entries are due each third second', () => {
    const { environment, reports } = newReports();
    const dueAfter = (entries: number) => {
      for (let i = 0; i < entries; i++) environment.events.request.report(makeSample({ name: `/${i}` }));
      reports.report(none, true, false);
      return [1, 2, 3].map(() => reports.isDue(true));
    };
    expect([1_000, 1_001].map(dueAfter)).toEqual([
      [true, true, true],
      [false, false, true],
    ]);
  });

  it('takes what was measured since the report before', () => {
    const { environment, sent, reports } = newReports();
    for (const count of [2, 0, 1]) {
      for (let i = 0; i < count; i++) environment.events.request.report(makeSample());
      reports.report(none, false, false);
    }
    const counts = sent.map(([, data]) => (data.stats_total as { num_requests: number }).num_requests);
    expect(counts).toEqual([2, 0, 1]);
    expect(sent.every(([type, data]) => type === 'stats' && data.tsloc === undefined)).toBe(true);
  });

  it('tells a Locust master of each exception in a message', () => {
    const { environment, sent, reports } = newReports();
    for (let i = 0; i < 3; i++) environment.stats.exceptions.record('boom', 'local');
    reports.report(none, false, false);
    expect(sent.slice(1)).toEqual(
      Array.from({ length: 3 }, () => ['exception', { msg: 'boom', traceback: expect.any(String) }]),
    );
  });

  it('tells it of a hundred of one kind at most, and logs once that there are more', () => {
    const { environment, sent, reports, log } = newReports();
    for (const count of [100, 101, 250]) {
      for (let i = 0; i < count; i++) environment.stats.exceptions.record('boom', 'local');
      reports.report(none, false, false);
    }
    expect(sent.filter(([type]) => type === 'exception')).toHaveLength(300);
    expect(
      log.filter((line) => line.includes('at most 100 exceptions of one kind with each report, now of 101')),
    ).toHaveLength(1);
    expect(log).toHaveLength(1);
  });

  it('continues to count while a tsloc master does not answer, and reports all of it at the end', () => {
    const { environment, sent, reports } = newReports();
    for (let i = 0; i < 30; i++) {
      environment.events.request.report(makeSample());
      reports.report(none, true, false);
    }
    expect([sent.length, environment.stats.numRequests]).toEqual([20, 10]);
    reports.report(none, true, true);
    expect([sent.length, environment.stats.numRequests, reports.lastNumber]).toEqual([21, 0, 21]);
    reports.acknowledge(21);
    expect(reports.isAcknowledged).toBe(true);
  });

  it('sends what listeners of reportToMaster add, or goes without it if it cannot be sent', () => {
    const { environment, sent, reports, log } = newReports();
    const listener = environment.events.reportToMaster.addListener(({ data }) => {
      data.contentLength = 5;
    });
    reports.report(none, false, false);
    environment.events.reportToMaster.removeListener(listener);
    environment.events.reportToMaster.addListener(({ data }) => {
      data.bad = () => {};
    });
    reports.report(none, false, false);
    expect(sent.map(([, data]) => [data.contentLength, 'bad' in data])).toEqual([
      [5, false],
      [undefined, false],
    ]);
    expect([log.join(), environment.unhandledError]).toEqual([expect.stringContaining('cannot be sent'), true]);
  });

  it('drops everything for a new master', () => {
    const { environment, reports } = newReports();
    environment.events.request.report(makeSample());
    reports.report(none, true, false);
    environment.events.request.report(makeSample());
    reports.drop();
    expect([reports.isAcknowledged, environment.stats.numRequests]).toEqual([true, 0]);
  });
});
