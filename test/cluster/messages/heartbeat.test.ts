import { describe, expect, it } from 'vitest';
import { type Heartbeat, readHeartbeat, toHeartbeatData } from '../../../src/cluster/messages/heartbeat.js';

const plain: Heartbeat = { state: 'running', cpuUsage: 12.5, memoryUsage: 1_000, progress: null };

describe('a heartbeat', () => {
  it('has Locust’s three keys, and no more for a master that is not tsloc', () => {
    expect(toHeartbeatData(plain)).toEqual({ state: 'running', current_cpu_usage: 12.5, current_memory_usage: 1_000 });
  });

  it('comes back with its progress', () => {
    const progress = {
      number: 3,
      epochSeconds: 5.5,
      jobTimestamp: 4.5,
      isJobDone: true,
      userCounts: new Map([['A', 2]]),
      activeCount: 1,
      isExhausted: false,
      isLeaving: true,
      isStuck: true,
      hasFailed: true,
      lastReport: 9,
      requestsInFlight: 1,
      resentRequests: 2,
      iterations: 12,
      version: '0.1.0',
      usage: { cpu: 0.5, memory: 1_000, loopDelay: null },
    };
    expect(readHeartbeat(toHeartbeatData({ ...plain, progress }))).toEqual({ ...plain, progress });
    expect(readHeartbeat(toHeartbeatData(plain))).toEqual(plain);
    const old = { ...progress, usage: undefined, userCounts: {} };
    expect(readHeartbeat({ state: 'running', tsloc: old }).progress?.usage).toBeNull();
  });

  it('takes an unknown state for ready, and needs nothing else', () => {
    expect(readHeartbeat({ state: 'stopped' })).toEqual({ ...plain, state: 'ready', cpuUsage: 0, memoryUsage: 0 });
    for (const data of [null, 5, { state: {}, current_cpu_usage: 1 }, { state: 'ready', current_cpu_usage: 'x' }])
      expect(() => readHeartbeat(data)).toThrow(expect.objectContaining({ code: 'BAD_MESSAGE' }));
  });
});
