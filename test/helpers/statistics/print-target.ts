/** A target as one line, which is read again as the same target. */
import { nameOfMetric } from '../../../src/analysis/targets/metric-names.js';
import type { Target, TargetBound, TargetScope } from '../../../src/analysis/targets/target.js';
import { printWindow } from '../../../src/analysis/targets/target-title.js';

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

/** Quotes keep a name from being read as anything else. */
function quoted(text: string): string {
  return `"${text}"`;
}
