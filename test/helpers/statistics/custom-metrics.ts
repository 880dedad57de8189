/** Statistics with custom metrics of each kind. */
import { Stats } from '../../../src/stats/stats.js';
import type { StatsView } from '../../../src/stats/view.js';
import { viewStats } from '../../../src/stats/view.js';

/** The counter counts 120 a second. */
export function ownMetrics(): StatsView {
  const stats = new Stats();
  const { metrics } = stats;
  for (let n = 1; n <= 1000; n++) metrics.trend('quality', n / 1000);
  for (const value of [-1.5, 20, 300_000])
    metrics.trend('difference from a really long name of a metric, "quoted"', value);
  metrics.counter('tokens').add(1200);
  metrics.gauge('queue', 7.25);
  metrics.gauge('queue', 4);
  for (const isHit of [true, false, true]) metrics.rate('=cache hit', isHit);
  const view = viewStats(stats);
  const views = view.metrics.map((metric) => (metric.kind === 'counter' ? { ...metric, perSecond: 120 } : metric));
  return { ...view, metrics: views };
}
