import { describe, expect, it } from 'vitest';
import { readTargets } from '../../../src/analysis/targets/read-target.js';
import { coverExceptions, coverFailures, TargetReporter } from '../../../src/analysis/targets/target-reporter.js';
import { customMetricSource } from '../../../src/core/custom-metrics.js';
import type { TargetResult } from '../../../src/core/results/target-result.js';
import { Stats } from '../../../src/stats/stats.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { TargetRun } from '../../helpers/statistics/target-run.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

function judging(...lines: string[]) {
  const { environment, log } = makeEnvironment();
  let ends = 0;
  environment.runner = { endTest: () => ends++ } as never;
  const reporter = new TargetReporter(environment, readTargets(lines));
  const run = new TargetRun();
  reporter.start(run.moment().snapshot);
  const second = (...responseTimes: number[]) =>
    reporter.tick(
      run
        .pass(1)
        .record(...responseTimes)
        .moment().snapshot,
    );
  const result = () => environment.targetResults[0] as TargetResult;
  /** The state of the first target after a second in which requests of these times finish. */
  const state = (...responseTimes: number[]) => {
    second(...responseTimes);
    return result().state;
  };
  return { environment, log, reporter, run, second, state, result, ends: () => ends };
}

describe('the targets of a run', () => {
  it('are judged each second, and a first miss is logged once', () => {
    const { environment, log, second } = judging('max < 100ms', 'target: count > 5');
    second(50);
    expect(environment.targetResults.map(({ state }) => state)).toEqual(['met', 'missed']);
    second(150);
    second(150);
    expect(environment.targetResults.map(({ state }) => state)).toEqual(['missed', 'missed']);
    expect(log).toEqual([
      'WARNING/locust.main: Target missed so far: Requests: 1 <= 5 target',
      'WARNING/locust.main: Target missed so far: Maximum Response Time: 150ms >= 100ms target',
    ]);
  });

  it('are judged when the test has stopped, not over the time after it', () => {
    const { environment, reporter, run, second } = judging('p95 < 100ms last 5s');
    second(50);
    run.state = 'stopped';
    for (let i = 0; i < 20; i++) second();
    reporter.end(run.moment().snapshot);
    expect(environment.targetResults.map(({ state }) => state)).toEqual(['met']);
  });

  it('are not judged over the time after a test that records metrics only', () => {
    const { environment, reporter, run, second } = judging('orders rate > 5/s');
    environment.metricSources.push(customMetricSource(run.stats.metrics));
    const orders = run.stats.metrics.counter('orders');
    for (let i = 0; i < 10; i++) {
      orders.add(8);
      second();
    }
    run.state = 'stopped';
    second();
    run.pass(600);
    second();
    reporter.end(run.moment().snapshot);
    expect(environment.targetResults.map(({ state }) => state)).toEqual(['met']);
    orders.add(8000); // a late report of a worker
    reporter.end(run.moment().snapshot);
    expect(environment.targetResults[0]?.value).toBeGreaterThan(10);
  });

  it('count requests that a worker reports after the stop', () => {
    const { environment, reporter, run, second } = judging('max < 100ms');
    second(50);
    run.state = 'stopped';
    second();
    reporter.end(run.record(150).moment().snapshot);
    expect(environment.targetResults.map(({ state }) => state)).toEqual(['missed']);
  });

  it('are not judged over the time after the stop when an idle worker reports a time before the start', () => {
    const { environment, run, second } = judging('rps > 0.4 last 2s');
    for (let i = 0; i < 3; i++) second(50);
    run.state = 'stopped';
    second();
    run.stats.absorb(new Stats({}, run.stats.startTime - 1).drain(run.at));
    for (let i = 0; i < 5; i++) second();
    expect(environment.targetResults.map(({ state }) => state)).toEqual(['met']);
  });

  it('wait for the next test after a reset while none runs, and judge the next test', () => {
    const { environment, reporter, run, second } = judging('max < 100ms');
    const states = () => environment.targetResults.map(({ state }) => state);
    second(150);
    run.state = 'stopped';
    second();
    run.stats.resetAll(run.at);
    second();
    expect(states()).toEqual(['pending']);
    run.state = 'running';
    second(50);
    expect(states()).toEqual(['met']);
    reporter.end(run.moment().snapshot);
    expect(states()).toEqual(['met']);
  });

  it('fail the run by their exit code, the greatest of all, and those that warn do not', () => {
    const { reporter, run, second } = judging('max < 100ms', 'target: count > 5', 'GET /x p95 < 1s');
    second(50);
    reporter.end(run.moment().snapshot);
    expect(reporter.judgement).toMatchObject({ passed: false, exitCode: 1 });
    expect(reporter.judgement.results.map(({ state }) => state)).toEqual(['met', 'missed', 'missed']);
    const verdict = reporter.judge.judge({} as never, run.moment().snapshot);
    expect(verdict).toEqual({ exitCode: 1, reason: '1 of 3 targets is missed.' });
  });

  it('leave the verdict to others where all are met', () => {
    const { reporter, run, second } = judging('max < 100ms', 'target: count > 5');
    second(50);
    reporter.end(run.moment().snapshot);
    expect(reporter.judgement).toMatchObject({ passed: true, exitCode: 0 });
    expect(reporter.judge.judge({} as never, run.moment().snapshot)).toBeNull();
  });

  it('end the test once, after the grace time', () => {
    const { log, second, ends } = judging('max < 100ms abort after 2s');
    second(150);
    second();
    expect(ends()).toBe(0);
    second();
    second();
    expect(ends()).toBe(1);
    expect(log.at(-1)).toMatch(
      /^ERROR\/locust.main: The run ends: target missed for too long: Maximum Response Time: 150ms/,
    );
  });

  it('end a distributed test once, though reports of workers move its start back', () => {
    const { log, run, second, ends } = judging('max < 100ms abort after 1s');
    for (let i = 0; i < 4; i++) {
      second(150);
      run.stats.absorb(new Stats({}, run.stats.startTime - 1).drain(run.at));
    }
    expect(ends()).toBe(1);
    expect(log.filter((line) => line.startsWith('WARNING'))).toHaveLength(1);
  });

  it('may end each of several tests, and log the first miss of each', () => {
    const { log, run, second, ends } = judging('max < 100ms abort after 1s');
    for (const test of [1, 2]) {
      second(150);
      second();
      expect(ends()).toBe(test);
      run.state = 'stopped';
      second();
      run.stats.clearAll(run.at);
      run.state = 'running';
    }
    expect(log.filter((line) => line.startsWith('WARNING'))).toHaveLength(2);
  });

  it('are judged anew in the next test, also those that ended the run', () => {
    for (const line of ['max < 100ms', 'max < 100ms abort after 1s']) {
      const { run, state, result, second, ends } = judging(line);
      second(900);
      second();
      const before = ends();
      run.stats.clearAll(run.at);
      expect([state(), state(20), result().value, ends() - before]).toEqual(['pending', 'met', 20, 0]);
    }
  });

  it('of each interval count the first from the start of the test, not from the first second on', () => {
    const { reporter, run, state, result } = judging('max < 100ms every 5s');
    run.stats.clearAll(run.at + 0.2); // the test starts after the reports
    expect([state(900), state(50), state(50), state(50)]).toEqual(Array(4).fill('pending'));
    expect(state(50)).toBe('missed');
    reporter.end(run.moment().snapshot);
    expect(result()).toMatchObject({ value: 900, note: 'missed in 1 of 1 intervals' });
  });

  it('of each interval do not count what a reset leaves', () => {
    const { run, second, result } = judging('exceptions < 2 every 2s');
    const fail = () => run.stats.exceptions.record(new Error('bad'), 'local');
    for (let i = 0; i < 5; i++) fail();
    run.stats.resetAll(run.at + 0.2);
    for (let i = 0; i < 3; i++) second();
    expect(result()).toMatchObject({ state: 'met', value: 0 });
  });

  it('have requests counted by user class and tag only where one is about them', () => {
    expect(judging('p95 < 1s').environment.requestGroups).toBeNull();
    const { environment } = judging('user Shopper count > 1', 'tag pay count > 1');
    const tags = new Set(['pay', 'slow']);
    for (const name of ['Shopper', 'Admin']) environment.requestGroups?.record(name, tags, makeSample());
    environment.requestGroups?.record('Admin', new Set(), makeSample());
    const { groups } = environment.stats;
    expect([...groups].map(([name, entry]) => [name, entry.numRequests])).toEqual([
      ['user Shopper', 1],
      ['tag pay', 2],
    ]);
  });
});

it.each([
  ['error rate < 1%', true, true],
  ['success rate > 99%', true, true],
  ['failures < 5', true, true],
  ['success count >= 1000', false, false],
  ['error rate < 1% last 30s', true, true],
  ['target: error rate < 1%', false, false],
  ['GET / error rate < 1%', false, false],
  ['5xx rate < 1%', false, false],
  ['exceptions < 5', false, true],
  ['p95 < 1s', false, false],
])('%s covers failures: %s, exceptions: %s', (line, failures, exceptions) => {
  expect(coverFailures(readTargets([line]))).toBe(failures);
  expect(coverExceptions(readTargets([line]))).toBe(exceptions);
});
