import { describe, expect, it } from 'vitest';
import { Metrics } from '../../../src/stats/metrics/metrics.js';

/** One of each kind. */
function filled(): Metrics {
  const metrics = new Metrics(100);
  metrics.trend('quality', 0.93);
  metrics.counter('tokens').add(12);
  metrics.gauge('queue', 4);
  metrics.rate('cache hit', true);
  return metrics;
}

const named = (metrics: Metrics) => metrics.list().map(({ kind, name, count }) => [kind, name, count]);

describe('Metrics', () => {
  it('lists what has a value', () => {
    const metrics = filled();
    metrics.counter('never added to');
    expect(named(metrics)).toEqual([
      ['trend', 'quality', 1],
      ['counter', 'tokens', 1],
      ['gauge', 'queue', 1],
      ['rate', 'cache hit', 1],
    ]);
  });

  it('gives the same counter for the same name', () => {
    const metrics = filled();
    expect(metrics.counter('tokens')).toBe(metrics.counter('tokens'));
    expect(metrics.counter('tokens').total).toBe(12);
  });

  it('empties trends and rates at a reset; counters and gauges continue', () => {
    const metrics = filled();
    metrics.reset();
    expect(named(metrics)).toEqual([
      ['counter', 'tokens', 1],
      ['gauge', 'queue', 1],
    ]);
    metrics.trend('quality', 1);
    metrics.rate('cache hit', false);
    expect(named(metrics)).toHaveLength(4);
  });

  it('empties everything for a new test, in which a counter that was kept still counts', () => {
    const metrics = filled();
    const kept = metrics.counter('tokens');
    metrics.clear(200);
    expect([metrics.list(), metrics.startTime]).toEqual([[], 200]);
    kept.add(5);
    expect(metrics.list()).toEqual([kept]);
    expect(kept.total).toBe(5);
  });

  it('is merged from several processes as if all of it had been recorded here', () => {
    const [first, second, master] = [filled(), filled(), new Metrics(100)];
    second.trend('latency', 7);
    for (const worker of [first, second, first]) master.absorb(JSON.parse(JSON.stringify(worker.drain())));
    expect(named(master)).toEqual([
      ['trend', 'quality', 2],
      ['trend', 'latency', 1],
      ['counter', 'tokens', 2],
      ['gauge', 'queue', 2],
      ['rate', 'cache hit', 2],
    ]);
    expect(first.list()).toEqual([]);
  });

  it.each<[string, (metrics: Metrics) => unknown, string]>([
    [
      'a name of another kind',
      (m) => m.gauge('quality', 1),
      "Expected metric 'quality' to be a trend as before, got a gauge.",
    ],
    ['an empty name', (m) => m.rate(' ', true), "Expected the name of a rate to be a text that is not empty, got ' '."],
    [
      'no name',
      (m) => m.counter(undefined as never),
      'Expected the name of a counter to be a text that is not empty, got undefined.',
    ],
    ['NaN', (m) => m.trend('quality', Number.NaN), "Expected the value of trend 'quality' to be a number, got NaN."],
    [
      'a text',
      (m) => m.trend('quality', '1' as never),
      "Expected the value of trend 'quality' to be a number, got '1'.",
    ],
    [
      'Infinity',
      (m) => m.gauge('queue', Number.POSITIVE_INFINITY),
      "Expected the value of gauge 'queue' to be a number, got Infinity.",
    ],
    [
      'a number for a rate',
      (m) => m.rate('cache hit', 1 as never),
      "Expected the value of rate 'cache hit' to be true or false, got 1.",
    ],
  ])('refuses %s', (_, act, message) => {
    const metrics = filled();
    expect(() => act(metrics)).toThrow(message);
    expect(named(metrics)).toEqual(named(filled()));
  });

  it('refuses more than 1,000 names: one with an id in it would fill the memory', () => {
    const metrics = new Metrics();
    for (let n = 0; n < 1000; n++) metrics.rate(`request ${n}`, true);
    expect(() => metrics.trend('one more', 1)).toThrow('Expected at most 1000 names of metrics in a run');
    metrics.rate('request 999', true);
  });
});
