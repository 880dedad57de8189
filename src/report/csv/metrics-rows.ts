/** Custom metrics as the rows of `_metrics.csv`, and as JSON. Pure: plain data in, text and plain data out. */
import { type MetricView, trendPercentiles } from '../../stats/metrics/metric-view.js';
import { percentileLabel } from '../../stats/percentiles.js';
import type { StatsView } from '../../stats/view.js';
import { pythonFloat } from '../../util/text/format.js';
import { type CsvFormat, locustFormat } from './csv-rows.js';
import { csvRow, textCell } from './csv-text.js';

const figures = ['Count', 'Value', 'Per Second', 'Average', 'Min', 'Max'];
const labels = trendPercentiles.map(percentileLabel);

/** The header row. */
export const metricsCsvHeader = csvRow(['Type', 'Name', ...figures, ...labels]);

/** One row a metric; `Value` is a counter's total, a gauge's last value and a rate from 0 to 1. Other cells are empty. */
export function metricsCsv({ metrics }: StatsView, format: CsvFormat = locustFormat): string {
  return metrics.map((metric) => csvRow([metric.kind, textCell(metric.name, format), ...cellsOf(metric)])).join('');
}

/** One metric in the keys of JSON replies: words joined by `_`, as in Locust's. */
export function metricJson(metric: MetricView): object {
  const { kind, name, count } = metric;
  if (kind === 'counter') return { kind, name, count, total: metric.total, per_second: metric.perSecond };
  if (kind === 'trend') {
    const { sum, avg, min, max, percentiles } = metric;
    return { kind, name, count, sum, avg, min, max, percentiles };
  }
  return { ...metric };
}

function cellsOf(metric: MetricView): string[] {
  const count = String(metric.count);
  const none = labels.map(() => '');
  switch (metric.kind) {
    case 'trend': {
      const { avg, min, max, percentiles } = metric;
      return [
        count,
        '',
        '',
        pythonFloat(avg),
        ...[min, max, ...labels.map((label) => percentiles[label] as number)].map(String),
      ];
    }
    case 'counter':
      return [count, String(metric.total), pythonFloat(metric.perSecond), '', '', '', ...none];
    case 'gauge':
      return [count, String(metric.last), '', pythonFloat(metric.avg), String(metric.min), String(metric.max), ...none];
    default:
      return [count, pythonFloat(metric.rate), '', '', '', '', ...none];
  }
}
