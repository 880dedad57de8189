/** The bound of a target: a number with its unit. */
import type { Word } from './scan-target.js';
import type { TargetBound, TargetUnit } from './target.js';
import { TargetSyntaxError } from './target-error.js';

/** The bound, and the number of words that were read. */
export interface ReadBound {
  readonly bound: TargetBound;
  readonly words: number;
}

type Units = Readonly<Record<string, number>>;

/** How much one of each unit is in ms, bytes and per second. */
const units: Readonly<Record<TargetUnit, Units>> = {
  ms: { us: 0.001, µs: 0.001, ms: 1, s: 1000, sec: 1000, m: 60_000, min: 60_000, h: 3_600_000 },
  share: { '%': 0.01 },
  bytes: { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 },
  'per second': { '/s': 1, rps: 1, '/min': 1 / 60, '/m': 1 / 60, '/h': 1 / 3600 },
  number: {},
};

const examples: Readonly<Record<TargetUnit, string>> = {
  ms: 'a time such as 500ms or 1.5s',
  share: 'a percentage such as 0.5%',
  bytes: 'a size such as 20kB',
  'per second': 'a rate such as 100 or 100/s',
  number: 'a number',
};

/**
 * Reads the first words. `unit` is that of the metric; null accepts any, as for a custom metric. Numbers without a unit are
 * ms, bytes or per second; a percentage needs its sign, since 1 might be 1 % or all.
 * @throws {TargetSyntaxError}
 */
export function readBound(words: readonly Word[], unit: TargetUnit | null, end: number): ReadBound {
  const [first, second] = words;
  const expected = unit === null ? 'a number' : examples[unit];
  if (first === undefined) throw new TargetSyntaxError(end, `expected ${expected}`);
  const [, digits, attached = ''] = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(.*)$/s.exec(first.text) ?? [];
  if (digits === undefined) throw new TargetSyntaxError(first.at, `expected ${expected}, got '${first.text}'`);
  const isApart = attached === '' && second !== undefined && /^[a-zµ%/]+$/i.test(second.text) && isUnit(second.text);
  const suffix = isApart ? second.text : attached;
  const at = isApart ? second.at : first.at + digits.length;
  const bound = toBound(Number(digits), suffix, unit, at);
  if (bound.value < 0 && unit !== null)
    throw new TargetSyntaxError(first.at, `expected ${expected}, got a negative one`);
  return { bound, words: isApart ? 2 : 1 };
}

function toBound(value: number, suffix: string, unit: TargetUnit | null, at: number): TargetBound {
  if (suffix === '' && unit === 'share')
    throw new TargetSyntaxError(at, 'expected % after a percentage', `Write ${value}% or ${clean(value * 100)}%.`);
  if (suffix === '') return { value, unit: unit ?? 'number' };
  const found = unitOf(suffix);
  if (found === undefined) {
    const known = Object.keys(unit === null ? Object.assign({}, ...Object.values(units)) : units[unit]);
    const suggestion = known.length === 0 ? 'Write the number alone.' : `Known units: ${known.join(', ')}.`;
    throw new TargetSyntaxError(at, `'${suffix}' is no unit`, suggestion);
  }
  if (unit !== null && found !== unit)
    throw new TargetSyntaxError(at, `expected ${examples[unit]}, got ${examples[found].replace(/ such.*/, '')}`);
  return { value: clean(value * (units[found][suffix.toLowerCase()] as number)), unit: found };
}

function isUnit(text: string): boolean {
  return unitOf(text) !== undefined;
}

function unitOf(suffix: string): TargetUnit | undefined {
  return (Object.keys(units) as TargetUnit[]).find((unit) => Object.hasOwn(units[unit], suffix.toLowerCase()));
}

/** Without the rounding error of floating point: 0.29 % is a share of 0.0029. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}
