/** A target as one line, which is read again as the same target, and its title in reports: `P95 Response Time`. */
import { nameOfMetric } from './metric-names.js';
import type { Target, TargetBound, TargetMetric, TargetScope, TargetWindow } from './target.js';

/** `GET /items p99 < 1000ms after ramp abort after 10s`. */
export function printTarget(target: Target): string {
  const { level, scenario, scope, metric, operator, bound, window, abort } = target;
  const parts = [
    level === 'target' ? 'target:' : '',
    scenario === null ? '' : `scenario ${quoted(scenario)}`,
    printScope(scope),
    nameOfMetric(metric),
    operator,
    printBound(bound),
    printWindow(window),
    abort === null ? '' : `abort after ${abort.graceSeconds}s`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

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

function printScope(scope: TargetScope): string {
  if (scope.kind === 'all') return '';
  return 'pattern' in scope ? quoted(scope.pattern) : `${scope.kind} ${quoted(scope.name)}`;
}

const suffixes = { ms: 'ms', share: '%', bytes: 'B', 'per second': '/s', number: '' } as const;

function printBound({ value, unit }: TargetBound): string {
  return `${plain(unit === 'share' ? Number((value * 100).toPrecision(12)) : value)}${suffixes[unit]}`;
}

/** Without an exponent, which the grammar does not have. */
function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : text;
}

function printWindow(window: TargetWindow): string {
  if (window.kind === 'run') return '';
  return 'seconds' in window ? `${window.kind} ${window.seconds}s` : window.kind;
}

/** Quotes keep a name from being read as anything else. */
function quoted(text: string): string {
  return `"${text}"`;
}
