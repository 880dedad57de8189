/** Custom metrics for Prometheus: one metric for each kind, with the name of the custom metric as a label. */
import type { MetricView, TrendView } from '../../stats/metrics/metric-view.js';
import type { Metric } from './prometheus-format.js';

const quantiles = [0.05, 0.5, 0.95, 0.99];

/** Those of kinds that the test records; a run without custom metrics has none. */
export function customMetrics(views: readonly MetricView[]): Metric[] {
  const metrics: Metric[] = [
    {
      name: 'tsloc_trend',
      help: 'Distribution of a custom metric, over the whole test.',
      type: 'summary',
      samples: views.flatMap((view) => (view.kind === 'trend' ? trendSamples(view) : [])),
    },
    {
      name: 'tsloc_counter_total',
      help: 'Total of a custom metric.',
      type: 'counter',
      samples: views.flatMap((view) => (view.kind === 'counter' ? [[{ name: view.name }, view.total] as const] : [])),
    },
    {
      name: 'tsloc_gauge',
      help: 'Latest value of a custom metric.',
      type: 'gauge',
      samples: views.flatMap((view) => (view.kind === 'gauge' ? [[{ name: view.name }, view.last] as const] : [])),
    },
    {
      name: 'tsloc_rate',
      help: 'How often a custom metric is true, 0 to 1.',
      type: 'gauge',
      samples: views.flatMap((view) => (view.kind === 'rate' ? [[{ name: view.name }, view.rate] as const] : [])),
    },
  ];
  return metrics.filter(({ samples }) => samples.length > 0);
}

function trendSamples(view: TrendView): Metric['samples'] {
  const { name } = view;
  return [
    ...quantiles.map((quantile) => [{ name, quantile: String(quantile) }, view.getPercentile(quantile)] as const),
    [{ name }, view.sum, '_sum'],
    [{ name }, view.count, '_count'],
  ];
}
