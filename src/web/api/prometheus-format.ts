/** Prometheus' text format, version 0.0.4: metrics with their samples as text. */

export type Labels = Readonly<Record<string, string>>;

export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter' | 'summary';
  /** `suffix` extends the name: a summary has `_sum` and `_count` besides its quantiles. */
  readonly samples: readonly (readonly [labels: Labels, value: number, suffix?: string])[];
}

/** The lines of a metric: help, type and samples. */
export function formatMetric({ name, help, type, samples }: Metric): string {
  const lines = samples.map(([labels, value, suffix = '']) => `${name}${suffix}${formatLabels(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
