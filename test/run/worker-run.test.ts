import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MasterNode } from '../../src/cluster/master/master-node.js';
import { Events } from '../../src/core/events/global-events.js';
import { makeOptions, type Options } from '../../src/core/options/options.js';
import { RequestError } from '../../src/http/errors/request-error.js';
import { WorkerRun } from '../../src/run/worker-run.js';
import { LoadRunner } from '../../src/runner/load-runner.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { constant } from '../../src/user/wait.js';
import { Log } from '../../src/util/log/log.js';
import { MemoryHub } from '../helpers/cluster/memory-link.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

class Visitor extends User {
  static override abstract = false;
  static override waitTime = constant(1);
  @task visit(): void {
    this.environment.events.request.fire({ requestType: 'GET', name: '/', responseTime: 1 });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

async function start(events = new Events(), options: Partial<Options> = {}, interruption = new AbortController()) {
  const hub = new MemoryHub();
  const { environment } = makeEnvironment(options, [Visitor]);
  const master = new MasterNode({ environment, link: hub.masterLink(), version: 'test', rebalances: false });
  const runner = new LoadRunner(environment, master.fleet, (...message) => master.sendMessage(...message));
  environment.runner = runner;
  await master.start();
  const lines: string[] = [];
  const run = new WorkerRun({
    version: 'test',
    userClasses: [Visitor],
    options: makeOptions({ loglevel: 'INFO' }),
    events,
    log: new Log('INFO', (line) => lines.push(line)),
    link: hub.workerLink('h_1'),
    waitBeforeReadySeconds: 0,
  });
  const done = run.execute(interruption.signal);
  return { master, runner, environment, run, done, interruption, lines };
}

describe('WorkerRun', () => {
  it('runs users of a master, and ends with exit code 0 when the master says so', async () => {
    const events = new Events();
    const told: string[] = [];
    events.init.addListener(({ runner }) => told.push(`init ${runner?.workerIndex}`));
    for (const name of ['testStart', 'testStop', 'quitting'] as const) events[name].addListener(() => told.push(name));
    events.quit.addListener(() => told.push('quit'));
    const { master, runner, environment, run, done } = await start(events);
    await seconds(1);
    void runner.start({ users: 2, spawnRate: 10 });
    await seconds(4);
    expect(run.isUnderWay).toBe(true);
    master.fleet.isLast = true;
    const closed = runner.finish().then(() => master.close());
    await seconds(2);
    await closed;
    expect([await done, told, run.isUnderWay]).toEqual([
      0,
      ['init 0', 'testStart', 'testStop', 'quitting', 'quit'],
      false,
    ]);
    expect(environment.stats.numRequests).toBeGreaterThanOrEqual(8);
  });

  it('leaves when it is interrupted: nothing of what it measured is lost', async () => {
    const { runner, environment, interruption, done, run } = await start();
    await seconds(1);
    void runner.start({ users: 2, spawnRate: 10 });
    await seconds(2);
    const count = () => environment.stats.numRequests + run.environment.stats.numRequests;
    const before = count();
    interruption.abort();
    await seconds(1);
    expect([await done, environment.stats.numRequests, runner.workerCount]).toEqual([0, before, 0]);
  });

  it('ends at once, without a connection, if it is interrupted before it starts', async () => {
    const interruption = new AbortController();
    interruption.abort();
    const { done, runner, lines } = await start(new Events(), {}, interruption);
    await seconds(1);
    expect([await done, runner.workerCount, lines.join()]).toEqual([1, 0, expect.stringContaining('exit code 1')]);
  });

  it('takes the expected statuses of its master, for as long as it runs', async () => {
    const events = new Events();
    const { runner, interruption, done } = await start(events, { expectedStatuses: ['429'] });
    const failures: unknown[] = [];
    events.request.addListener(({ exception }) => failures.push(exception));
    const report = () =>
      events.request.report(makeSample({ status: 429, exception: new RequestError('HTTPError', '429') }));
    await seconds(1);
    void runner.start({ users: 1, spawnRate: 10 });
    await seconds(2);
    failures.splice(0);
    report();
    interruption.abort();
    await seconds(1);
    await done;
    report();
    expect([failures.length, failures[0]]).toEqual([2, null]);
    expect(failures[1]).not.toBeNull();
  });

  it.each([
    ['a listener of quitting throws', 'quitting', () => Promise.reject(new Error('late'))],
    ['a listener of quit throws', 'quit', () => Promise.reject(new Error('late'))],
    [
      'an error that nothing awaits follows quit',
      'quit',
      (events: Events) => events.userError.fire({ userInstance: null, exception: new Error('late'), traceback: '' }),
    ],
  ] as const)('ends with exit code 2 if %s', async (_, name, fail) => {
    const events = new Events();
    (events[name] as Events['quit']).addListener(() => fail(events));
    const { interruption, done } = await start(events);
    await seconds(1);
    interruption.abort();
    await seconds(1);
    expect(await done).toBe(2);
  });

  it('ends with an error if a listener of init throws', async () => {
    const events = new Events();
    events.init.addListener(() => {
      throw new Error('no');
    });
    const { done } = await start(events);
    const outcome = expect(done).rejects.toMatchObject({ code: 'INIT_FAILED' });
    await seconds(1);
    await outcome;
  });
});
