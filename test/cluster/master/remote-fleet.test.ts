import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LoadShape } from '../../../src/core/shape.js';
import { TestControl } from '../../../src/runner/test-control.js';
import { User } from '../../../src/user/user.js';
import { MemoryCluster } from '../../helpers/cluster/memory-cluster.js';
import type { Transmit } from '../../helpers/cluster/memory-link.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { Stage } from '../../helpers/users/actors.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

class Steady extends LoadShape {
  tick() {
    return [1, 1] as const;
  }
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

async function withLocustWorkers(count: number, given: ConstructorParameters<typeof MemoryCluster>[1] = {}) {
  const stage = new Stage();
  const classes = [stage.actorClass('A', { weight: 3 }), stage.actorClass('B')];
  const cluster = await new MemoryCluster(classes, given).start();
  const workers = await Promise.all(Array.from({ length: count }, (_, i) => cluster.locustWorker(`h${i + 1}_x`)));
  for (const worker of workers) worker.say('client_ready', -1);
  await seconds(0);
  return { cluster, workers };
}

const spawnsOf = ({ got }: { got: [string, unknown][] }) =>
  got.filter(([type]) => type === 'spawn').map(([, data]) => data as Record<string, never>);

describe('RemoteFleet', () => {
  it('sends the steps of Locust’s dispatcher to Locust workers: all five keys, rising timestamps', async () => {
    const { cluster, workers } = await withLocustWorkers(2);
    void cluster.runner.start({ users: 10, spawnRate: 4 });
    await seconds(3);
    const counts = workers.map((worker) =>
      spawnsOf(worker).map(({ user_classes_count: counts }) => Object.values<number>(counts ?? {})),
    );
    expect(counts).toEqual([
      [
        [2, 0],
        [4, 0],
        [5, 0],
      ],
      [
        [1, 1],
        [2, 2],
        [2, 3],
      ],
    ]);
    const jobs = workers.flatMap(spawnsOf);
    for (const job of jobs)
      expect(Object.keys(job)).toEqual(
        expect.arrayContaining(['timestamp', 'user_classes_count', 'host', 'stop_timeout', 'parsed_options']),
      );
    const stamps = spawnsOf(workers[0] as never).map(({ timestamp }) => timestamp);
    expect(stamps).toEqual([...new Set(stamps)].sort());
  });

  it.each([
    ['http://h', ['http://h', 'http://form', '']],
    [null, [null, 'http://form', null]],
  ])(
    'tells workers that its host, %j, was cleared, but nothing of one that it has not been given',
    async (host, sent) => {
      const { cluster, workers } = await withLocustWorkers(1, { options: { host } });
      for (const one of [host, 'http://form', '']) {
        cluster.environment.host = one;
        void cluster.runner.start({ users: 1, spawnRate: 1 });
        await seconds(0);
      }
      expect(workers.flatMap(spawnsOf).map(({ host }) => host)).toEqual(sent);
    },
  );

  it('has all users when the workers report them, and tells them that the ramp is over', async () => {
    const { cluster, workers } = await withLocustWorkers(1);
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(0);
    workers[0]?.say('spawning', null);
    workers[0]?.say('spawning_complete', { user_classes_count: { A: 3, B: 1 }, user_count: 4 });
    await seconds(0);
    expect([cluster.runner.state, cluster.runner.userCount]).toEqual(['running', 4]);
    expect(workers[0]?.got.at(-1)).toEqual(['spawning_complete', { user_count: 4 }]);
  });

  it('waits a second for the reports of a ramp, then continues with a log line', async () => {
    const { cluster } = await withLocustWorkers(1);
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(1.3);
    expect(cluster.runner.state).toBe('spawning');
    await seconds(1);
    expect(cluster.runner.state).toBe('running');
    expect(cluster.log.join()).toContain('report waittime is expired');
  });

  it('sends a Python worker only classes that it has, and says which are missing', async () => {
    const { cluster, workers } = await withLocustWorkers(1);
    workers[0]?.say('stats', { stats: [], stats_total: {}, errors: {}, user_classes_count: { A: 0 }, user_count: 0 });
    await seconds(0);
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(0);
    expect(spawnsOf(workers[0] as never)[0]?.user_classes_count).toEqual({ A: 3 });
    expect(cluster.log.join()).toContain('Worker h1_x has no class B');
  });

  it('takes users of a class that it lacks from a Python worker that has joined a running test', async () => {
    const { cluster, workers } = await withLocustWorkers(1);
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(2);
    const late = await cluster.locustWorker('h2_x');
    late.say('client_ready', -1);
    await seconds(0);
    expect(spawnsOf(late).at(-1)?.user_classes_count).toEqual({ A: expect.any(Number), B: expect.any(Number) });
    for (const [worker, counts] of [
      [workers[0], { A: 3, B: 1 }],
      [late, { A: 0 }],
    ] as const)
      worker?.say('stats', { stats: [], stats_total: {}, errors: {}, user_classes_count: counts, user_count: 0 });
    await seconds(0);
    expect(spawnsOf(late).at(-1)?.user_classes_count).toEqual({ A: expect.any(Number) });
    expect(cluster.log.join()).toContain('Worker h2_x has no class B');
  });

  it('gives Boomer, which repeats the classes of the test, those of the next one, too', async () => {
    const { cluster, workers } = await withLocustWorkers(1);
    const [boomer] = workers;
    const { environment } = cluster;
    const { userClasses } = environment;
    environment.userClasses = userClasses.slice(0, 1);
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(0);
    const { user_classes_count: counts = {} } = spawnsOf(boomer as never)[0] ?? {};
    boomer?.say('stats', { stats: [], stats_total: {}, errors: {}, user_classes_count: counts, user_count: 4 });
    await seconds(1);
    const stopped = cluster.runner.stop();
    await seconds(0);
    boomer?.say('client_stopped');
    boomer?.say('client_ready', -1);
    await seconds(0);
    await stopped;
    environment.userClasses = userClasses.slice(1);
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(0);
    expect(spawnsOf(boomer as never).at(-1)?.user_classes_count).toEqual({ B: 4 });
  });

  it('stops Locust workers, which say that they have stopped and are ready again', async () => {
    const { cluster, workers } = await withLocustWorkers(2);
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(2);
    let isStopped = false;
    void cluster.runner.stop().then(() => {
      isStopped = true;
    });
    await seconds(1);
    expect(workers.map(({ got }) => got.at(-1))).toEqual([
      ['stop', null],
      ['stop', null],
    ]);
    workers[0]?.say('client_stopped');
    workers[0]?.say('client_ready', -1);
    await seconds(1);
    expect(isStopped).toBe(false);
    workers[1]?.say('client_stopped');
    await seconds(0);
    expect([isStopped, cluster.runner.workerCount]).toEqual([true, 1]);
    workers[1]?.say('client_ready', -1);
    await seconds(0);
    expect(cluster.runner.workerCount).toBe(2);
  });

  it('has each worker with what it last said of itself, the missing ones included: runner.clients', async () => {
    const { cluster, workers } = await withLocustWorkers(2);
    const { clients } = cluster.runner;
    void cluster.runner.start({ users: 3, spawnRate: 10 });
    const beat = { state: 'running', current_cpu_usage: 12.5, current_memory_usage: 1_000 };
    for (let i = 0; i < 6; i++) await seconds(1).then(() => workers[1]?.say('heartbeat', beat));
    const counts = { A: 2, B: 0 };
    workers[1]?.say('stats', { stats: [], stats_total: {}, errors: {}, user_classes_count: counts, user_count: 2 });
    await seconds(0);
    const told = [...clients].map(([key, { id, state, userCount, cpuUsage, memoryUsage }]) => {
      return [key, id, state, userCount, cpuUsage, memoryUsage];
    });
    expect(told).toEqual([
      ['h1_x', 'h1_x', 'missing', 0, 0, 0],
      ['h2_x', 'h2_x', 'running', 2, 12.5, 1_000],
    ]);
  });

  it('also tells missing workers to stop, as Locust does, and does not wait for them', async () => {
    const { cluster, workers } = await withLocustWorkers(2);
    const beat = () => workers[1]?.say('heartbeat', { state: 'running', current_cpu_usage: 0 });
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    for (let i = 0; i < 6; i++) await seconds(1).then(beat);
    expect(cluster.master.workers.map(({ state }) => state)).toEqual(['missing', 'running']);
    const stopped = cluster.runner.stop();
    await seconds(0);
    workers[1]?.say('client_stopped');
    await seconds(0);
    await stopped;
    expect(workers.map(({ got }) => got.filter(([type]) => type === 'stop'))).toEqual([
      [['stop', null]],
      [['stop', null]],
    ]);
  });

  it('tells workers to leave at the end, and waits for their last reports', async () => {
    const { cluster, workers } = await withLocustWorkers(1);
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(2);
    cluster.master.fleet.isLast = true;
    let isClosed = false;
    void cluster.runner
      .finish()
      .then(() => cluster.master.close())
      .then(() => {
        isClosed = true;
      });
    await seconds(2);
    expect([workers[0]?.got.at(-1), isClosed]).toEqual([['quit', null], false]);
    workers[0]?.say('quit');
    await seconds(0);
    expect(isClosed).toBe(true);
  });

  it('waits for the longest stop timeout of a class, in a stop as well as at the end', async () => {
    const { cluster, workers } = await withLocustWorkers(1);
    Object.assign(cluster.environment.userClasses[0] as object, { stopTimeout: 90 });
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    const beat = () => workers[0]?.say('heartbeat', { state: 'running', current_cpu_usage: 0 });
    for (let i = 0; i < 2; i++) await seconds(1).then(beat);
    let isStopped = false;
    void cluster.runner.stop().then(() => {
      isStopped = true;
    });
    for (let i = 0; i < 85; i++) await seconds(1).then(beat);
    expect(isStopped).toBe(false);
    workers[0]?.say('client_stopped');
    await seconds(0);
    expect(isStopped).toBe(true);
    let isClosed = false;
    void cluster.master.close().then(() => {
      isClosed = true;
    });
    for (let i = 0; i < 85; i++) await seconds(1).then(beat);
    expect(isClosed).toBe(false);
    workers[0]?.say('quit');
    await seconds(0);
    expect(isClosed).toBe(true);
  });

  it('does not wait forever for a worker that does not stop', async () => {
    const { cluster } = await withLocustWorkers(1);
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(2);
    const stopped = cluster.runner.stop();
    await seconds(5);
    await stopped;
    expect(cluster.runner.state).toBe('stopped');
  });

  it('starts nothing without a worker, and logs that', async () => {
    const { cluster } = await withLocustWorkers(0);
    let began = false;
    cluster.environment.events.testStart.addListener(() => {
      began = true;
    });
    await cluster.runner.start({ users: 4, spawnRate: 10 });
    expect([began, cluster.runner.state]).toEqual([false, 'ready']);
    expect(cluster.log.join()).toContain('No worker is connected');
  });

  it.each([null, new Steady()])('neither does a test that the page starts, with shape %s', async (shape) => {
    const { cluster } = await withLocustWorkers(0);
    const began: string[] = [];
    cluster.environment.events.testStart.addListener(() => void began.push('testStart'));
    cluster.environment.events.testStop.addListener(() => void began.push('testStop'));
    const control = new TestControl(cluster.environment, cluster.runner);
    void control.start({ users: 4, spawnRate: 10, runTimeSeconds: 60, shape });
    await seconds(2);
    expect([began, cluster.runner.state, control.endsAt, control.followedShape]).toEqual([[], 'ready', null, null]);
    expect(cluster.log.filter((line) => line.includes('No worker is connected'))).toHaveLength(1);
  });

  it('distributes 100,000 users to 20 workers', async () => {
    const { cluster, workers } = await withLocustWorkers(20);
    void cluster.runner.start({ users: 100_000, spawnRate: 100_000 });
    await seconds(0);
    const sums = workers.map((worker) => {
      const counts = Object.values<number>(spawnsOf(worker)[0]?.user_classes_count ?? {});
      return counts.reduce((sum, count) => sum + count, 0);
    });
    expect(sums).toEqual(Array.from({ length: 20 }, () => 5_000));
  });
});

class Idle extends User {
  static override abstract = false;
}

it('counts the requests of a worker that did not get the message about the end of the ramp, which resets statistics', async () => {
  const classes = [new Stage().actorClass('A')];
  const transmit: Transmit = ({ to, message: { type } }, deliver) => {
    if (to === 'master' || type !== 'spawning_complete') queueMicrotask(deliver);
  };
  const cluster = await new MemoryCluster(classes, { options: { resetStats: true }, transmit }).start('h_1');
  void cluster.runner.start({ users: 1, spawnRate: 1 });
  const { stats } = cluster.worker('h_1').runner.environment;
  for (let i = 0; i < 8; i++) {
    stats.record(makeSample());
    await seconds(1);
  }
  expect(cluster.log.filter((line) => line.includes('Resetting stats'))).toHaveLength(2);
  expect([cluster.runner.state, cluster.environment.stats.numRequests > 3]).toEqual(['running', true]);
});

it.each([
  [4, 40],
  [8, 8],
  [8, 3],
])('spreads the users of %i workers, of a step of %i, over the second', async (count, rate) => {
  const stage = new Stage();
  const ids = Array.from({ length: count }, (_, i) => `h_${i}`);
  const cluster = await new MemoryCluster([stage.actorClass(Idle.name)]).start(...ids);
  void cluster.runner.start({ users: rate, spawnRate: rate });
  await seconds(2);
  const times = stage.actors.map(({ bornAt }) => bornAt).sort((a, b) => a - b);
  expect(times).toHaveLength(rate);
  for (const [i, time] of times.entries()) expect(time - (times[0] as number)).toBeCloseTo((1_000 / rate) * i, -1);
});

it('runs a test of 100 workers', async () => {
  const ids = Array.from({ length: 100 }, (_, i) => `h_${String(i).padStart(3, '0')}`);
  const cluster = await new MemoryCluster([new Stage().actorClass(Idle.name)]).start(...ids);
  void cluster.runner.start({ users: 1_000, spawnRate: 500 });
  await seconds(4);
  expect([cluster.runner.userCount, cluster.runner.state]).toEqual([1_000, 'running']);
  expect([...cluster.workers.values()].every(({ runner }) => runner.userCount === 10)).toBe(true);
  const stopped = cluster.runner.stop();
  await seconds(1);
  await stopped;
  expect(cluster.runner.userCount).toBe(0);
});
