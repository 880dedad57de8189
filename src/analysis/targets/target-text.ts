/** The line of a judged target, as all reports show it: `P95 Response Time: 145ms < 500ms target`. */
import type { TargetOperator, TargetUnit } from '../../core/results/target-result.js';
import { oppositeOf } from './parse-target.js';

/** `145ms`, `0.35%`, `20.5kB`, `102.4/s`, `0.93`. */
export function valueText(value: number, unit: TargetUnit): string {
  return unit === 'ms' ? `${roundedTime(value)}ms` : boundText(value, unit);
}

/** The parts of a line about a target. */
export interface LineParts {
  readonly title: string;
  readonly value: number | null;
  readonly operator: TargetOperator;
  readonly bound: number;
  readonly unit: TargetUnit;
  /** True, false, or null if it is unknown. */
  readonly isMet: boolean | null;
  readonly note: string | null;
}

/** `P95 Response Time: 145ms < 500ms target`; a missed one has the relation that is true: `612ms >= 500ms target`. */
export function targetLine({ title, value, operator, bound, unit, isMet, note }: LineParts): string {
  const limit = boundText(bound, unit);
  if (value === null) return `${title}: ${note ?? 'nothing was measured'}, ${operator} ${limit} target`;
  const relation = isMet === false ? oppositeOf(operator) : operator;
  const more = note === null ? '' : ` (${note})`;
  return `${title}: ${textBeside(bound, value, unit)} ${relation} ${limit} target${more}`;
}

/** `500ms < 500ms` and `101ms < 100.7ms` would look wrong: as many digits as it takes to show the relation that is true. */
function textBeside(bound: number, value: number, unit: TargetUnit): string {
  const text = valueText(value, unit);
  const looksTrue = unit !== 'ms' || Math.sign(roundedTime(value) - bound) === Math.sign(value - bound);
  if (looksTrue && (value === bound || text !== boundText(bound, unit))) return text;
  const factor = unit === 'share' ? 100 : 1;
  const suffix = { ms: 'ms', share: '%', bytes: 'B', 'per second': '/s', number: '' }[unit];
  return `${shortestBeside(bound * factor, value * factor)}${suffix}`;
}

/** With three digits, or as many more as keep it above or below `bound`. */
function shortestBeside(bound: number, value: number): number {
  for (let digits = 3; digits < 17; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.sign(shorter - bound) === Math.sign(value - bound)) return shorter;
  }
  return value;
}

function boundText(value: number, unit: TargetUnit): string {
  switch (unit) {
    case 'ms':
      return `${rounded(value)}ms`;
    case 'share':
      return `${rounded(value * 100)}%`;
    case 'bytes':
      return sizeText(value);
    case 'per second':
      return `${rounded(value)}/s`;
    default:
      return rounded(value);
  }
}

/** Whole ms; three digits of less than 100 ms: response times are no more exact. */
function roundedTime(milliseconds: number): number {
  return milliseconds >= 100 ? Math.round(milliseconds) : Number(milliseconds.toPrecision(3));
}

/** Two decimals at most; more for small values, none for large ones. */
function rounded(value: number): string {
  if (Math.abs(value) >= 1000) return String(Math.round(value * 10) / 10);
  return String(Math.abs(value) >= 1 ? Math.round(value * 100) / 100 : Number(value.toPrecision(3)));
}

function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let size = bytes;
  let unit = 0;
  while (Math.abs(size) >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${rounded(size)}${units[unit]}`;
}
