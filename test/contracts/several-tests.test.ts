/** Several tests, one after another, in one process on one Environment: each is like the first. */
import { describe, expect, it } from 'vitest';
import { Events } from '../../src/core/events/global-events.js';
import type { Hook } from '../../src/core/events/hook.js';
import { makeOptions, type Options } from '../../src/core/options/options.js';
import type { Reporter } from '../../src/core/reporter.js';
import type { Judge } from '../../src/core/results/judge.js';
import { LoadShape, type Tick } from '../../src/core/shape.js';
import { StopTest } from '../../src/core/signals.js';
import { Run } from '../../src/run/run.js';
import type { RunParts } from '../../src/run/run-parts.js';
import type { LocalFleet } from '../../src/runner/local-fleet.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { constant } from '../../src/user/wait.js';
import { Log } from '../../src/util/log/log.js';
import { NodeFleet } from '../helpers/cluster/node-fleet.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { until } from '../helpers/users/start-user.js';

/** Reports one request per task, and records its first random number. */
class Walker extends User {
  static override waitTime = constant(0.001);
  static readonly numbers: number[] = [];

  override onStart(): void {
    Walker.numbers.push(this.random.next());
  }

  @task walk(): void {
    this.environment.events.request.fire(makeSample());
  }
}

function createRun(given: Partial<Options> = {}, parts: Partial<RunParts> = {}) {
  const lines: string[] = [];
  const events = new Events();
  const fired: string[] = [];
  for (const name of ['init', 'testStart', 'testStopping', 'testStop', 'quitting', 'quit'] as const)
    (events[name] as Hook<unknown>).addListener(() => void fired.push(name));
  const run = new Run({
    userClasses: [Walker],
    options: makeOptions({ seed: 'test', ...given }),
    events,
    log: new Log('INFO', (line) => lines.push(line)),
    autostart: false,
    quitAfterSeconds: null,
    ...parts,
  });
  const interruption = new AbortController();
  return { run, lines, fired, result: run.execute(interruption.signal), end: () => interruption.abort() };
}

const requestsOf = (run: Run) => run.environment.stats.total.numRequests;

describe('a run of several tests', () => {
  it('waits for the first test, and passes if none is started', async () => {
    const { run, result, end, fired } = createRun();
    await until(() => fired.includes('init'));
    expect(run.runner.state).toBe('ready');
    end();
    expect(await result).toMatchObject({ exitCode: 0, snapshot: { userCount: 0 } });
    expect(fired).toEqual(['init', 'testStopping', 'testStop', 'quitting', 'quit']);
  });

  it('resets statistics, random streams, iterations and requests in flight for each test', async () => {
    const { run, result, end, fired } = createRun({ iterations: 5 });
    Walker.numbers.length = 0;
    await until(() => fired.includes('init')); // as the page does, which opens after it
    for (let test = 0; test < 3; test++) {
      await run.startTest({ users: 2, spawnRate: 1000 });
      await until(() => run.runner.state === 'stopped');
      expect([requestsOf(run), run.environment.requestsInFlight.count]).toEqual([5, 0]);
      for (let i = 0; i < 7; i++) run.environment.requestsInFlight.start();
    }
    expect(Walker.numbers).toHaveLength(6);
    expect(new Set(Walker.numbers.map((number, i) => `${i % 2} ${number}`)).size).toBe(2);
    end();
    expect((await result).exitCode).toBe(0);
    const tests = Array.from({ length: 3 }, () => ['testStart', 'testStopping', 'testStop']).flat();
    expect(fired).toEqual(['init', ...tests, 'quitting', 'quit']);
  });

  it('stops a test by hand, by its run time and by StopTest; the run continues', async () => {
    const { run, result, end } = createRun();
    void run.startTest({ users: 1 });
    await until(() => requestsOf(run) > 0);
    await run.stopTest();
    expect(run.runner.state).toBe('stopped');
    await run.startTest({ users: 1, runTimeSeconds: 0.05 });
    expect(run.runner.state).toBe('stopped');
    void run.startTest({ users: 1 });
    await until(() => requestsOf(run) > 0);
    run.environment.endTest(new StopTest('enough'));
    await until(() => run.runner.state === 'stopped');
    end();
    expect((await result).exitCode).toBe(0);
  });

  it('changes the load of a running test, whose statistics stay', async () => {
    const { run, result, end, fired } = createRun();
    void run.startTest({ users: 1, spawnRate: 1000 });
    await until(() => requestsOf(run) > 3);
    void run.startTest({ users: 4, spawnRate: 1000 });
    await until(() => run.runner.userCount === 4);
    expect(requestsOf(run)).toBeGreaterThan(3);
    end();
    await result;
    expect(fired.filter((name) => name === 'testStart')).toHaveLength(1);
  });

  it('follows a shape in each test', async () => {
    class Short extends LoadShape {
      tick(): Tick | null {
        return this.getRunTime() < 0.5 ? [2, 1000] : null;
      }
    }
    const { run, result, end, fired } = createRun({}, { shape: new Short() });
    for (let test = 0; test < 2; test++) {
      await run.startTest();
      expect([run.runner.state, run.runner.peakTargetUserCount]).toEqual(['stopped', 2]);
    }
    end();
    await result;
    expect(fired.filter((name) => name === 'testStop')).toHaveLength(2);
  });

  it('shows reporters a snapshot of the current test alone', async () => {
    const last: number[] = [];
    const reporter: Reporter = { name: 'last', end: ({ stats }) => void last.push(stats.total.numRequests) };
    const { run, result, end } = createRun({ iterations: 3 }, { reporters: [reporter] });
    await run.startTest();
    await until(() => run.runner.state === 'stopped');
    await run.startTest();
    await until(() => run.runner.state === 'stopped');
    end();
    await result;
    expect(last).toEqual([3]);
  });
});

describe('a run with custom parts', () => {
  it('has the fleet that a factory creates, whose nodes join and leave during the test', async () => {
    let fleet: NodeFleet | undefined;
    const createFleet = (environment: ConstructorParameters<typeof LocalFleet>[0]) => {
      fleet = new NodeFleet(environment, ['a']);
      return fleet;
    };
    const { run, result, end, lines } = createRun({}, { createFleet });
    void run.startTest({ users: 6, spawnRate: 1000 });
    await until(() => run.runner.state === 'running');
    const counts = () => fleet?.nodes.map((node) => Object.values(fleet?.countsOf(node) ?? {})[0]);
    expect(counts()).toEqual([6]);
    fleet?.join('b');
    await until(() => String(counts()) === '3,3');
    fleet?.leave('a');
    await until(() => String(counts()) === '6');
    expect(lines.at(-1)).toContain('Redistributing 6 users over 1 nodes');
    end();
    expect(await result).toMatchObject({ exitCode: 0, snapshot: { userCount: 0, state: 'stopped' } });
  });

  it('ends with the exit code of its judges, and logs their reason', async () => {
    const slow: Judge = { name: 'targets', judge: () => ({ exitCode: 3, reason: 'p95 was 700 ms, over 500 ms.' }) };
    const { run, result, end, lines } = createRun({}, { judges: [slow] });
    void run.startTest();
    await until(() => requestsOf(run) > 0);
    end();
    expect(await result).toMatchObject({ exitCode: 3, reason: 'p95 was 700 ms, over 500 ms.' });
    expect(lines.slice(-2)).toEqual([
      expect.stringContaining('ERROR/locust.main: p95 was 700 ms, over 500 ms.'),
      expect.stringContaining('INFO/locust.main: Shutting down (exit code 3)'),
    ]);
  });
});
