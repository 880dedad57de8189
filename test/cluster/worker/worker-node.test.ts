import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerLog } from '../../../src/cluster/worker/worker-log.js';
import { WorkerNode } from '../../../src/cluster/worker/worker-node.js';
import type { Environment } from '../../../src/core/environment.js';
import { StopTest } from '../../../src/core/signals.js';
import { TslocError } from '../../../src/util/error.js';
import { sleep } from '../../../src/util/loop/clock.js';
import { MemoryCluster } from '../../helpers/cluster/memory-cluster.js';
import type { MemoryMasterLink, Transmit } from '../../helpers/cluster/memory-link.js';
import { MemoryHub } from '../../helpers/cluster/memory-link.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { busy, Stage } from '../../helpers/users/actors.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

/** A master that is not tsloc: it answers as Locust does, and notes what it gets. */
async function underLocustMaster(given: { manner?: typeof busy } = {}) {
  const hub = new MemoryHub();
  const master = hub.masterLink();
  const got: [string, unknown][] = [];
  const control = { answers: true };
  master.onMessage = (identity, { type, data }) => {
    got.push([type, data]);
    if (!control.answers) return;
    if (type === 'client_ready') master.send(identity, { type: 'ack', data: { index: 4 }, nodeId: identity });
    if (type === 'heartbeat') master.send(identity, { type: 'heartbeat', data: null, nodeId: identity });
  };
  await master.start();
  const { environment, log } = makeEnvironment({}, [new Stage().actorClass('A', given)]);
  const workerLog = new WorkerLog();
  const node = new WorkerNode({ environment, link: hub.workerLink('h_1'), log: workerLog });
  await node.start();
  const say = (type: string, data: unknown = null) => master.send('h_1', { type, data, nodeId: 'h_1' });
  const take = () => got.splice(0).filter(([type]) => type !== 'heartbeat');
  return { hub, master, node, environment, log, workerLog, say, take, got, control };
}

const spawnOf = (timestamp: number, count: number, given: object = {}) => ({
  timestamp,
  user_classes_count: { A: count },
  host: null,
  stop_timeout: 0,
  parsed_options: {},
  ...given,
});

it('makes another connection if its master does not answer on the first one, which may be dead', async () => {
  let connections = 0;
  const hub = new MemoryHub((_sent, deliver) => connections > 1 && queueMicrotask(deliver));
  const master = hub.masterLink();
  master.onConnected = () => void connections++;
  master.onMessage = (identity, { type }) => {
    if (type === 'client_ready') master.send(identity, { type: 'ack', data: { index: 4 }, nodeId: identity });
  };
  await master.start();
  const { environment } = makeEnvironment({}, [new Stage().actorClass('A')]);
  const node = new WorkerNode({ environment, link: hub.workerLink('h_1'), log: null });
  const started = node.start();
  await seconds(9);
  expect([connections, node.runner.workerIndex]).toEqual([1, -1]);
  await seconds(2);
  await started;
  expect([connections, node.runner.workerIndex]).toEqual([2, 4]);
});

it('sends heartbeats while it is prepared, and then executes the commands that came meanwhile', async () => {
  const cluster = await new MemoryCluster([new Stage().actorClass('A')]).start();
  void cluster.join('h_1', { prepare: () => sleep(20_000) });
  await seconds(1);
  void cluster.runner.start({ users: 4, spawnRate: 10 });
  await seconds(18);
  expect([cluster.master.workers[0]?.state, cluster.runner.userCount]).toEqual(['ready', 0]);
  await seconds(3);
  expect([cluster.master.workers[0]?.state, cluster.runner.userCount]).toEqual(['running', 4]);
  expect(cluster.log.filter((line) => line.includes('missing'))).toEqual([]);
});

it('does not keep a test from stopping while it is prepared, and does not begin it later', async () => {
  const cluster = await new MemoryCluster([new Stage().actorClass('A')]).start();
  void cluster.join('h_1', { prepare: () => sleep(50_000) });
  await seconds(1);
  void cluster.runner.start({ users: 4, spawnRate: 10 });
  await seconds(2);
  let isStopped = false;
  void cluster.runner.finish().then(() => {
    isStopped = true;
  });
  await seconds(2);
  expect(isStopped).toBe(true);
  await seconds(60);
  expect([cluster.runner.state, cluster.runner.userCount]).toEqual(['stopped', 0]);
});

it('leaves when it cannot be prepared', async () => {
  const cluster = await new MemoryCluster([new Stage().actorClass('A')]).start();
  const prepare = () => sleep(2_000).then(() => Promise.reject(new Error('no data')));
  const joined = expect(cluster.join('h_1', { prepare })).rejects.toThrow('no data');
  await seconds(1);
  expect(cluster.master.workers).toHaveLength(1);
  await seconds(2);
  await joined;
  expect([cluster.master.workers, cluster.hub.workers.size]).toEqual([[], 0]);
});

describe('a worker of a Python master', () => {
  it('sends what Locust’s worker sends, and nothing that Locust does not know', async () => {
    const { got, environment, node } = await underLocustMaster();
    await seconds(3);
    expect(node.runner.workerIndex).toBe(4);
    expect(got.slice(0, 3).map(([type]) => type)).toEqual(['client_ready', 'heartbeat', 'stats']);
    expect(
      got
        .slice(3)
        .map(([type]) => type)
        .sort(),
    ).toEqual(['heartbeat', 'heartbeat', 'heartbeat', 'stats']);
    expect(got.filter(([type]) => type === 'heartbeat')[0]?.[1]).toEqual({
      state: 'ready',
      current_cpu_usage: 0,
      current_memory_usage: 0,
    });
    expect(got.find(([type]) => type === 'stats')?.[1]).not.toHaveProperty('tsloc');
    expect(environment.runner).toBe(node.runner);
  });

  it('flushes its statistics before client_stopped, waits for the stop timeout, and is ready', async () => {
    const { say, take, environment } = await underLocustMaster({ manner: busy });
    say('spawn', spawnOf(1, 2, { stop_timeout: 2 }));
    await seconds(0.5);
    take();
    environment.events.request.report(makeSample());
    say('stop');
    await seconds(2);
    const [[, report] = [], ...rest] = take();
    expect(report).toMatchObject({ stats_total: { num_requests: 1 }, user_count: 0 });
    expect(rest).toEqual([['client_stopped', null]]);
    await seconds(2);
    expect(take().map(([type]) => type)).toContain('client_ready');
  });

  it('reports at once when it is told to quit, again when its users have ended, and leaves', async () => {
    const { say, take, environment, node } = await underLocustMaster({ manner: busy });
    say('spawn', spawnOf(1, 1, { stop_timeout: 2 }));
    await seconds(0.5);
    take();
    environment.events.request.report(makeSample());
    say('quit');
    say('quit');
    await seconds(0.4);
    expect(take()).toMatchObject([['stats', { stats_total: { num_requests: 1 } }]]);
    environment.events.request.report(makeSample());
    await seconds(2);
    await node.ended;
    expect(take()).toMatchObject([
      ['stats', { stats_total: { num_requests: 1 } }],
      ['quit', null],
    ]);
  });

  it('leaves when the master has been silent for a minute', async () => {
    const { node, control, log } = await underLocustMaster();
    await seconds(2);
    control.answers = false;
    let hasEnded = false;
    void node.ended.then(() => {
      hasEnded = true;
    });
    await seconds(59);
    expect(hasEnded).toBe(false);
    await seconds(3);
    expect([hasEnded, log.join()]).toEqual([true, expect.stringContaining('heartbeat from master in over 60s')]);
  });

  it('joins a master that was restarted: users are stopped, what was measured for the old one is dropped', async () => {
    const { hub, master, node, say, environment, control } = await underLocustMaster();
    say('spawn', spawnOf(100, 3));
    await seconds(2);
    environment.events.request.report(makeSample());
    control.answers = false;
    await master.close();
    await seconds(2);
    const next: MemoryMasterLink = hub.masterLink();
    const got: [string, unknown][] = [];
    next.onMessage = (identity, { type, data }) => {
      got.push([type, data]);
      if (type === 'client_ready') next.send(identity, { type: 'ack', data: { index: 0 }, nodeId: identity });
    };
    await next.start();
    await seconds(8);
    expect([node.runner.userCount, got.some(([type]) => type === 'client_ready')]).toEqual([0, true]);
    next.send('h_1', { type: 'spawn', data: spawnOf(50, 2), nodeId: 'h_1' });
    await seconds(0);
    expect(node.runner.userCount).toBe(2);
  });

  it('joins a tsloc master that takes the place of the Locust master', async () => {
    const { say, node, take } = await underLocustMaster();
    say('spawn', spawnOf(1, 2));
    await seconds(1);
    expect([node.runner.userCount, take().length > 0]).toEqual([2, true]);
    say('quit', { tsloc: { isUnknown: true } }); // what a tsloc master answers to the heartbeat of an unknown worker
    await seconds(1);
    expect([node.runner.userCount, take().map(([type]) => type)]).toEqual([0, ['client_ready']]);
    say('spawn', spawnOf(1, 3));
    await seconds(0);
    expect(node.runner.userCount).toBe(3);
  });

  it('ignores and counts what it does not understand', async () => {
    const { say, node, log } = await underLocustMaster();
    for (const data of [null, 5, [], { timestamp: 'x' }]) say('spawn', data);
    say('update_user_class', { user_class_name: 'Nobody' });
    say('something new', 1);
    say('spawn', spawnOf(1, 2));
    await seconds(0);
    expect(node.runner.userCount).toBe(2);
    expect(log.join()).toContain('A wrong message was ignored');
    expect(log.join()).toContain('Unknown message type received: something new');
  });

  it('sends its log each ten seconds, if there is anything new', async () => {
    const { workerLog, take } = await underLocustMaster();
    workerLog.add('a line');
    await seconds(30);
    expect(take().filter(([type]) => type === 'logs')).toEqual([['logs', { worker_id: 'h_1', logs: ['a line'] }]]);
  });

  it('leaves when a task ends the test: a Python master cannot be told', async () => {
    const { environment, node, say } = await underLocustMaster();
    say('spawn', spawnOf(1, 2));
    await seconds(1);
    environment.endTest(new StopTest('enough'));
    await seconds(1);
    await node.ended;
    expect(node.runner.userCount).toBe(0);
  });
});

describe('a worker of a tsloc master', () => {
  const newCluster = async () => new MemoryCluster([new Stage().actorClass('A')]).start('h_1', 'h_2');

  it('tells it to end the test, on all workers', async () => {
    const cluster = await newCluster();
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(2);
    const { environment } = cluster.worker('h_1').runner;
    let hasEnded = false;
    void cluster.runner.ended.then(() => {
      hasEnded = true;
    });
    environment.fatalError = new TslocError('MISSING_HOST', 'No host.', { exitCode: 3 });
    environment.runner?.endTest();
    await seconds(0);
    expect(hasEnded).toBe(true);
    expect(cluster.environment.fatalError).toMatchObject({
      code: 'MISSING_HOST',
      message: 'On worker h_1: No host.',
      exitCode: 3,
    });
  });

  it('tells it that a user could not be constructed, which ends the test', async () => {
    const born = () => {
      throw new Error('no ticket');
    };
    const cluster = await new MemoryCluster([new Stage().actorClass('A', { born })]).start('h_1');
    cluster.master.fleet.isLast = true;
    cluster.runner.quitsAfterTest = true;
    void cluster.runner.ended.then(() => cluster.runner.finish());
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(5);
    expect([cluster.runner.state, cluster.environment.unhandledError]).toEqual(['stopped', true]);
    expect(cluster.hub.workers.size).toBe(0);
  });

  it('gets custom messages to all and to one, and answers them', async () => {
    const cluster = await newCluster();
    const got: unknown[] = [];
    for (const { runner } of cluster.workers.values())
      runner.registerMessage('hi', ({ message }) => {
        got.push([runner.clientId, message.data]);
        runner.sendMessage('ho', runner.clientId);
      });
    cluster.runner.registerMessage('ho', ({ message }) => got.push(['master', message.nodeId, message.data]));
    cluster.runner.sendMessage('hi', 1);
    cluster.runner.sendMessage('hi', 2, 'h_2');
    await seconds(0);
    expect(got.sort()).toEqual(
      [
        ['h_1', 1],
        ['h_2', 1],
        ['h_2', 2],
        ['master', 'h_1', 'h_1'],
        ['master', 'h_2', 'h_2'],
        ['master', 'h_2', 'h_2'],
      ].sort(),
    );
  });

  it('stops its users and joins again when the master has forgotten it', async () => {
    const cluster = await newCluster();
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(2);
    cluster.hub.master?.send('h_1', { type: 'tsloc_unknown', data: null, nodeId: 'h_1' });
    await seconds(1);
    const { runner } = cluster.worker('h_1');
    expect([runner.userCount, cluster.runner.userCount]).toEqual([2, 4]);
    expect(cluster.log.join()).toContain('The master does not know this worker');
  });

  it('warns at its end if the master has not confirmed its last reports', async () => {
    let isCut = false;
    const transmit: Transmit = (_sent, deliver) => isCut || queueMicrotask(deliver);
    const cluster = await new MemoryCluster([new Stage().actorClass('A')], { transmit }).start('h_1');
    void cluster.runner.start({ users: 2, spawnRate: 10 });
    await seconds(2);
    isCut = true;
    const left = cluster.worker('h_1').leave();
    await seconds(5);
    await left;
    expect(cluster.log.join()).toContain('The master has not confirmed the last reports');
  });

  it('leaves when its master is gone before it has answered a heartbeat', async () => {
    const hub = new MemoryHub();
    const master = hub.masterLink();
    master.onMessage = (identity, { type }) => {
      if (type === 'client_ready')
        master.send(identity, { type: 'ack', data: { index: 0, tsloc: 'x' }, nodeId: identity });
    };
    await master.start();
    const { environment, log } = makeEnvironment({}, [new Stage().actorClass('A')]);
    const node = new WorkerNode({ environment, link: hub.workerLink('h_1'), log: null });
    await node.start();
    let hasEnded = false;
    void node.ended.then(() => {
      hasEnded = true;
    });
    await seconds(59);
    expect(hasEnded).toBe(false);
    await seconds(6);
    expect([hasEnded, log.join()]).toEqual([true, expect.stringContaining('heartbeat from master in over 60s')]);
  });

  it('has streams of random numbers of its own', async () => {
    const cluster = await newCluster();
    void cluster.runner.start({ users: 4, spawnRate: 10 });
    await seconds(2);
    const first = ({ randomForUser }: Environment, environment: Environment) =>
      randomForUser.call(environment, 'X').integer(0, 1e9);
    const numbers = [...cluster.workers.values()].map(({ runner: { environment } }) => first(environment, environment));
    expect(new Set(numbers).size).toBe(2);
    expect([...cluster.workers.values()].map(({ runner }) => runner.environment.seed)).toEqual(['test', 'test']);
  });
});
