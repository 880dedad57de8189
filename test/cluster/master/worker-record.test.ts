import { describe, expect, it } from 'vitest';
import { ReportLedger } from '../../../src/cluster/master/report-ledger.js';
import { WorkerRecord } from '../../../src/cluster/master/worker-record.js';
import type { Heartbeat, WorkerProgress } from '../../../src/cluster/messages/heartbeat.js';

const progress: WorkerProgress = {
  number: 1,
  epochSeconds: 0,
  jobTimestamp: 0,
  isJobDone: true,
  userCounts: new Map([['A', 2]]),
  activeCount: 1,
  isExhausted: false,
  isLeaving: false,
  isStuck: false,
  hasFailed: false,
  lastReport: 0,
  requestsInFlight: 0,
  resentRequests: 0,
  iterations: 0,
  version: '',
  usage: null,
};
const beat: Heartbeat = { state: 'running', cpuUsage: 1, memoryUsage: 2, progress: null };

const newRecord = () => new WorkerRecord('h_1', 0, new ReportLedger());
const orderOf = (type: 'spawn' | 'stop', timestamp = 10) => ({ type, data: null, timestamp, sentAt: 0, isDone: false });

describe('WorkerRecord', () => {
  it('is missing in the fifth second without a heartbeat, and forgotten a minute later', () => {
    const record = newRecord();
    record.setUsers(new Map([['A', 3]]));
    expect(Array.from({ length: 5 }, () => record.age())).toEqual(['alive', 'alive', 'alive', 'alive', 'missing']);
    expect([record.state, record.userCount, record.isAvailable]).toEqual(['missing', 0, false]);
    const fates = Array.from({ length: 59 }, () => record.age());
    expect([fates.indexOf('forgotten'), fates.length]).toEqual([58, 59]);
  });

  it('returns with the next heartbeat, in the state that it reports', () => {
    const record = newRecord();
    for (let i = 0; i < 10; i++) record.age();
    record.onHeartbeat(beat);
    expect([record.state, record.isAvailable, record.age()]).toEqual(['running', true, 'alive']);
  });

  it('ignores heartbeats of tsloc that come late', () => {
    const record = newRecord();
    expect(record.onHeartbeat({ ...beat, progress: { ...progress, number: 5 } })).toBe(true);
    expect(record.onHeartbeat({ ...beat, state: 'ready', progress: { ...progress, number: 4 } })).toBe(false);
    expect([record.state, record.userCount, record.activeCount, record.isTsloc]).toEqual(['running', 2, 1, true]);
  });

  it('knows from a heartbeat that a command was executed, though its answer was lost', () => {
    const record = newRecord();
    record.command = orderOf('spawn');
    record.onHeartbeat({ ...beat, progress: { ...progress, number: 1, jobTimestamp: 9 } });
    expect(record.command.isDone).toBe(false);
    record.onHeartbeat({ ...beat, progress: { ...progress, number: 2, jobTimestamp: 10, isJobDone: false } });
    expect(record.command.isDone).toBe(false);
    record.onHeartbeat({ ...beat, progress: { ...progress, number: 3, jobTimestamp: 10 } });
    expect([record.command.isDone, record.hasEnded]).toEqual([true, false]);
    record.command = orderOf('stop');
    record.onHeartbeat({ ...beat, progress: { ...progress, number: 4, jobTimestamp: 10 } });
    expect(record.hasEnded).toBe(false);
    record.onHeartbeat({ ...beat, state: 'ready', progress: { ...progress, number: 5, jobTimestamp: 10 } });
    expect(record.hasEnded).toBe(true);
  });

  it('stays stopped whatever the heartbeats of a Locust worker say, until it is ready', () => {
    const record = newRecord();
    record.state = 'stopped';
    record.onHeartbeat(beat);
    expect(record.state).toBe('stopped');
    record.restart();
    expect([record.state, record.command]).toEqual(['ready', null]);
  });

  it('is reported when its latest report was counted', () => {
    const record = newRecord();
    record.onHeartbeat({ ...beat, progress: { ...progress, lastReport: 1 } });
    expect(record.isReported).toBe(false);
    record.ledger.accept({ number: 1, first: 1, epoch: 1 });
    expect(record.isReported).toBe(true);
  });

  it('knows how busy the worker is: each second from tsloc, else what its heartbeats have, once it has measured', () => {
    const record = newRecord();
    const usage = { cpu: 0.8, memory: 5, loopDelay: 4 };
    record.onHeartbeat({ ...beat, progress: { ...progress, usage } });
    expect(record.usage).toEqual(usage);
    const locustWorker = newRecord();
    locustWorker.onHeartbeat({ ...beat, cpuUsage: 0, memoryUsage: 0 });
    expect(locustWorker.usage).toEqual({ cpu: null, memory: null, loopDelay: null });
    locustWorker.onHeartbeat({ ...beat, cpuUsage: 95, memoryUsage: 7 });
    expect(locustWorker.usage).toEqual({ cpu: 0.95, memory: 7, loopDelay: null });
  });
});
