import { describe, expect, it } from 'vitest';
import { LoadTest, LoadTestScenario } from '../../src/load-test/load-test.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { constant } from '../../src/user/wait.js';

class Walker extends User {
  static override waitTime = constant(0.01);
  static seen: unknown[] = [];

  @task walk() {
    Walker.seen.push(this.workload);
    const { responseTime } = { responseTime: 5 };
    this.environment.events.request.fire({ requestType: 'GET', name: '/a', responseTime });
  }
}

const quiet = { userClasses: [Walker], log: () => {} };

describe('LoadTest', () => {
  it('runs a scenario whose workload reaches the users, and returns rates and percentiles', async () => {
    const test = new LoadTest(quiet);
    const scenario = test.createScenario({
      name: 'short',
      users: 2,
      spawnRate: 100,
      duration: '1s',
      targets: ['p95 < 1s', 'p50 > 1s'],
    });
    const workload = { distribution: { small: 1 } };
    const results = await test.runLoadTest(scenario.configureWorkload(workload).configureWorkload({ pages: 3 }));
    expect(Walker.seen.at(-1)).toEqual({ ...workload, pages: 3 });
    expect(results).toMatchObject({
      ...{ scenario: 'short', successRate: 1, avgLatency: 5, p95Latency: 5, p99Latency: 5, passed: false, exitCode: 1 },
      targets: [{ state: 'met' }, { state: 'missed' }],
    });
    expect(results.totalRequests).toBe(results.snapshot.stats.total.numRequests);
    expect(results.peakThroughput).toBeGreaterThanOrEqual(results.snapshot.stats.total.totalRps);
  });

  it('runs a stress test in four steps', async () => {
    const results = await new LoadTest(quiet).runStressTest({ users: 8, duration: 2 });
    expect([results.scenario, results.exitCode]).toEqual(['stress test', 0]);
    expect(results.totalRequests).toBeGreaterThan(0);
  });

  it('has plans as data', () => {
    const { plan } = new LoadTestScenario({ name: 'x', users: 10, rampUpTime: '10s', duration: 60 });
    expect(plan.load).toEqual({
      kind: 'constant',
      users: 10,
      spawnRate: 1,
      runTime: 60,
      ramp: { seconds: 10, leastRate: 0 },
    });
  });

  it.each([
    [
      { name: 'x', users: -1, duration: 1 },
      'users of scenario x: Expected users of scenario x to be a whole number of 0 or more, got -1.',
    ],
    [{ name: 'x', user: 1, duration: 1 }, "user of scenario x: Expected a key of a scenario, got 'user'."],
    [{ name: 'x', targets: ['p95 !'], duration: 1 }, 'cannot be read'],
    [
      { name: 'x', pattern: 'stedy', duration: 1 },
      "Expected pattern of scenario x to be one of steady, spike, stress, soak, realistic, got 'stedy'.",
    ],
    [
      { name: 'x', users: 1, pattern: 'spike' },
      'Expected duration of scenario x to be a time, since its pattern is spike, got undefined.',
    ],
    [
      { name: 'x', extends: 'load', duration: 1 },
      "Expected scenario x not to extend another, as those of files do, got 'load'.",
    ],
    [{ duration: 1 }, 'Expected name of a scenario to be a text, got undefined.'],
  ])('refuses %j', (options, message) => {
    expect(() => new LoadTest(quiet).createScenario(options as never)).toThrow(message);
  });

  it.each<[unknown, string]>([
    [
      { fileSizes: { small: [30, 5] } },
      'fileSizes.small of workload of scenario x: Expected small of fileSizes of workload to be two numbers',
    ],
    [
      { distribution: { small: 'most' } },
      'distribution.small of workload of scenario x: Expected the weight of small to be a number',
    ],
    [
      { distribution: { small: 1, tiny: 1 } },
      "Expected distribution of workload to name sizes of its fileSizes, got 'tiny'.",
    ],
    ['heavy', "Expected workload to be a map, got 'heavy'."],
    [null, 'Expected workload to be a map, got null.'],
  ])('refuses the workload %j', (workload, message) => {
    const scenario = new LoadTest(quiet).createScenario({ name: 'x', users: 1, duration: 1 });
    scenario.configureWorkload({ fileSizes: { small: [5, 30] } });
    expect(() => scenario.configureWorkload(workload as never)).toThrow(
      expect.objectContaining({ code: 'BAD_SCENARIO', exitCode: 2, message: expect.stringContaining(message) }),
    );
    expect(scenario.plan.workload).toEqual({ fileSizes: { small: [5, 30] } });
  });

  it('refuses a class that is not among its own', async () => {
    const test = new LoadTest(quiet);
    const scenario = test.createScenario({ name: 'x', users: 1, duration: 1, userClasses: ['Wolker'] });
    await expect(test.runLoadTest(scenario)).rejects.toMatchObject({
      code: 'BAD_SCENARIO',
      hint: expect.stringContaining('Walker'),
    });
  });

  it('refuses anything but a scenario', async () => {
    await expect(new LoadTest(quiet).runLoadTest({ name: 'x' } as never)).rejects.toThrow(
      'Expected a scenario of createScenario()',
    );
  });
});
