/** The title of a target in reports: `P95 Response Time`. */
import { nameOfMetric } from './metric-names.js';
import type { Target, TargetMetric, TargetScope, TargetWindow } from './target.js';

/** `P95 Response Time`, `GET /items Error Rate`, `CPU`: how reports name what is measured. */
export function titleOf({ scope, metric, window, scenario }: Target): string {
  const parts = [
    scenario === null ? '' : `${scenario}:`,
    scope.kind === 'all' ? '' : 'pattern' in scope ? scope.pattern : `${scope.kind} ${scope.name}`,
    titleOfMetric(metric, scope),
    printWindow(window) === '' ? '' : `(${printWindow(window)})`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

const figureTitles: Readonly<Record<string, string>> = {
  median: 'Median Response Time',
  average: 'Average Response Time',
  minimum: 'Minimum Response Time',
  maximum: 'Maximum Response Time',
  count: 'Requests',
  rps: 'Requests/s',
  'content size': 'Content Size',
};

function titleOfMetric(metric: TargetMetric, scope: TargetScope): string {
  const name = nameOfMetric(metric);
  if (scope.kind === 'named') return name;
  if (metric.kind === 'percentile') return `${name.toUpperCase()} Response Time`;
  if (metric.kind === 'sampled') return name.replace(/^cpu/, 'CPU').replace(/^./, (letter) => letter.toUpperCase());
  const title = metric.kind === 'figure' ? figureTitles[metric.name] : undefined;
  return title ?? name.replaceAll(/(?<=^| )[a-z]/g, (letter) => letter.toUpperCase());
}

/** `after ramp`, `last 30s`; empty for the whole run. */
export function printWindow(window: TargetWindow): string {
  if (window.kind === 'run') return '';
  return 'seconds' in window ? `${window.kind} ${window.seconds}s` : window.kind;
}
