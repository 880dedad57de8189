import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Stats } from '../../../src/stats/stats.js';
import { randomStream } from '../../../src/util/random.js';
import { MemoryCluster } from '../../helpers/cluster/memory-cluster.js';
import type { SentMessage } from '../../helpers/cluster/memory-link.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { Stage } from '../../helpers/users/actors.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

/** Reports `count` requests on each worker, some of them failed; returns what one process would have counted. */
function measure(cluster: MemoryCluster, count: number, whole = new Stats()): Stats {
  for (const { runner } of cluster.workers.values()) {
    for (let i = 0; i < count; i++) {
      const sample = makeSample({
        name: `/${i % 3}`,
        responseTime: 1 + i * 7.3,
        exception: i % 5 === 0 ? 'boom' : null,
      });
      runner.environment.events.request.report(sample);
      whole.record(sample);
    }
  }
  return whole;
}

function figures({ total, entries, failures }: Stats) {
  const rowOf = (entry: Stats['total']) => [
    entry.name,
    entry.numRequests,
    entry.numFailures,
    entry.minResponseTime,
    entry.maxResponseTime,
    [0.5, 0.95, 0.99, 1].map((fraction) => entry.getResponseTimePercentile(fraction)),
    entry.totalContentLength,
  ];
  return {
    total: rowOf(total),
    entries: entries.map(rowOf).sort(),
    failures: failures
      .list()
      .map(({ name, error, occurrences }) => [name, error, occurrences])
      .sort(),
  };
}

async function runningCluster(given: ConstructorParameters<typeof MemoryCluster>[1] = {}) {
  const cluster = await new MemoryCluster([new Stage().actorClass('A')], given).start('h_1', 'h_2');
  void cluster.runner.start({ users: 10, spawnRate: 100 });
  await seconds(2);
  return cluster;
}

describe('a master', () => {
  it('counts what workers measure as one process would', async () => {
    const cluster = await runningCluster();
    const whole = measure(cluster, 400);
    await seconds(4);
    expect(figures(cluster.environment.stats)).toEqual(figures(whole));
    measure(cluster, 100, whole);
    await cluster.runner.stop();
    expect(figures(cluster.environment.stats)).toEqual(figures(whole));
  });

  it('clears the statistics when another test starts, on all nodes', async () => {
    const cluster = await runningCluster();
    measure(cluster, 10);
    const stopped = cluster.runner.stop();
    await seconds(1);
    await stopped;
    expect(cluster.environment.stats.numRequests).toBe(20);
    void cluster.runner.start({ users: 4, spawnRate: 100 });
    await seconds(4);
    expect([cluster.environment.stats.numRequests, cluster.runner.userCount]).toEqual([0, 4]);
    measure(cluster, 3);
    await seconds(4);
    expect(cluster.environment.stats.numRequests).toBe(6);
  });

  it('counts each report once, and has the users as asked, whatever happens to messages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (seed) => {
        const dice = randomStream(seed, 'fates');
        const isSettling = { value: false };
        const transmit = (_: SentMessage, deliver: () => void) => {
          const fate = isSettling.value ? 9 : dice.integer(0, 9);
          if (fate === 0) return; // lost
          if (fate === 1) queueMicrotask(deliver); // and again below
          if (fate <= 3)
            setTimeout(deliver, fate * 700); // late, and after later ones
          else queueMicrotask(deliver);
        };
        const cluster = new MemoryCluster([new Stage().actorClass('A')], { transmit });
        const started = cluster.start('h_1', 'h_2');
        await seconds(60);
        await started;
        void cluster.runner.start({ users: 10, spawnRate: 5 });
        await seconds(3);
        // What a worker measures before the test has begun there is cleared.
        while (![...cluster.workers.values()].every(({ runner }) => runner.hasTest)) await seconds(1);
        const whole = measure(cluster, 50);
        await seconds(4);
        measure(cluster, 50, whole);
        isSettling.value = true;
        await seconds(12);
        expect(cluster.environment.stats.numRequests).toBe(whole.numRequests);
        expect(figures(cluster.environment.stats)).toEqual(figures(whole));
        expect([...cluster.workers.values()].map(({ runner }) => runner.userCount)).toEqual([5, 5]);
        expect(cluster.runner.userCount).toBe(10);
        const stopped = cluster.runner.stop();
        await seconds(5);
        await stopped;
        expect([...cluster.workers.values()].map(({ runner }) => runner.userCount)).toEqual([0, 0]);
        vi.clearAllTimers(); // nodes of earlier runs would go on beside those of later ones
      }),
      { numRuns: 20, seed: 7 },
    );
  });
});

it('tells each worker what the page changes of a class that it has', async () => {
  const cluster = await new MemoryCluster([new Stage().actorClass('A')]).start();
  const [tsloc, python] = [await cluster.locustWorker('t_1'), await cluster.locustWorker('p_1')];
  for (const worker of [tsloc, python]) worker.say('client_ready', -1);
  tsloc.say('heartbeat', { state: 'ready', current_cpu_usage: 0, tsloc: { number: 1, jobTimestamp: 0 } });
  python.say('stats', { stats: [], stats_total: {}, errors: {}, user_classes_count: { A: 0 }, user_count: 0 });
  await seconds(0);
  for (const userClass of ['A', 'B'])
    cluster.master.changeClass({ userClass, attributes: { weight: 2 }, tasks: ['visit'], isOtherSelection: false });
  await seconds(0);
  const changesOf = ({ got }: typeof tsloc) =>
    got.filter(([type]) => type === 'update_user_class').map(([, data]) => data);
  expect(changesOf(tsloc)).toEqual(['A', 'B'].map((name) => ({ user_class_name: name, weight: 2, tasks: ['visit'] })));
  expect(changesOf(python)).toEqual([{ user_class_name: 'A', weight: 2 }]);
});

it('keeps the newest lines of the log of a worker, and not as many as fill the memory', async () => {
  const cluster = await new MemoryCluster([new Stage().actorClass('A')]).start();
  const worker = await cluster.locustWorker('p_1');
  let lines: readonly string[] = [];
  cluster.master.onLog = (_id, given) => {
    lines = given;
  };
  worker.say('client_ready', -1);
  worker.say('logs', { worker_id: 'p_1', logs: Array.from({ length: 600 }, (_, i) => `${i} ${'x'.repeat(20_000)}`) });
  await seconds(0);
  expect(lines.at(-1)?.slice(0, 5)).toBe('599 x');
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  expect([length > 100_000, length <= 250_000]).toEqual([true, true]);
});
