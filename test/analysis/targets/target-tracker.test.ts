import { describe, expect, it } from 'vitest';
import { parseTarget } from '../../../src/analysis/targets/parse-target.js';
import { TargetTracker } from '../../../src/analysis/targets/target-tracker.js';
import { customMetricSource } from '../../../src/core/custom-metrics.js';
import type { RunnerState } from '../../../src/core/runner.js';
import { Stats } from '../../../src/stats/stats.js';
import { TargetRun } from '../../helpers/statistics/target-run.js';

function start(line: string, state: RunnerState = 'running') {
  const tracker = new TargetTracker(parseTarget(line));
  const run = new TargetRun();
  run.state = state;
  tracker.update(run.moment());
  /** A second passes in which requests of these times finish. */
  const second = (...responseTimes: number[]) => {
    run.pass(1).record(...responseTimes);
    tracker.update(run.moment());
    return tracker.result.state;
  };
  const end = () => {
    tracker.update(run.moment(), true);
    return tracker.result;
  };
  return { run, tracker, second, end };
}

describe('a target of the whole run', () => {
  it('is pending until something is measured, then met or missed by what was measured', () => {
    const { second, end } = start('max < 100ms');
    expect([second(), second(50), second(150), second(10)]).toEqual(['pending', 'met', 'missed', 'missed']);
    expect(end()).toMatchObject({ state: 'missed', value: 150, line: 'Maximum Response Time: 150ms >= 100ms target' });
  });

  it.each([
    ['max < 50ms', 'missed'],
    ['max <= 50ms', 'met'],
    ['max > 50ms', 'missed'],
    ['max >= 50ms', 'met'],
    ['max = 50ms', 'met'],
    ['max != 50ms', 'missed'],
  ])('%s is %s by 50 ms', (line, state) => {
    expect(start(line).second(50)).toBe(state);
  });

  it('about something that never occurred is missed in the end', () => {
    expect(start('GET /nope p95 < 1s').end()).toMatchObject({
      state: 'missed',
      value: null,
      line: 'GET /nope P95 Response Time: no request of GET /nope, < 1000ms target',
    });
    expect(start('nope p95 < 1s').end().note).toBe('no metric and no row is called nope');
    expect(start('error rate < 1%').end().note).toBe('no request was measured');
    expect(start('user Shopper avg < 1s').end().note).toBe('no request of user Shopper');
    expect(start('cpu < 1%').end().note).toBe('nothing was measured');
  });

  it.each(['', ' after ramp', ' last 3s', ' every 2s'])(
    'about a rate that never occurred is missed in the end: rps%s',
    (window) => {
      for (const [scope, note] of [
        ['/nope ', 'no request of /nope'],
        ['nope ', 'no metric and no row is called nope'],
        ['GET /nope ', 'no request of GET /nope'],
        ['user Shopper ', 'no request of user Shopper'],
      ]) {
        const { second, end } = start(`${scope}rps < 100${window}`);
        for (let i = 0; i < 5; i++) second(50);
        expect(end()).toMatchObject({ state: 'missed', value: null, note });
      }
      const { second, end } = start(`rps < 100${window}`);
      for (let i = 0; i < 5; i++) second();
      expect(end()).toMatchObject({ state: 'missed', value: null, note: 'no request was measured' });
    },
  );

  it('says why a custom metric has no value', () => {
    for (const [line, note] of [
      ['tokens p95 < 5', 'this kind of metric has no such value'],
      ['tokens total < 5 last 1s', 'nothing was measured'],
    ] as const) {
      const { run, second, end } = start(line);
      run.metrics.push(customMetricSource(run.stats.metrics));
      run.stats.metrics.counter('tokens').add(1);
      for (let i = 0; i < 3; i++) second();
      expect(end()).toMatchObject({ state: 'missed', note });
    }
  });
});

describe('a target of a distributed run', () => {
  it('continues when a report of a worker covers a time before the start', () => {
    const { run, second } = start('max < 100ms after ramp');
    expect([second(50), second(900)]).toEqual(['met', 'missed']);
    run.stats.absorb(new Stats({}, run.stats.startTime - 1).drain(run.at));
    expect(second(50)).toBe('missed');
  });
});

describe('a target after the ramp', () => {
  it('counts what comes after the last user has been started', () => {
    const { run, second, end } = start('max < 100ms after ramp', 'spawning');
    expect([second(900), second(900)]).toEqual(['pending', 'pending']);
    run.state = 'running';
    expect([second(900), second(50), second(60)]).toEqual(['pending', 'met', 'met']);
    expect(end()).toMatchObject({ value: 60, title: 'Maximum Response Time (after ramp)' });
  });

  it('is missed if the ramp never ends', () => {
    const { end } = start('max < 100ms after ramp', 'spawning');
    expect(end()).toMatchObject({ state: 'missed', note: 'the ramp has not ended' });
  });
});

describe('a target of the last seconds', () => {
  it('forgets what is older', () => {
    const { second } = start('max < 100ms last 3s');
    expect([second(900), second(50), second(50)]).toEqual(['missed', 'missed', 'missed']);
    expect([second(50), second(50), second(900), second(50)]).toEqual(['met', 'met', 'missed', 'missed']);
  });

  it('has the rate of these seconds', () => {
    const { second, tracker } = start('rps > 2 last 2s');
    second(1, 1, 1, 1, 1, 1, 1, 1);
    second(1);
    second(1);
    expect(tracker.result).toMatchObject({ state: 'missed', value: 1 });
  });
});

describe('a target of each interval', () => {
  it('is missed by one interval, and shows the worst', () => {
    const { second, end } = start('rps >= 2 every 2s');
    const states = [second(1, 1), second(1, 1), second(1), second(1, 1), second(1, 1, 1), second(1, 1, 1)];
    expect(states).toEqual(['pending', 'met', 'met', 'missed', 'missed', 'missed']);
    expect(end()).toMatchObject({ value: 1.5, note: 'missed in 1 of 3 intervals' });
  });

  it('does not judge response times where nothing was requested', () => {
    const { second, end } = start('max < 100ms every 1s');
    expect([second(50), second(), second(60)]).toEqual(['met', 'met', 'met']);
    expect(end().value).toBe(60);
  });

  it('has the rate of a whole first interval, also where its requests end early', () => {
    const { second, tracker } = start('rps > 2 every 4s');
    for (const times of [[1, 1, 1, 1], [1], [], []]) second(...times);
    expect(tracker.result).toMatchObject({ state: 'missed', value: 1.25 });
  });

  it('counts a shorter run as one interval', () => {
    const { second, end } = start('max < 100ms every 1m');
    expect(second(50)).toBe('pending');
    expect(end()).toMatchObject({ state: 'met', value: 50 });
  });
});

describe('a target that ends the run', () => {
  it('does so when it has been missed for its grace time without interruption, and stays missed', () => {
    const { run, tracker, second, end } = start('max < 100ms last 1s abort after 3s');
    const aborts = (...times: number[]) => {
      second(...times);
      return tracker.abortsAt(run.at);
    };
    expect([aborts(900), aborts(900), aborts(50), aborts(900), aborts(900), aborts(900)]).toEqual(Array(6).fill(false));
    expect(aborts(950)).toBe(true);
    second(10);
    expect(end()).toMatchObject({ state: 'missed', value: 950 });
  });

  it('never does without abort', () => {
    const { run, tracker, second } = start('max < 100ms');
    second(900);
    expect(tracker.abortsAt(run.at + 1000)).toBe(false);
  });
});
