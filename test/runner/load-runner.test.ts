import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActorClass } from '../../src/core/actor.js';
import type { Environment } from '../../src/core/environment.js';
import type { Options } from '../../src/core/options/options.js';
import { LoadRunner } from '../../src/runner/load-runner.js';
import { LocalFleet } from '../../src/runner/local-fleet.js';
import { now, sleep } from '../../src/util/loop/clock.js';
import { NodeFleet } from '../helpers/cluster/node-fleet.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { busy, deaf, Stage } from '../helpers/users/actors.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

function runnerOf(userClasses: readonly ActorClass<Environment>[], options: Partial<Options> = {}) {
  const { environment, log } = makeEnvironment(options, userClasses);
  const runner = new LoadRunner(environment, new LocalFleet(environment));
  environment.runner = runner;
  const told: string[] = [];
  const { events } = environment;
  events.testStart.addListener(() => told.push(`testStart ${runner.state}`));
  events.spawningComplete.addListener(({ userCount }) => told.push(`spawningComplete ${runner.state} ${userCount}`));
  events.testStopping.addListener(() => told.push(`testStopping ${runner.state} ${runner.userCount}`));
  events.testStop.addListener(() => told.push(`testStop ${runner.state} ${runner.userCount}`));
  return { environment, runner, log, told };
}

/** Advances the clock; returns when everything that became due has happened. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('LoadRunner', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('brings 1,000 users up at 50/s: 50 more at the end of each second, the last one after 19.98 s', async () => {
    const stage = new Stage();
    const { runner } = runnerOf([stage.actorClass('A')]);
    const start = now();
    runner.start({ users: 1000, spawnRate: 50 });
    await pass(999);
    for (let second = 1; second <= 20; second++) {
      expect(runner.userCount).toBe(50 * second);
      expect(runner.state).toBe(second < 20 ? 'spawning' : 'running');
      await pass(1000);
    }
    expect(runner.userCount).toBe(1000);
    expect(stage.actors.map(({ bornAt }) => bornAt - start)).toEqual(Array.from({ length: 1000 }, (_, i) => i * 20));
    await runner.stop();
  });

  it.each([
    [6, 2.5, [0, 400, 800, 1200, 1600, 2000]],
    [2, 0.5, [0, 2000]],
    [3, 1, [0, 1000, 2000]],
  ])('starts %i users at %d/s at the times %j', async (users, spawnRate, moments) => {
    const stage = new Stage();
    const { runner } = runnerOf([stage.actorClass('A')]);
    const start = now();
    runner.start({ users, spawnRate });
    await pass(5000);
    for (const [i, moment] of moments.entries()) {
      expect(Math.abs((stage.actors[i]?.bornAt ?? 0) - start - moment)).toBeLessThan(1);
    }
    expect(stage.actors).toHaveLength(users);
  });

  it('starts the classes in Locust’s order', async () => {
    const stage = new Stage();
    const { runner } = runnerOf([
      stage.actorClass('A', { weight: 2 }),
      stage.actorClass('B', { weight: 1 }),
      stage.actorClass('C', { fixedCount: 2 }),
      stage.actorClass('D', { fixedCount: 3 }),
    ]);
    runner.start({ users: 12, spawnRate: 1 });
    await pass(12_000);
    expect(stage.actors.map(({ className }) => className).join('')).toBe('DCDCDABAABAA');
    expect(Object.fromEntries(runner.userClassesCount)).toEqual({ A: 5, B: 2, C: 2, D: 3 });
  });

  it('goes down at the same pace, the newest users of a class first', async () => {
    const stage = new Stage();
    const { runner } = runnerOf([stage.actorClass('A')]);
    runner.start({ users: 10, spawnRate: 10 });
    await pass(2000);
    const start = now();
    runner.start({ users: 4, spawnRate: 2 });
    for (const count of [8, 6, 4, 4]) {
      await pass(999);
      expect(runner.userCount).toBe(count);
      await pass(1);
    }
    const stopped = stage.actors.slice(4).toReversed();
    expect(stopped.map(({ stops }) => (stops[0]?.at ?? 0) - start)).toEqual([0, 500, 1000, 1500, 2000, 2500]);
    expect(stage.alive).toEqual(stage.actors.slice(0, 4));
  });

  it('replaces a ramp that is still under way by a new load', async () => {
    const stage = new Stage();
    const { runner, told, log } = runnerOf([stage.actorClass('A')]);
    const first = runner.start({ users: 100, spawnRate: 10 });
    await pass(2999);
    expect(runner.userCount).toBe(30);
    const second = runner.start({ users: 20, spawnRate: 10 });
    await first;
    await pass(2000);
    await second;
    expect(runner.userCount).toBe(20);
    expect(runner.targetUserCount).toBe(20);
    await pass(60_000);
    expect(stage.actors).toHaveLength(30);
    expect(told).toEqual(['testStart ready', 'spawningComplete running 20']);
    expect(log.filter((line) => line.includes('All users spawned'))).toHaveLength(1);
  });

  it('does not call a ramp complete that was replaced while its last user started', async () => {
    const stage = new Stage();
    const { runner, told } = runnerOf([
      stage.actorClass('A', {
        born: () => {
          if (stage.actors.length === 1) runner.start({ users: 3, spawnRate: 1 });
        },
      }),
    ]);
    runner.start({ users: 1, spawnRate: 1 });
    await pass(5000);
    expect(told).toEqual(['testStart ready', 'spawningComplete running 3']);
    expect(stage.actors).toHaveLength(3);
  });

  it('starts users again that have died at the next step, but not once the ramp is over', async () => {
    const stage = new Stage();
    const { runner } = runnerOf([stage.actorClass('Mayfly', { born: (actor) => actor.finish() })]);
    const made: number[] = [];
    runner.start({ users: 4, spawnRate: 1 });
    for (let second = 0; second < 6; second++) {
      await pass(999);
      made.push(stage.actors.length);
      await pass(1);
    }
    expect(made).toEqual([1, 3, 6, 10, 10, 10]);
    expect(runner.state).toBe('running');
    runner.start({ users: 4, spawnRate: 1 });
    await pass(5000);
    expect(stage.actors).toHaveLength(14);
  });

  it('logs the ramp and its end in Locust’s words', async () => {
    const stage = new Stage();
    const { runner, log } = runnerOf([
      stage.actorClass('B'),
      stage.actorClass('A', { weight: 2 }),
      stage.actorClass('C'),
    ]);
    runner.start({ users: 3, spawnRate: 3 });
    await pass(1000);
    expect(log).toEqual([
      'INFO/locust.runners: Ramping to 3 users at a rate of 3.00 per second',
      'INFO/locust.runners: All users spawned: {"A": 1, "B": 1, "C": 1} (3 total users)',
    ]);
  });

  it('warns of a spawn rate that may be more than one process can do', async () => {
    const stage = new Stage();
    const { runner, log } = runnerOf([stage.actorClass('A')]);
    const warnings = () => log.filter((line) => line.startsWith('WARNING'));
    runner.start({ users: 1, spawnRate: 100 });
    await pass(1000);
    expect(warnings()).toEqual([]);
    runner.start({ users: 2, spawnRate: 101 });
    await pass(1000);
    expect(warnings()).toEqual([expect.stringContaining('More than 100 users per second')]);
  });

  it('fires testStart, spawningComplete, testStopping, testStop, in this order', async () => {
    const stage = new Stage();
    const { runner, told } = runnerOf([stage.actorClass('A')]);
    expect(runner.state).toBe('ready');
    runner.start({ users: 3, spawnRate: 3 });
    await pass(1000);
    await runner.stop();
    expect(told).toEqual([
      'testStart ready',
      'spawningComplete running 3',
      'testStopping running 3',
      'testStop stopped 0',
    ]);
    expect(stage.alive).toEqual([]);
  });

  it('has no user before every testStart listener has finished', async () => {
    const stage = new Stage();
    const { runner, environment } = runnerOf([stage.actorClass('A')]);
    let prepare = () => {};
    environment.events.testStart.addListener(
      () =>
        new Promise<void>((resolve) => {
          prepare = resolve;
        }),
    );
    runner.start({ users: 1, spawnRate: 1 });
    await pass(5000);
    expect(stage.actors).toHaveLength(0);
    prepare();
    await pass(0);
    expect(stage.actors).toHaveLength(1);
  });

  it('starts no user when it is stopped during testStart', async () => {
    const stage = new Stage();
    const { runner, environment, told } = runnerOf([stage.actorClass('A')]);
    let prepare = () => {};
    environment.events.testStart.addListener(
      () =>
        new Promise<void>((resolve) => {
          prepare = resolve;
        }),
    );
    const started = runner.start({ users: 1, spawnRate: 1 });
    await pass(0);
    const stopped = runner.stop();
    await pass(5000);
    expect(told.some((moment) => moment.startsWith('testStop '))).toBe(false);
    prepare();
    await Promise.all([started, stopped]);
    await pass(5000);
    expect(stage.actors).toHaveLength(0);
    expect(runner.state).toBe('stopped');
    expect(told.at(-1)).toBe('testStop stopped 0');
  });

  it('does not wait forever for a testStart listener that hangs', async () => {
    const { runner, environment, told } = runnerOf([new Stage().actorClass('A')]);
    environment.events.testStart.addListener(() => new Promise<void>(() => {}));
    runner.start({ users: 1, spawnRate: 1 });
    await pass(0);
    const stopped = runner.stop();
    await pass(10_001);
    await stopped;
    expect(told.at(-1)).toBe('testStop stopped 0');
  });

  it('knows in testStart how many users the test is to have, and keeps that of the test before until its stop', async () => {
    const { runner, environment } = runnerOf([new Stage().actorClass('A')]);
    const seen: unknown[] = [];
    const look = () => void seen.push([runner.targetUserCount, runner.peakTargetUserCount]);
    environment.events.testStart.addListener(look);
    environment.events.testStop.addListener(look);
    runner.start({ users: 10, spawnRate: 100 });
    await pass(1000);
    void runner.stop();
    await pass(0);
    runner.start({ users: 2, spawnRate: 100 });
    await pass(1000);
    expect(seen).toEqual([
      [10, null],
      [10, 10],
      [2, null],
    ]);
  });

  it('is one worker by its numbers, without clients, as in Locust', () => {
    const { runner } = runnerOf([]);
    expect([runner.workerIndex, runner.workerCount, runner.clients.size]).toEqual([0, 1, 0]);
  });

  it('warns of messages that nobody listens to, in Locust’s words: of each type once', async () => {
    const { runner, log } = runnerOf([]);
    const heard: unknown[] = [];
    runner.registerMessage('accounts', ({ message }) => heard.push(message.data));
    runner.sendMessage('accounts', 7);
    runner.sendMessage('acounts');
    runner.sendMessage('acounts');
    expect([heard, log]).toEqual([[7], ['WARNING/locust.runners: Unknown message type received: acounts']]);
  });

  it('clears the statistics when a test starts, and not when its load changes', async () => {
    const stage = new Stage();
    const { runner, environment } = runnerOf([stage.actorClass('A')]);
    environment.stats.record(makeSample());
    runner.start({ users: 1, spawnRate: 1 });
    await pass(1000);
    expect(environment.stats.total.numRequests).toBe(0);
    environment.stats.record(makeSample());
    runner.start({ users: 2, spawnRate: 1 });
    await pass(1000);
    expect(environment.stats.total.numRequests).toBe(1);
  });

  it('resets the statistics when all users are up, with --reset-stats', async () => {
    for (const resetStats of [false, true]) {
      const stage = new Stage();
      const { runner, environment, log } = runnerOf([stage.actorClass('A')], { resetStats });
      const seen: number[] = [];
      environment.events.spawningComplete.addListener(() => seen.push(environment.stats.total.numRequests));
      runner.start({ users: 2, spawnRate: 1 });
      await pass(500);
      environment.stats.record(makeSample({ exception: 'bad' }));
      await pass(2000);
      expect(seen).toEqual([resetStats ? 0 : 1]);
      expect(environment.stats.entries).toHaveLength(1);
      expect(log.includes('INFO/locust.runners: Resetting stats')).toBe(resetStats);
    }
  });

  it('shows all fixed users as running if there are fewer of them than requested', async () => {
    const stage = new Stage();
    const { runner } = runnerOf([stage.actorClass('A', { fixedCount: 3 })]);
    runner.start({ users: 10, spawnRate: 2 });
    await pass(5000);
    expect([runner.state, runner.userCount, runner.targetUserCount]).toEqual(['running', 3, 10]);
  });

  describe('stop', () => {
    it('ends a ramp that is under way', async () => {
      const stage = new Stage();
      const { runner, told } = runnerOf([stage.actorClass('A')]);
      const started = runner.start({ users: 100, spawnRate: 10 });
      await pass(1499);
      await runner.stop();
      await started;
      await pass(60_000);
      expect(stage.actors).toHaveLength(15);
      expect(stage.alive).toEqual([]);
      expect(told).toEqual(['testStart ready', 'testStopping spawning 15', 'testStop stopped 0']);
    });

    it('is stopping on a master while users stop, as in Locust', async () => {
      const stage = new Stage();
      const { environment } = makeEnvironment({ stopTimeout: 3 }, [stage.actorClass('A', { manner: busy })]);
      const runner = new LoadRunner(environment, new LocalFleet(environment), () => {});
      environment.runner = runner;
      runner.start({ users: 2, spawnRate: 2 });
      await pass(1000);
      const stopped = runner.stop();
      await pass(2999);
      expect([runner.role, runner.state]).toEqual(['master', 'stopping']);
      await pass(1);
      await stopped;
      expect(runner.state).toBe('stopped');
    });

    it('gives tasks the stop timeout, in state cleanup, before it cancels them', async () => {
      const stage = new Stage();
      const { runner, told } = runnerOf([stage.actorClass('A', { manner: busy })], { stopTimeout: 3 });
      runner.start({ users: 2, spawnRate: 2 });
      await pass(1000);
      const stopped = runner.stop();
      await pass(2999);
      expect([runner.state, runner.userCount]).toEqual(['cleanup', 2]);
      stage.actors[0]?.finish();
      await pass(0);
      expect([runner.state, runner.userCount]).toEqual(['cleanup', 1]);
      await pass(1);
      await stopped;
      expect([runner.state, runner.userCount]).toEqual(['stopped', 0]);
      expect(told.at(-1)).toBe('testStop stopped 0');
    });

    it('completes although a user never ends, and logs it', async () => {
      const stage = new Stage();
      const { runner, log } = runnerOf([stage.actorClass('Analyst', { manner: deaf }), stage.actorClass('B')]);
      runner.start({ users: 2, spawnRate: 2 });
      await pass(1000);
      const stopped = runner.stop();
      await pass(1000);
      await stopped;
      expect(runner.state).toBe('stopped');
      expect(log.at(-1)).toBe(
        'WARNING/locust.runners: 1 user(s) of Analyst (task browse) did not stop in time and were abandoned.',
      );
    });

    it('happens once, however often it is requested', async () => {
      const stage = new Stage();
      const { runner, told } = runnerOf([stage.actorClass('A')]);
      runner.start({ users: 1, spawnRate: 1 });
      await pass(1000);
      await Promise.all([runner.stop(), runner.stop()]);
      await runner.stop();
      expect(told.filter((one) => one.startsWith('testStop'))).toHaveLength(2);
    });

    it.each(['testStopping', 'testStop'] as const)('may be awaited by listeners of %s', async (name) => {
      const stage = new Stage();
      const { runner, environment, told } = runnerOf([stage.actorClass('A')]);
      environment.events[name].addListener(async () => {
        await runner.stop();
        told.push(`${name} over ${runner.state} ${runner.userCount}`);
      });
      runner.start({ users: 2, spawnRate: 2 });
      await pass(1000);
      await runner.finish();
      expect(told.filter((one) => one.startsWith('testStop'))).toEqual([
        'testStopping running 2',
        ...(name === 'testStopping' ? ['testStopping over stopped 0', 'testStop stopped 0'] : []),
        ...(name === 'testStop' ? ['testStop stopped 0', 'testStop over stopped 0'] : []),
      ]);
    });

    it('waits for slow listeners, although it is requested again during that', async () => {
      const stage = new Stage();
      const { runner, environment, told } = runnerOf([stage.actorClass('A')]);
      environment.events.testStop.addListener(async () => {
        await sleep(3000);
        told.push('slow');
      });
      runner.start({ users: 2, spawnRate: 2 });
      await pass(1000);
      runner.stop();
      await runner.stop();
      expect(told.at(-1)).toBe('testStop stopped 0');
      const over = runner.finish();
      await pass(3000);
      await over;
      expect(told.at(-1)).toBe('slow');
    });

    it('may be awaited by a task, whose user then ends in time', async () => {
      const stage = new Stage();
      const { runner, log } = runnerOf([stage.actorClass('A', { manner: deaf })]);
      runner.start({ users: 1, spawnRate: 1 });
      await pass(1000);
      runner.stop().then(() => stage.actors[0]?.finish());
      await pass(500);
      expect(runner.state).toBe('stopped');
      expect(log.join()).not.toContain('left behind');
    });

    it.each(['stop', 'finish'] as const)(
      'also stops a test that waits for it, by %s(): the statistics of the last one are kept',
      async (method) => {
        const stage = new Stage();
        const { runner, environment, told } = runnerOf([stage.actorClass('A')]);
        environment.events.testStop.addListener(() => sleep(20_000));
        runner.start({ users: 1, spawnRate: 1 });
        await pass(1000);
        environment.stats.record(makeSample());
        void runner.stop();
        await pass(5_000);
        const started = runner.start({ users: 1, spawnRate: 1 });
        const stopped = runner[method]();
        await pass(30_000);
        await Promise.all([started, stopped]);
        expect(environment.stats.total.numRequests).toBe(1);
        expect(told.filter((one) => one.startsWith('testStart'))).toHaveLength(1);
        expect([runner.state, runner.userCount]).toEqual(['stopped', 0]);
      },
    );

    it('of a test whose testStart listener outlasts it leaves the next test whole', async () => {
      const stage = new Stage();
      const { runner, environment, told } = runnerOf([stage.actorClass('A')]);
      let delay = 60_000;
      environment.events.testStart.addListener(() => sleep(delay));
      runner.start({ users: 1, spawnRate: 1 });
      await pass(5_000);
      void runner.stop();
      await pass(15_000);
      delay = 0;
      runner.start({ users: 2, spawnRate: 2 });
      await pass(60_000);
      expect([runner.state, runner.userCount]).toEqual(['running', 2]);
      const stopped = runner.stop();
      await pass(0);
      await stopped;
      expect([runner.state, runner.userCount]).toEqual(['stopped', 0]);
      expect(told.filter((one) => one.startsWith('testStop '))).toHaveLength(2);
    });

    it('can be followed by another test in the same moment', async () => {
      const { runner, told } = runnerOf([new Stage().actorClass('A')]);
      runner.start({ users: 1, spawnRate: 1 });
      await pass(1000);
      void runner.stop();
      runner.start({ users: 2, spawnRate: 2 });
      await pass(1000);
      expect([runner.state, runner.userCount]).toEqual(['running', 2]);
      expect(told.slice(2)).toEqual([
        'testStopping running 1',
        'testStop stopped 0',
        'testStart stopped',
        'spawningComplete running 2',
      ]);
    });

    it('can be followed by another test, with new statistics', async () => {
      const stage = new Stage();
      const { runner, environment, told } = runnerOf([stage.actorClass('A'), stage.actorClass('B')]);
      for (let test = 0; test < 2; test++) {
        runner.start({ users: 3, spawnRate: 3 });
        await pass(1000);
        environment.stats.record(makeSample());
        await runner.stop();
      }
      expect(stage.actors.map(({ className }) => className).join('')).toBe('AABAAB');
      expect(environment.stats.total.numRequests).toBe(1);
      expect(told.slice(4)).toEqual([
        'testStart stopped',
        'spawningComplete running 3',
        'testStopping running 3',
        'testStop stopped 0',
      ]);
    });
  });

  it('refuses an invalid load, and keeps the one that it has', async () => {
    const stage = new Stage();
    const { runner } = runnerOf([stage.actorClass('A')]);
    runner.start({ users: 2, spawnRate: 2 });
    await pass(1000);
    await expect(runner.start({ users: -4, spawnRate: 0 })).rejects.toMatchObject({ code: 'BAD_LOAD' });
    await expect(runner.start(3 as never)).rejects.toMatchObject({ code: 'BAD_LOAD' });
    expect([runner.state, runner.userCount, runner.targetUserCount]).toEqual(['running', 2, 2]);
  });

  it.each([
    [{ iterations: 10 }, true, 'Every user has died before its iterations were done, shutting down'],
    [{ iterations: 10 }, false, 'Every user has died before its iterations were done, shutting down'],
    [{ iterationsPerUser: 3 }, true, 'Every user has died before its iterations were done, shutting down'],
    [{}, true, 'Every user has ended by itself, shutting down'],
    [{}, false, 'Every user has ended by itself'],
  ])(
    'with %j ends the run once every user has died (endsWithoutUsers: %s)',
    async (options, endsWithoutUsers, warning) => {
      const stage = new Stage();
      const { runner, log } = runnerOf([stage.actorClass('A')], options);
      runner.endsWithoutUsers = endsWithoutUsers;
      let hasEnded = false;
      runner.ended.then(() => {
        hasEnded = true;
      });
      runner.start({ users: 2, spawnRate: 1 });
      await pass(500);
      stage.actors[0]?.finish();
      await pass(0);
      expect(hasEnded).toBe(false);
      await pass(1000);
      for (const actor of stage.alive) actor.finish();
      await pass(0);
      expect(hasEnded).toBe(endsWithoutUsers || 'iterations' in options);
      expect(log.at(-1)).toBe(`WARNING/locust.runners: ${warning}`);
    },
  );

  it('with a limit per user continues where a shape may start further users', async () => {
    const stage = new Stage();
    const { runner, log } = runnerOf([stage.actorClass('A')], { iterationsPerUser: 3 });
    runner.endsWithoutUsers = false;
    let hasEnded = false;
    runner.ended.then(() => {
      hasEnded = true;
    });
    runner.start({ users: 2, spawnRate: 2 });
    await pass(1000);
    for (const actor of stage.alive) {
      actor.isExhausted = true;
      actor.finish();
    }
    await pass(1000);
    expect([hasEnded, log.some((line) => line.includes('shutting down'))]).toEqual([false, false]);
  });

  it('ends the whole run by quit()', async () => {
    const { runner } = runnerOf([]);
    let isOver = false;
    runner.ended.then(() => {
      isOver = true;
    });
    await pass(1000);
    expect(isOver).toBe(false);
    runner.quit();
    await pass(0);
    expect(isOver).toBe(true);
  });

  it('ends the run when a class cannot be constructed', async () => {
    const stage = new Stage();
    const born = () => {
      throw new Error('no license');
    };
    const { runner, environment, log } = runnerOf([stage.actorClass('Broken', { born })]);
    runner.start({ users: 1, spawnRate: 1 });
    await pass(0);
    await runner.ended;
    expect(environment.unhandledError).toBe(true);
    expect(log).toContain('CRITICAL/locust.runners: Class Broken could not be constructed: no license');
  });

  describe('when nodes join or leave', () => {
    async function startOnNodes(users: number, nodes: readonly string[] = ['a']) {
      const { environment, log } = makeEnvironment({}, [new Stage().actorClass('A')]);
      const fleet = new NodeFleet(environment, nodes);
      const runner = new LoadRunner(environment, fleet);
      environment.runner = runner;
      const completed: number[] = [];
      environment.events.spawningComplete.addListener(({ userCount }) => void completed.push(userCount));
      runner.start({ users, spawnRate: 10 });
      const counts = () => fleet.nodes.map((node) => fleet.countsOf(node).A);
      await pass(0);
      return { runner, fleet, counts, completed, log };
    }

    it('redistributes the users at once, and stays in its state', async () => {
      const { runner, fleet, counts, completed, log } = await startOnNodes(6);
      await pass(1_000);
      fleet.join('b');
      await pass(0);
      expect([counts(), runner.state, runner.userCount]).toEqual([[3, 3], 'running', 6]);
      fleet.leave('a');
      await pass(0);
      expect([counts(), runner.state, completed]).toEqual([[6], 'running', [6]]);
      expect(log.at(-1)).toBe('INFO/locust.runners: Redistributing 6 users over 1 nodes');
    });

    it('continues a ramp that is under way', async () => {
      const { runner, fleet, counts, completed } = await startOnNodes(20);
      await pass(500);
      fleet.join('b');
      await pass(0);
      expect([counts(), runner.state]).toEqual([[5, 5], 'spawning']);
      await pass(2_000);
      expect([counts(), runner.state, completed]).toEqual([[10, 10], 'running', [20]]);
    });

    it('loses no change, at whatever time of a step it occurs', async () => {
      for (let microtasks = 0; microtasks < 30; microtasks++) {
        const { fleet, counts } = await startOnNodes(6);
        await pass(400);
        fleet.join('b');
        for (let i = 0; i < microtasks; i++) await Promise.resolve();
        fleet.join('c');
        await pass(2_000);
        expect({ microtasks, counts: counts() }).toEqual({ microtasks, counts: [2, 2, 2] });
      }
    });

    it('brings back the users that a lost node had, when one joins', async () => {
      const { fleet, counts, runner } = await startOnNodes(6);
      await pass(1_000);
      fleet.leave('a');
      await pass(1_000);
      expect([counts(), runner.userCount]).toEqual([[], 0]);
      fleet.join('b');
      await pass(0);
      expect(counts()).toEqual([6]);
    });

    it('does nothing before and after a test', async () => {
      const { runner, fleet, log } = await startOnNodes(2);
      await pass(1_000);
      await runner.stop();
      const lines = log.length;
      fleet.join('b');
      await pass(1_000);
      expect([runner.userCount, log.length]).toEqual([0, lines]);
      runner.start({ users: 2, spawnRate: 10 });
      await pass(1_000);
      expect([fleet.countsOf('a'), fleet.countsOf('b')]).toEqual([{ A: 1 }, { A: 1 }]);
    });

    it('ends the test with exit code 2 if the fleet fails', async () => {
      const { runner, fleet, log } = await startOnNodes(2);
      await pass(1_000);
      fleet.apply = () => Promise.reject(new Error('lost'));
      fleet.join('b');
      await pass(0);
      await runner.ended;
      expect(runner.environment.unhandledError).toBe(true);
      expect(log.at(-1)).toContain('The test failed: Error: lost');
    });
  });

  it('ends the test, not the run, if the run waits for further tests', async () => {
    const { runner } = runnerOf([new Stage().actorClass('A')]);
    runner.quitsAfterTest = false;
    runner.start({ users: 2, spawnRate: 2 });
    await pass(1000);
    let hasEnded = false;
    runner.ended.then(() => {
      hasEnded = true;
    });
    runner.endTest();
    await pass(0);
    expect([runner.state, hasEnded]).toEqual(['stopped', false]);
    runner.quitsAfterTest = true;
    runner.endTest();
    await pass(0);
    expect(hasEnded).toBe(true);
  });

  it('has the highest target number of users of each test', async () => {
    const { runner } = runnerOf([new Stage().actorClass('A')]);
    expect(runner.peakTargetUserCount).toBeNull();
    runner.start({ users: 4, spawnRate: 100 });
    await pass(100);
    runner.start({ users: 2, spawnRate: 100 });
    await pass(1000);
    expect(runner.peakTargetUserCount).toBe(4);
    await runner.stop();
    runner.start({ users: 0, spawnRate: 1 });
    await pass(1000);
    expect(runner.peakTargetUserCount).toBe(0);
  });

  it('knows how many users the load has reached, also after the stop and if they have ended by themselves', async () => {
    const stage = new Stage();
    const { runner } = runnerOf([stage.actorClass('A')]);
    const counts = () => [runner.userCount, runner.reachedUserCount];
    expect(counts()).toEqual([0, 0]);
    runner.start({ users: 50, spawnRate: 2 });
    await pass(1_200);
    expect(counts()).toEqual([3, 4]); // the fourth starts in this second
    Object.assign(stage.actors[0] as object, { isExhausted: true });
    stage.actors[0]?.finish();
    await pass(0);
    expect(counts()).toEqual([2, 4]);
    await runner.stop();
    expect(counts()).toEqual([0, 4]);
    runner.start({ users: 1, spawnRate: 1 });
    await pass(100);
    expect(runner.reachedUserCount).toBe(1);
  });

  it('stops the users although a listener of testStopping hangs, and completes once that is interrupted', async () => {
    const { runner, environment, told, log } = runnerOf([new Stage().actorClass('A')]);
    const interruption = new AbortController();
    environment.events.interruption = interruption.signal;
    environment.events.testStopping.addListener(function hang() {
      return new Promise(() => {});
    });
    runner.start({ users: 2, spawnRate: 2 });
    await pass(1000);
    const stopped = runner.stop();
    await pass(9_999);
    expect(runner.userCount).toBe(2);
    await pass(1);
    expect([runner.userCount, runner.state]).toEqual([0, 'stopped']);
    await pass(60_000);
    expect(told.at(-1)).toBe('testStopping running 2');
    interruption.abort();
    await stopped;
    expect(told.at(-1)).toBe('testStop stopped 0');
    expect(log.filter((line) => line.includes('has not finished'))).toEqual([
      'WARNING/locust.main: A listener has not finished after 10 seconds: testStopping (hang); ' +
        'the run waits for it; Ctrl-C continues without it.',
    ]);
  });
});
