import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ClusterOptions, MemoryCluster } from '../../helpers/cluster/memory-cluster.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { Stage } from '../../helpers/users/actors.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
const idle = { state: 'ready', current_cpu_usage: 0 };

/** A cluster whose workers may be cut off: their messages, and those to them, are lost. */
function newCluster(given: ClusterOptions = {}) {
  const cutOff = new Set<string>();
  const cluster = new MemoryCluster([new Stage().actorClass('A')], {
    ...given,
    transmit: ({ identity }, deliver) => {
      if (!cutOff.has(identity)) queueMicrotask(deliver);
    },
  });
  const states = () => Object.fromEntries(cluster.master.workers.map(({ id, state }) => [id, state]));
  const users = () => Object.fromEntries(cluster.master.workers.map(({ id, userCount }) => [id, userCount]));
  const has = (text: string) => cluster.log.some((line) => line.includes(text));
  return { cluster, cutOff, states, users, has };
}

/** A test of ten users was stopped while the first of two workers was missing, which still has its five. */
async function newStoppedCluster() {
  const parts = newCluster();
  const { cluster, cutOff } = parts;
  await cluster.start('h_1', 'h_2');
  void cluster.runner.start({ users: 10, spawnRate: 100 });
  await seconds(2);
  cutOff.add('h_1');
  await seconds(6);
  const stopped = cluster.runner.stop();
  await seconds(1);
  await stopped;
  return parts;
}

describe('WorkerMembership', () => {
  it('answers client_ready with a number, fires workerConnect, and counts workers in the log', async () => {
    const { cluster } = newCluster();
    const connected: string[] = [];
    cluster.environment.events.workerConnect.addListener(({ clientId }) => connected.push(clientId));
    await cluster.start('h_1', 'h_2');
    expect(connected).toEqual(['h_1', 'h_2']);
    expect([...cluster.workers.values()].map(({ runner }) => runner.workerIndex)).toEqual([0, 1]);
    expect(cluster.log).toContain('INFO/locust.runners: Worker h_2 (index 1) reported as ready. 2 workers connected.');
    expect(cluster.runner.workerCount).toBe(2);
  });

  it.each([
    [null, 0],
    ['', 0],
    [5, 0],
    [{}, 0],
    [-1, 1],
    ['2.47.0', 1],
    ['1.0', 1],
  ])('given the version %j, has %i workers', async (version, count) => {
    const { cluster } = newCluster();
    await cluster.start();
    const worker = await cluster.locustWorker('p_1');
    worker.say('client_ready', version);
    await seconds(0);
    expect([cluster.master.workers.length, worker.got.map(([type]) => type)]).toEqual([count, count ? ['ack'] : []]);
  });

  it('takes what has failed on a worker for a failure of the run, and names the worker once', async () => {
    const { cluster } = newCluster();
    await cluster.start('h_1', 'h_2');
    void cluster.runner.start({ users: 2, spawnRate: 100 });
    await seconds(2);
    expect(cluster.environment.unhandledError).toBe(false);
    cluster.worker('h_2').runner.environment.events.request.addListener(() => {
      throw new Error('no list');
    });
    cluster.worker('h_2').runner.environment.events.request.fire(makeSample());
    await seconds(3);
    expect(cluster.environment.unhandledError).toBe(true);
    const named = cluster.log.filter((line) => line.startsWith('ERROR/locust.runners: ') && line.includes('h_2'));
    expect(named).toHaveLength(1);
  });

  it('gives users to a worker that joins a running test', async () => {
    const { cluster, users } = newCluster();
    await cluster.start('h_1');
    void cluster.runner.start({ users: 10, spawnRate: 100 });
    await seconds(2);
    await cluster.join('h_2');
    await seconds(1);
    expect(users()).toEqual({ h_1: 5, h_2: 5 });
  });

  it('gives the users of a worker that quits to the others', async () => {
    const { cluster, users } = newCluster();
    await cluster.start('h_1', 'h_2');
    void cluster.runner.start({ users: 10, spawnRate: 100 });
    await seconds(2);
    void cluster.worker('h_1').leave();
    await seconds(1);
    expect(users()).toEqual({ h_2: 10 });
  });

  it('declares a silent worker missing, and takes it back', async () => {
    const { cluster, cutOff, states, users } = newCluster();
    await cluster.start('h_1', 'h_2');
    void cluster.runner.start({ users: 10, spawnRate: 100 });
    await seconds(2);
    cutOff.add('h_1');
    await seconds(6);
    expect([states(), users()]).toEqual([
      { h_1: 'missing', h_2: 'running' },
      { h_1: 0, h_2: 5 },
    ]);
    cutOff.delete('h_1');
    await seconds(3);
    expect([states(), users()]).toEqual([
      { h_1: 'running', h_2: 'running' },
      { h_1: 5, h_2: 5 },
    ]);
    expect(cluster.log.filter((line) => line.includes('self-healed'))).toHaveLength(1);
  });

  it('stops a worker that was missing when the test was stopped', async () => {
    const { cluster, cutOff, states } = await newStoppedCluster();
    expect([states(), cluster.worker('h_1').runner.userCount]).toEqual([{ h_1: 'missing', h_2: 'ready' }, 5]);
    cutOff.delete('h_1');
    await seconds(4);
    expect([states(), cluster.worker('h_1').runner.userCount]).toEqual([{ h_1: 'ready', h_2: 'ready' }, 0]);
  });

  it('lets a worker that was missing when its test was stopped end that test before it gets users of the next one', async () => {
    const { cluster, cutOff, users } = await newStoppedCluster();
    void cluster.runner.start({ users: 6, spawnRate: 100 });
    await seconds(2);
    const { events } = cluster.worker('h_1').runner.environment;
    const fired: string[] = [];
    for (const name of ['testStop', 'testStart'] as const) events[name].addListener(() => void fired.push(name));
    cutOff.delete('h_1');
    await seconds(4);
    expect([users(), fired]).toEqual([{ h_1: 3, h_2: 3 }, ['testStop', 'testStart']]);
  });

  it('with rebalancing, gives the users of a missing worker to the others, and back', async () => {
    const { cluster, cutOff, users } = newCluster({ rebalances: true });
    await cluster.start('h_1', 'h_2');
    void cluster.runner.start({ users: 10, spawnRate: 100 });
    await seconds(2);
    cutOff.add('h_1');
    await seconds(6);
    expect(users()).toEqual({ h_1: 0, h_2: 10 });
    cutOff.delete('h_1');
    await seconds(3);
    expect(users()).toEqual({ h_1: 5, h_2: 5 });
  });

  it('forgets a worker after a minute, and tells it so when it is heard of again', async () => {
    const { cluster, states } = newCluster();
    await cluster.start();
    const worker = await cluster.locustWorker('p_1');
    worker.say('client_ready', -1);
    await seconds(6);
    expect(states()).toEqual({ p_1: 'missing' });
    await seconds(60);
    expect(states()).toEqual({});
    worker.say('heartbeat', { ...idle, tsloc: { number: 1 } });
    await seconds(0);
    expect(worker.got.at(-1)).toEqual(['tsloc_unknown', null]);
  });

  it('fires heartbeatSent with each answer; heartbeatReceived is fired by the worker that gets it', async () => {
    const { cluster } = newCluster();
    const fired: string[] = [];
    const listen = ({ events }: typeof cluster.environment, node: string) => {
      for (const name of ['heartbeatSent', 'heartbeatReceived'] as const)
        events[name].addListener(({ clientId }) => fired.push(`${node} ${name} ${clientId}`));
    };
    await cluster.start('h_1');
    listen(cluster.environment, 'master');
    listen(cluster.worker('h_1').runner.environment, 'worker');
    await seconds(2);
    const once = ['master heartbeatSent h_1', 'worker heartbeatReceived h_1'];
    expect(fired).toEqual([...once, ...once]);
  });

  it('gives the users of a worker to the others once it is forgotten', async () => {
    const { cluster, cutOff, users } = newCluster();
    await cluster.start('h_1', 'h_2');
    void cluster.runner.start({ users: 10, spawnRate: 100 });
    await seconds(2);
    cutOff.add('h_1');
    await seconds(60);
    expect(users()).toEqual({ h_1: 0, h_2: 5 });
    await seconds(10);
    expect(users()).toEqual({ h_2: 10 });
  });

  it('redistributes users only once if a worker is missing, with rebalancing, and then forgotten', async () => {
    const { cluster, cutOff, users } = newCluster({ rebalances: true });
    await cluster.start('h_1', 'h_2');
    void cluster.runner.start({ users: 10, spawnRate: 100 });
    await seconds(2);
    cutOff.add('h_1');
    await seconds(70);
    expect(users()).toEqual({ h_2: 10 });
    expect(cluster.log.filter((line) => line.includes('Redistributing'))).toHaveLength(1);
  });

  it('gives the others the users of a missing worker with the next load', async () => {
    const { cluster, cutOff, users } = newCluster();
    await cluster.start('h_1', 'h_2');
    void cluster.runner.start({ users: 10, spawnRate: 100 });
    await seconds(2);
    cutOff.add('h_1');
    await seconds(6);
    void cluster.runner.start({ users: 20, spawnRate: 100 });
    await seconds(1);
    expect(users()).toEqual({ h_1: 0, h_2: 20 });
    cutOff.delete('h_1');
    await seconds(3);
    expect(users()).toEqual({ h_1: 10, h_2: 10 });
  });

  it('ends the test when the last worker is missing', async () => {
    const { cluster, cutOff, has } = newCluster();
    await cluster.start('h_1');
    void cluster.runner.start({ users: 2, spawnRate: 100 });
    await seconds(2);
    let ended = false;
    void cluster.runner.ended.then(() => {
      ended = true;
    });
    cutOff.add('h_1');
    await seconds(6);
    expect([ended, has('The last worker went missing, stopping test.')]).toEqual([true, true]);
  });

  it.each([
    ['leaves', (cluster: MemoryCluster) => void cluster.worker('h_1').leave()],
    ['is missing, with rebalancing', (_: MemoryCluster, cutOff: Set<string>) => cutOff.add('h_1')],
  ])('continues a test whose only worker with users %s: another one gets them', async (_, change) => {
    const { cluster, cutOff, users, has } = newCluster({ rebalances: true });
    await cluster.start('h_1', 'h_2');
    void cluster.runner.start({ users: 1, spawnRate: 1 });
    await seconds(2);
    expect(users()).toEqual({ h_1: 1, h_2: 0 });
    change(cluster, cutOff);
    await seconds(7);
    expect([users().h_2, cluster.runner.state, has('by itself')]).toEqual([1, 'running', false]);
  });

  it('continues a test whose only worker with users was restarted', async () => {
    const { cluster, has } = newCluster();
    await cluster.start();
    const workers = [await cluster.locustWorker('p_1'), await cluster.locustWorker('p_2')];
    for (const worker of workers) worker.say('client_ready', -1);
    await seconds(0);
    void cluster.runner.start({ users: 1, spawnRate: 1 });
    await seconds(0);
    for (const [i, worker] of workers.entries())
      worker.say('spawning_complete', { user_classes_count: { A: 1 - i }, user_count: 1 - i });
    await seconds(1);
    expect([cluster.runner.userCount, cluster.runner.state]).toEqual([1, 'running']);
    workers[0]?.say('client_ready', -1);
    await seconds(1);
    expect(has('by itself')).toBe(false);
    expect(workers[0]?.got.at(-1)).toEqual(['spawn', expect.objectContaining({ user_classes_count: { A: 1 } })]);
  });

  it('continues a test whose only worker with users is missing: once it is forgotten, another one gets them', async () => {
    const { cluster, cutOff, users, has } = newCluster();
    await cluster.start('h_1', 'h_2');
    void cluster.runner.start({ users: 1, spawnRate: 1 });
    await seconds(2);
    cutOff.add('h_1');
    await seconds(30);
    expect([users(), has('by itself')]).toEqual([{ h_1: 0, h_2: 0 }, false]);
    cutOff.delete('h_1');
    await seconds(2);
    expect([users(), has('by itself')]).toEqual([{ h_1: 1, h_2: 0 }, false]);
    cutOff.add('h_1');
    await seconds(70);
    expect([users(), has('by itself')]).toEqual([{ h_2: 1 }, false]);
  });

  it('replaces a worker that says again that it is ready: no double share', async () => {
    const { cluster } = newCluster();
    await cluster.start('h_1');
    const worker = await cluster.locustWorker('p_1');
    worker.say('client_ready', -1);
    await seconds(0);
    void cluster.runner.start({ users: 12, spawnRate: 100 });
    await seconds(1);
    worker.say('client_ready', -1);
    await seconds(1);
    const spawns = worker.got.filter(([type]) => type === 'spawn');
    expect(spawns.at(-1)?.[1]).toMatchObject({ user_classes_count: { A: 6 } });
    expect(worker.got.filter(([type]) => type === 'ack').map(([, data]) => data)).toMatchObject([
      { index: 1 },
      { index: 1 },
    ]);
  });

  it('answers each heartbeat of a worker, tells an unknown one to leave, and survives wrong ones', async () => {
    const { cluster, has } = newCluster();
    await cluster.start();
    const [worker, unknown] = [await cluster.locustWorker('p_1'), await cluster.locustWorker('p_2')];
    worker.say('client_ready', -1);
    worker.say('heartbeat', idle);
    worker.say('heartbeat', null);
    worker.say('heartbeat', { state: 'ready', current_cpu_usage: 'much' });
    unknown.say('heartbeat', idle);
    await seconds(0);
    expect([worker.got.map(([type]) => type), unknown.got]).toEqual([
      ['ack', 'heartbeat'],
      [['quit', { tsloc: { isUnknown: true } }]],
    ]);
    expect(has('A wrong message from p_1 was ignored')).toBe(true);
  });

  it('warns once of a worker whose processor is full', async () => {
    const { cluster } = newCluster();
    const busy: unknown[] = [];
    cluster.environment.events.cpuWarning.addListener(({ clientId, cpuUsage }) => busy.push([clientId, cpuUsage]));
    await cluster.start();
    const worker = await cluster.locustWorker('p_1');
    worker.say('client_ready', -1);
    worker.say('heartbeat', { ...idle, current_cpu_usage: 95 });
    worker.say('heartbeat', { ...idle, current_cpu_usage: 96 });
    await seconds(0);
    expect([busy, cluster.log.filter((line) => line.includes('exceeded cpu threshold')).length]).toEqual([
      [['p_1', 95]],
      1,
    ]);
  });

  it('warns once of a worker of another version of tsloc; versions of Locust are others anyway', async () => {
    const { cluster } = newCluster();
    await cluster.start();
    const worker = await cluster.locustWorker('p_1');
    worker.say('client_ready', '2.47.0');
    worker.say('heartbeat', idle);
    for (const [number, version] of ['test', '9.9.9', '9.9.9'].entries())
      worker.say('heartbeat', { ...idle, tsloc: { number: number + 1, version } });
    await seconds(0);
    expect(cluster.log.filter((line) => line.includes('version'))).toEqual([
      'WARNING/locust.runners: A worker (p_1) running a different version (9.9.9) connected, master version is test',
    ]);
  });

  it('loses a worker at once where a broken connection is final', async () => {
    const { cluster, users, has } = newCluster({ losesWorkersAtOnce: true });
    await cluster.start('h_1', 'h_2');
    void cluster.runner.start({ users: 10, spawnRate: 100 });
    await seconds(2);
    cluster.hub.disconnect('h_1', true);
    await seconds(1);
    expect([users(), has('Worker h_1 (index 0) has ended: its users go to the others.')]).toEqual([{ h_2: 10 }, true]);
  });
});
