import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readHeartbeat } from '../../../src/cluster/messages/heartbeat.js';
import { MemoryCluster } from '../../helpers/cluster/memory-cluster.js';
import { Stage } from '../../helpers/users/actors.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('HeartbeatSender', () => {
  it('sends a heartbeat each second, and to a tsloc master at once when users end', async () => {
    const stage = new Stage();
    const beats: ReturnType<typeof readHeartbeat>[] = [];
    const cluster = new MemoryCluster([stage.actorClass('A')], {
      transmit: ({ message }, deliver) => {
        if (message.type === 'heartbeat' && message.data !== null && 'state' in (message.data as object))
          beats.push(readHeartbeat(message.data));
        queueMicrotask(deliver);
      },
    });
    await cluster.start('h_1');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(beats.length).toBe(6);
    void cluster.runner.start({ users: 2, spawnRate: 10 });
    await vi.advanceTimersByTimeAsync(500);
    stage.actors[0]?.finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(beats.at(-1)?.progress?.userCounts).toEqual(new Map([['A', 1]]));
    expect(cluster.runner.userCount).toBe(1);
  });

  it('tells each master only of what has failed since the worker joined it', async () => {
    const failures: (boolean | undefined)[] = [];
    const cluster = new MemoryCluster([new Stage().actorClass('A')], {
      transmit: ({ message }, deliver) => {
        if (message.type === 'heartbeat' && message.data !== null && 'state' in (message.data as object))
          failures.push(readHeartbeat(message.data).progress?.hasFailed);
        queueMicrotask(deliver);
      },
    });
    await cluster.start('h_1');
    const { environment } = cluster.worker('h_1').runner;
    const latest = async () => {
      await vi.advanceTimersByTimeAsync(3_000);
      return failures.at(-1);
    };
    expect(await latest()).toBe(false);
    environment.unhandledError = true;
    expect(await latest()).toBe(true);
    cluster.runner.sendMessage('tsloc_unknown', null, 'h_1'); // what a master sends that was restarted
    expect(await latest()).toBe(false);
    environment.unhandledError = true;
    expect(await latest()).toBe(true);
  });

  it('reports how busy the process is', async () => {
    const cluster = await new MemoryCluster([new Stage().actorClass('A')]).start('h_1');
    const { environment } = cluster.worker('h_1').runner;
    environment.events.usageMonitor.fire({ environment, cpuUsage: 55, memoryUsage: 1e6 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(cluster.master.workers).toMatchObject([{ id: 'h_1', cpuUsage: 55, memoryUsage: 1e6 }]);
  });

  it('measures how busy it is once a second, for the targets of the master', async () => {
    const cluster = await new MemoryCluster([new Stage().actorClass('A')]).start('h_1', 'h_2');
    const loads = { h_1: [0.1, 0.3, 0.9], h_2: [0.2, 0.1, 0.1] };
    for (const [id, cpu] of Object.entries(loads))
      cluster.worker(id).runner.environment.readGeneratorUsage = () => ({
        ...{ cpu: cpu.shift() ?? 0, memory: 100, loopDelay: 2 },
      });
    const readUsage = () => cluster.environment.readGeneratorUsage?.();
    expect(readUsage()).toEqual({ cpu: null, memory: null, loopDelay: null });
    for (const cpu of [0.2, 0.3, 0.9]) {
      await vi.advanceTimersByTimeAsync(1_000);
      expect(readUsage()).toEqual({ cpu, memory: 100, loopDelay: 2 });
    }
  });
});
