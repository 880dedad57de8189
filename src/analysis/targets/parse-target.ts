/** Reads the line of a target: `GET /items p99 < 1s after ramp`. docs/targets.md describes the grammar. */
import { readBound } from './read-bound.js';
import { readModifiers } from './read-modifiers.js';
import { readSubject } from './read-subject.js';
import { scanTarget } from './scan-target.js';
import type { Target, TargetOperator } from './target.js';
import { badTarget, TargetSyntaxError } from './target-error.js';

/** @throws {TslocError} `BAD_TARGET`, exit code 2: it points at the character */
export function parseTarget(text: string): Target {
  try {
    return parse(text);
  } catch (thrown) {
    throw thrown instanceof TargetSyntaxError ? badTarget(text, thrown) : thrown;
  }
}

/** The target that is met where the line is not true: `--fail-if 'p95 > 500ms'`. @throws {TslocError} `BAD_TARGET` */
export function parseFailIf(text: string): Target {
  const target = parseTarget(text);
  return { ...target, operator: opposites[target.operator] };
}

const opposites: Readonly<Record<TargetOperator, TargetOperator>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '=': '!=',
  '!=': '=',
};

/** The operator that is true where this one is not. */
export function oppositeOf(operator: TargetOperator): TargetOperator {
  return opposites[operator];
}

function parse(text: string): Target {
  const { left, operator, operatorAt, right, end } = scanTarget(text);
  const { unit, ...subject } = readSubject(left, operatorAt);
  const { bound, words } = readBound(right, unit, end);
  const modifiers = readModifiers(right.slice(words), end);
  return { text: text.trim(), ...subject, operator, bound, ...modifiers, exitCode: 1 };
}
