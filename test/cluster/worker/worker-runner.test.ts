import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SpawnJob } from '../../../src/cluster/messages/spawn-job.js';
import { WorkerRunner } from '../../../src/cluster/worker/worker-runner.js';
import { prepareClass } from '../../../src/core/actor.js';
import { StopTest } from '../../../src/core/signals.js';
import { atOnce } from '../../../src/runner/ramp-steps.js';
import { sleep } from '../../../src/util/loop/clock.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { busy, Stage } from '../../helpers/users/actors.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function newRunner(given: Parameters<Stage['actorClass']>[1] = {}) {
  const { environment, log } = makeEnvironment({}, [new Stage().actorClass('A', given)]);
  const told: string[] = [];
  const runner = new WorkerRunner(environment, 'h_1', {
    send: (type) => told.push(`send ${type}`),
    endTest: () => told.push('endTest'),
    quit: () => told.push('quit'),
  });
  environment.runner = runner;
  const { events } = environment;
  events.testStart.addListener(() => told.push('testStart'));
  events.testStopping.addListener(() => told.push(`testStopping ${runner.userCount}`));
  events.testStop.addListener(() => told.push(`testStop ${runner.userCount}`));
  return { environment, runner, log, told };
}

it('refuses Locust’s Python names', () => {
  const { runner } = newRunner();
  for (const name of ['user_count', 'target_user_count', 'client_id', 'stats'])
    expect(() => Reflect.get(runner, name), name).toThrow(expect.objectContaining({ code: 'UNKNOWN_NAME' }));
});

function jobOf(count: number, given: Partial<SpawnJob> = {}): SpawnJob {
  const userCounts = new Map([['A', count]]);
  return {
    timestamp: 1,
    userCounts,
    host: null,
    stopTimeoutSeconds: 0,
    options: {},
    batch: atOnce,
    test: null,
    ...given,
  };
}

describe('WorkerRunner', () => {
  it('begins a test with its first job, and has as many users as each job says', async () => {
    const { environment, runner, told } = newRunner();
    environment.events.request.report(makeSample());
    for (const count of [3, 1, 5]) {
      expect(await runner.spawn(jobOf(count))).toBe(true);
      expect([runner.userCount, runner.state, runner.targetUserCount]).toEqual([count, 'running', count]);
    }
    expect([told, environment.stats.numRequests]).toEqual([['testStart'], 0]);
  });

  it('takes host, stop timeout, seed and options from the job', async () => {
    const { environment, runner } = newRunner();
    const job = {
      host: 'http://h',
      stopTimeoutSeconds: 3,
      options: { my_arg: 1 },
      test: { epoch: 1, seed: 'theirs', groups: ['tag a'], iterationSeries: 'iterations 1' },
    };
    await runner.spawn(jobOf(1, job));
    expect([environment.host, environment.stopTimeout, environment.seed]).toEqual(['http://h', 3, 'theirs']);
    expect([...(environment.requestGroups?.names ?? [])]).toEqual(['tag a']);
    expect(environment.parsedOptions).toMatchObject({ myArg: 1 });
  });

  it('leaves each class its own host if that of the master is empty', async () => {
    const { environment, runner } = newRunner();
    environment.host = 'http://own';
    for (const host of ['http://h', '']) await runner.spawn(jobOf(1, { host }));
    expect(environment.hostFor({ host: 'http://class' })).toBe('http://class');
  });

  it('has its own host, as listeners have set it, again for a master without one', async () => {
    const { environment, runner } = newRunner();
    environment.events.testStart.addListener(() => {
      environment.host = 'http://own';
    });
    const hosts: unknown[] = [];
    for (const host of [null, null, 'http://h', 'http://h', null, null]) {
      await runner.spawn(jobOf(1, { host }));
      hosts.push(environment.host);
    }
    expect(hosts).toEqual(['http://own', 'http://own', 'http://h', 'http://h', 'http://own', 'http://own']);
  });

  it('counts the groups of the last job: a master that was restarted may have other targets', async () => {
    const { environment, runner } = newRunner();
    const facts = { epoch: 1, seed: 's', iterationSeries: null };
    const names = () => environment.requestGroups && [...environment.requestGroups.names];
    const seen: unknown[] = [];
    for (const groups of [['tag a'], ['tag b'], []]) {
      await runner.spawn(jobOf(1, { test: { ...facts, groups } }));
      seen.push(names());
    }
    expect(seen).toEqual([['tag a'], ['tag b'], null]);
  });

  it('prepares each class once a test, before its first user: the first job may have none for this worker', async () => {
    const { environment, runner, told } = newRunner();
    const [userClass] = environment.userClasses;
    Object.assign(userClass as object, { [prepareClass]: () => told.push(`prepare ${runner.userCount}`) });
    for (const count of [0, 1, 0, 2]) await runner.spawn(jobOf(count));
    expect(told).toEqual(['testStart', 'prepare 0']);
    await runner.stopUsers();
    await runner.spawn(jobOf(1));
    expect(told.slice(-2)).toEqual(['testStart', 'prepare 0']);
  });

  it('ends the test with the error of a class that cannot be prepared', async () => {
    const { environment, runner, told } = newRunner();
    const error = new Error('no host');
    Object.assign(environment.userClasses[0] as object, {
      [prepareClass]: () => {
        throw error;
      },
    });
    for (let i = 0; i < 2; i++) await runner.spawn(jobOf(1));
    expect([told, environment.fatalError]).toEqual([['testStart', 'endTest'], error]);
  });

  it('logs once which classes it does not have, and starts the others', async () => {
    const { runner, log } = newRunner();
    const userCounts = new Map([
      ['A', 1],
      ['B', 2],
      ['C', 0],
    ]);
    await runner.spawn(jobOf(1, { userCounts }));
    await runner.spawn(jobOf(1, { userCounts }));
    expect(runner.userCount).toBe(1);
    expect(log.filter((line) => line.includes('does not have'))).toEqual([
      expect.stringContaining('users of B, a class that this worker does not have'),
    ]);
  });

  it('warns of a scenario of the master that it does not have itself, once', async () => {
    const { runner, log, environment } = newRunner();
    const warnings = () => log.filter((line) => line.includes('scenario'));
    Object.assign(environment.parsedOptions, { scenario: 'load' });
    for (const scenario of ['load', null]) await runner.spawn(jobOf(1, { options: { scenario } }));
    expect(warnings()).toEqual([]);
    for (let i = 0; i < 2; i++) await runner.spawn(jobOf(1, { options: { scenario: 'smoke' } }));
    expect(warnings()).toEqual([
      expect.stringContaining(
        'The master runs scenario smoke: its request mix, pacing and workload apply to this worker only with --scenario smoke.',
      ),
    ]);
  });

  it('gives up a job that another one replaces', async () => {
    const { runner } = newRunner();
    const slow = runner.spawn(jobOf(10, { batch: { users: 10, intervalMs: 10_000 } }));
    await vi.advanceTimersByTimeAsync(2_500);
    expect(runner.userCount).toBe(3);
    expect(await runner.spawn(jobOf(5))).toBe(true);
    expect(await slow).toBe(false);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(runner.userCount).toBe(5);
  });

  it('stops users with a grace period, fires the events, and begins another test', async () => {
    const { runner, told } = newRunner({ manner: busy });
    await runner.spawn(jobOf(2));
    const stopped = runner.stopUsers(2_000);
    const next = runner.spawn(jobOf(1));
    await vi.advanceTimersByTimeAsync(1_999);
    expect(runner.userCount).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    await stopped;
    expect(told.slice(0, 3)).toEqual(['testStart', 'testStopping 2', 'testStop 0']);
    expect(await next).toBe(true);
    expect([told.at(-1), runner.userCount]).toEqual(['testStart', 1]);
  });

  it('starts nothing if the stop comes while testStart is awaited', async () => {
    const { environment, runner } = newRunner();
    environment.events.testStart.addListener(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    const spawned = runner.spawn(jobOf(2));
    await vi.advanceTimersByTimeAsync(500);
    const stopped = runner.stopUsers();
    await vi.advanceTimersByTimeAsync(1_000);
    await stopped;
    expect([await spawned, runner.userCount, runner.hasTest]).toEqual([false, 0, false]);
  });

  it.each([20_000, 70_000])(
    'begins the test after one whose testStart listener outlasts it, if its first job comes after %i ms',
    async (restartAt) => {
      const { environment, runner, told } = newRunner();
      let delay = 60_000;
      environment.events.testStart.addListener(() => sleep(delay));
      void runner.spawn(jobOf(1));
      await vi.advanceTimersByTimeAsync(5_000);
      void runner.stopUsers();
      await vi.advanceTimersByTimeAsync(restartAt - 5_000);
      expect(told).toEqual(['testStart', 'testStopping 0', 'testStop 0']);
      environment.events.request.report(makeSample());
      delay = 0;
      const spawned = runner.spawn(jobOf(2));
      await vi.advanceTimersByTimeAsync(60_000);
      expect([await spawned, runner.userCount, runner.hasTest]).toEqual([true, 2, true]);
      expect([told.slice(3), environment.stats.numRequests]).toEqual([['testStart'], 0]);
      await runner.stopUsers();
      expect(told.at(-1)).toBe('testStop 0');
    },
  );

  it('does not begin a test that is stopped while it waits for the one before', async () => {
    const { environment, runner, told } = newRunner();
    environment.events.testStart.addListener(() => sleep(60_000));
    void runner.spawn(jobOf(1));
    await vi.advanceTimersByTimeAsync(5_000);
    void runner.stopUsers();
    await vi.advanceTimersByTimeAsync(15_000);
    const spawned = runner.spawn(jobOf(2));
    await vi.advanceTimersByTimeAsync(1_000);
    await runner.stopUsers();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([await spawned, told, runner.state, runner.hasTest]).toEqual([
      false,
      ['testStart', 'testStopping 0', 'testStop 0'],
      'stopped',
      false,
    ]);
  });

  it('leaves the end of the test, of the worker and its start to others', async () => {
    const { environment, runner, told } = newRunner();
    environment.endTest(new StopTest('enough'));
    runner.quit();
    runner.sendMessage('hi', 1);
    await expect(runner.start()).rejects.toMatchObject({ code: 'NOT_ON_WORKER' });
    expect(told).toEqual(['endTest', 'quit', 'send hi']);
  });

  it('hands messages to their listeners', async () => {
    const { runner } = newRunner();
    const got: unknown[] = [];
    runner.registerMessage('hi', ({ message }) => got.push(message));
    const message = { type: 'hi', data: 1, nodeId: 'h_1' };
    expect([runner.receiveMessage(message), runner.receiveMessage({ ...message, type: 'ho' })]).toEqual([true, false]);
    expect(got).toEqual([message]);
  });
});
