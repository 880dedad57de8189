/** Iterations and rows over several workers on the memory link, with messages that are lost, late and doubled. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { feeder } from '../../../src/data/feeder.js';
import type { Strategy } from '../../../src/data/row-order.js';
import { task } from '../../../src/user/tasks/task.js';
import { User } from '../../../src/user/user.js';
import { constant } from '../../../src/user/wait.js';
import { randomStream } from '../../../src/util/random.js';
import { MemoryCluster } from '../../helpers/cluster/memory-cluster.js';
import type { Transmit } from '../../helpers/cluster/memory-link.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
const ascending = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);

/** Loses, doubles and delays messages of leases; the others arrive. */
function faultyTransmit(seed: string): Transmit {
  const random = randomStream(seed, 'faults');
  return ({ message: { type } }, deliver) => {
    const isLease = type.startsWith('tsloc_lease');
    if (isLease && random.next() < 0.2) return;
    const copies = isLease && random.next() < 0.2 ? 2 : 1;
    if (!isLease) queueMicrotask(deliver);
    else for (let i = 0; i < copies; i++) setTimeout(deliver, random.next() * 1_500);
  };
}

function counting(waitSeconds = 0.1) {
  const done: string[] = [];
  class Counter extends User {
    static override abstract = false;
    static override waitTime = constant(waitSeconds);
    @task count(): void {
      done.push(this.environment.runner?.clientId ?? '');
    }
  }
  return { Counter, done };
}

function reading(rows: unknown, strategy: Strategy = 'unique') {
  const used: number[] = [];
  const accounts = feeder<number>(rows as number[], { strategy });
  class Reader extends User {
    static override abstract = false;
    static override waitTime = constant(0.1);
    @task async read(): Promise<void> {
      used.push(await accounts.next(this));
    }
  }
  return { Reader, used };
}

describe('--iterations over workers', () => {
  it.each(['a', 'b', 'c', 'd'])('starts exactly as many tasks, whatever happens to messages: seed %s', async (seed) => {
    const { Counter, done } = counting();
    const given = { options: { iterations: 150 }, transmit: faultyTransmit(seed) };
    const cluster = await new MemoryCluster([Counter as never], given).start('h_1', 'h_2', 'h_3');
    let hasEnded = false;
    void cluster.runner.ended.then(() => {
      hasEnded = true;
    });
    void cluster.runner.start({ users: 9, spawnRate: 9 });
    await seconds(60);
    expect([done.length, hasEnded, new Set(done).size]).toEqual([150, true, 3]);
    expect(cluster.environment.iterations.started).toBe(150);
    expect(cluster.log.join()).toContain('All iterations are done, shutting down');
  });

  it('gives each test all of them', async () => {
    const { Counter, done } = counting();
    const cluster = await new MemoryCluster([Counter as never], { options: { iterations: 20 } }).start('h_1', 'h_2');
    cluster.runner.quitsAfterTest = false;
    for (const total of [20, 40]) {
      void cluster.runner.start({ users: 4, spawnRate: 4 });
      await seconds(10);
      expect([done.length, cluster.runner.state]).toEqual([total, 'stopped']);
    }
  });

  it('gives those of a worker that leaves to the others, those of a killed one to none', async () => {
    for (const isDead of [false, true]) {
      const { Counter, done } = counting(0.5);
      const parts = { options: { iterations: 60 }, losesWorkersAtOnce: true };
      const cluster = await new MemoryCluster([Counter as never], parts).start('h_1', 'h_2');
      void cluster.runner.start({ users: 4, spawnRate: 4 });
      await seconds(2.2);
      if (isDead) cluster.hub.disconnect('h_2', true);
      else void cluster.worker('h_2').leave();
      const before = done.filter((id) => id === 'h_1').length;
      await seconds(0.1);
      if (isDead) void cluster.worker('h_2').runner.stopUsers(0);
      await seconds(60);
      expect(done.filter((id) => id === 'h_1').length).toBeGreaterThan(before);
      if (isDead) expect(done.length).toBeLessThan(60);
      else expect(done).toHaveLength(60);
      expect(cluster.log.join()).toContain('All iterations are done, shutting down');
    }
  });

  it('takes back what a worker holds without using it', async () => {
    const { Counter, done } = counting(100);
    const cluster = await new MemoryCluster([Counter as never], { options: { iterations: 6 } }).start('h_1', 'h_2');
    void cluster.runner.start({ users: 6, spawnRate: 6 });
    await seconds(10);
    expect(done).toHaveLength(6);
  });

  it('lets users that wait for an iteration be stopped at once', async () => {
    const { Counter, done } = counting();
    const transmit: Transmit = ({ message: { type } }, deliver) => type !== 'tsloc_lease' && queueMicrotask(deliver);
    const options = { iterations: 5, stopTimeout: 30 };
    const cluster = await new MemoryCluster([Counter as never], { options, transmit }).start('h_1');
    void cluster.runner.start({ users: 3, spawnRate: 3 });
    await seconds(3);
    expect([cluster.runner.userCount, done]).toEqual([3, []]);
    void cluster.runner.stop();
    await seconds(2);
    expect([cluster.runner.userCount, cluster.worker('h_1').runner.userCount]).toEqual([0, 0]);
  });

  it('warns once of workers that do not share', async () => {
    const { Counter } = counting();
    const cluster = await new MemoryCluster([Counter as never], { options: { iterations: 5 } }).start('h_1');
    const locustWorkers = await Promise.all([cluster.locustWorker('s_1'), cluster.locustWorker('s_2')]);
    for (const { say } of locustWorkers) say('client_ready', -1);
    await seconds(0);
    void cluster.runner.start({ users: 6, spawnRate: 6 });
    await seconds(1);
    for (const { say } of locustWorkers)
      say('spawning_complete', { user_classes_count: { Counter: 2 }, user_count: 2 });
    await seconds(4);
    expect(cluster.log.filter((line) => line.includes('does not share --iterations'))).toHaveLength(1);
    for (const { got } of locustWorkers) expect(got.filter(([type]) => type.startsWith('tsloc_lease'))).toEqual([]);
  });
});

describe('unique rows over workers', () => {
  const sources: readonly [string, () => unknown, Strategy, string][] = [
    ['an array', () => upTo(200), 'unique', 'a'],
    ['an iterable', () => () => upTo(200).values(), 'unique', 'b'],
    ['an array, shuffled', () => upTo(200), 'shuffle', 'c'],
    ['an iterable, shuffled', () => () => upTo(200).values(), 'shuffle', 'd'],
  ];
  it.each(sources)('are used once each, and all of them: %s', async (_, rows, strategy, seed) => {
    const { Reader, used } = reading(rows(), strategy);
    const transmit = faultyTransmit(seed);
    const cluster = await new MemoryCluster([Reader as never], { transmit }).start('h_1', 'h_2', 'h_3');
    void cluster.runner.start({ users: 9, spawnRate: 9 });
    await seconds(90);
    expect(ascending(used)).toEqual(upTo(200));
  });

  it.each(['a', 'b', 'c'])(
    'are never used twice when a worker dies, another leaves and one joins: seed %s',
    async (seed) => {
      const { Reader, used } = reading(upTo(400));
      const parts = { transmit: faultyTransmit(seed), losesWorkersAtOnce: true };
      const cluster = await new MemoryCluster([Reader as never], parts).start('h_1', 'h_2', 'h_3');
      void cluster.runner.start({ users: 9, spawnRate: 9 });
      await seconds(4);
      cluster.hub.disconnect('h_2', true);
      void cluster.worker('h_2').runner.stopUsers(0);
      await cluster.join('h_4');
      await seconds(3);
      void cluster.worker('h_3').leave();
      await seconds(120);
      expect(new Set(used).size).toBe(used.length);
      expect(used.length).toBeGreaterThan(300);
      expect(used.length).toBeLessThanOrEqual(400);
    },
  );

  it('continue in the next test where the last one ended', async () => {
    const { Reader, used } = reading(upTo(200));
    const cluster = await new MemoryCluster([Reader as never]).start('h_1', 'h_2');
    cluster.runner.quitsAfterTest = false;
    for (const duration of [3, 30]) {
      void cluster.runner.start({ users: 2, spawnRate: 2 });
      await seconds(duration);
      expect(used.length === 200).toBe(duration === 30);
      void cluster.runner.stop();
      await seconds(3);
    }
    expect(ascending(used)).toEqual(upTo(200));
  });
});
