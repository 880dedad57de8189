import { describe, expect, it } from 'vitest';
import { GeneratorMetrics } from '../../../src/analysis/targets/generator-metrics.js';
import type { GeneratorUsage } from '../../../src/core/generator-usage.js';
import type { MetricStatistic } from '../../../src/core/metric-source.js';
import type { Snapshot } from '../../../src/core/snapshot.js';

/** Returns these values of CPU one after another, then 0.7. */
function metricsOf(...cpu: (number | null)[]): GeneratorMetrics {
  const values = [...cpu];
  return new GeneratorMetrics((): GeneratorUsage => {
    const next = values.shift();
    return { cpu: next === undefined ? 0.7 : next, memory: 50_000_000, loopDelay: next === null ? null : 3 };
  });
}

const during = (state = 'running', resets = 1, startTime = 10) =>
  ({ state, stats: { resets, startTime } }) as unknown as Snapshot;
const average = (metrics: GeneratorMetrics, name = 'cpu') => metrics.view(name)?.statisticSince(null, 'average', 1);

describe('the samples of the load generator', () => {
  it('are kept for each second, of the whole run and of a part of it', () => {
    const metrics = metricsOf(0.9, 0.1, 0.4, 0.2);
    metrics.start(); // what was before is not part of the run
    expect(metrics.view('cpu')).toBeNull();
    metrics.tick(during());
    const early = metrics.view('cpu');
    metrics.tick(during());
    metrics.tick(during());
    const view = metrics.view('cpu');
    const all: MetricStatistic[] = ['minimum', 'median', 'maximum', 'value', { fraction: 0.95 }];
    expect(all.map((one) => view?.statisticSince(null, one, 3))).toEqual([0.1, 0.2, 0.4, 0.2, 0.4]);
    expect(view?.statisticSince(null, 'average', 3)).toBeCloseTo(0.7 / 3, 12);
    expect(view?.statisticSince(early, 'maximum', 2)).toBe(0.4);
    expect(view?.statisticSince(view, 'maximum', 0)).toBeNull();
    expect(view?.statisticSince(null, 'rate', 3)).toBeNull();
    expect(metrics.view('memory')?.statisticSince(null, 'maximum', 3)).toBe(50_000_000);
    expect(average(metrics, 'loop delay')).toBe(3);
    expect(metrics.view('queue')).toBeNull();
  });

  it('do not count while the run waits for its test', () => {
    const metrics = metricsOf(0, 0, 0, 0.5);
    metrics.start();
    metrics.tick(during('ready'));
    metrics.tick(during('ready'));
    expect(metrics.view('cpu')).toBeNull();
    metrics.tick(during('spawning'));
    expect(average(metrics)).toBe(0.5);
  });

  it('start over with another test, and when statistics are reset', () => {
    const metrics = metricsOf(0, 0.9, 0.1);
    metrics.start();
    metrics.tick(during('running', 1));
    const early = metrics.view('cpu');
    metrics.tick(during('running', 2));
    expect([average(metrics), metrics.view('cpu')?.statisticSince(early, 'average', 1)]).toEqual([0.1, 0.1]);
  });

  it('continue when a report of a worker moves the start of the test back', () => {
    const metrics = metricsOf(0, 0.9, 0.1);
    metrics.start();
    for (const start of [10, 9]) metrics.tick(during('running', 1, start));
    expect(average(metrics)).toBe(0.5);
  });

  it('leave out the rest of a second at the end, unless there is nothing else', () => {
    const metrics = metricsOf(0, 0.2, 1);
    metrics.start();
    metrics.tick(during());
    metrics.end(during('stopped'));
    expect(average(metrics)).toBe(0.2);
    const short = metricsOf(0, 0.4);
    short.start();
    short.end(during('stopped'));
    expect(average(short)).toBe(0.4);
  });

  it('are none for values that are not measured', () => {
    const metrics = metricsOf(0, null);
    metrics.start();
    metrics.tick(during());
    expect([metrics.view('cpu'), metrics.view('loop delay'), average(metrics, 'memory')]).toEqual([
      null,
      null,
      50_000_000,
    ]);
  });
});
