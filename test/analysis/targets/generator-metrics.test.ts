import { expect, it } from 'vitest';
import { GeneratorMetrics } from '../../../src/analysis/targets/generator-metrics.js';
import type { MetricStatistic } from '../../../src/core/metric-source.js';

it('keeps a sample of each second, of the whole run and of a part of it', () => {
  const cpu = [0.9, 0.1, 0.4, 0.2];
  const metrics = new GeneratorMetrics(
    () => ({ seconds: 1, loopUtilization: cpu.shift() ?? 0.7, loopDelay: 3 }),
    () => 50_000_000,
  );
  metrics.start(); // what was before is not part of the run
  expect(metrics.view('cpu')).toBeNull();
  metrics.tick();
  const early = metrics.view('cpu');
  metrics.tick();
  metrics.tick();
  const view = metrics.view('cpu');
  metrics.end();
  const all: MetricStatistic[] = ['minimum', 'median', 'maximum', 'value', { fraction: 0.95 }];
  expect(all.map((one) => view?.statisticSince(null, one, 3))).toEqual([0.1, 0.2, 0.4, 0.2, 0.4]);
  expect(view?.statisticSince(null, 'average', 3)).toBeCloseTo(0.7 / 3, 12);
  expect(view?.statisticSince(early, 'maximum', 2)).toBe(0.4);
  expect(view?.statisticSince(view, 'maximum', 0)).toBeNull();
  expect(view?.statisticSince(null, 'rate', 3)).toBeNull();
  expect(metrics.view('memory')?.statisticSince(null, 'maximum', 3)).toBe(50_000_000);
  expect(metrics.view('loop delay')?.statisticSince(null, 'average', 3)).toBe(3);
  expect(metrics.view('queue')).toBeNull();
});
