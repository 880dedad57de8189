/** The targets of the command line: `--target`, `--fail-if`, and the checks of locust-plugins. */
import { exitCodes } from '../../core/results/exit-code.js';
import { parseFailIf, parseTarget } from './parse-target.js';
import type { Target } from './target.js';

/** The values of the options. */
export interface TargetOptions {
  readonly targets: readonly string[];
  readonly failIf: readonly string[];
  /** Fewest requests per second. */
  readonly checkRps: number | null;
  /** Largest share of failed requests, 0..1. */
  readonly checkFailRatio: number | null;
  /** Longest average response time, ms. */
  readonly checkAvgResponseTime: number | null;
}

/** In this order. @throws {TslocError} `BAD_TARGET`, exit code 2 */
export function optionTargets(options: TargetOptions): Target[] {
  const { checkRps, checkFailRatio, checkAvgResponseTime } = options;
  return [
    ...options.targets.map(parseTarget),
    ...options.failIf.map((line) => ({ ...parseFailIf(line), text: `--fail-if ${line.trim()}` })),
    ...check('--check-rps', 'rps >= 0', checkRps),
    ...check('--check-fail-ratio', 'error rate <= 0%', checkFailRatio),
    ...check('--check-avg-response-time', 'avg <= 0ms', checkAvgResponseTime),
  ];
}

function check(option: string, line: string, value: number | null): Target[] {
  if (value === null) return [];
  const target = parseTarget(line);
  return [
    { ...target, text: `${option} ${value}`, bound: { ...target.bound, value }, exitCode: exitCodes.checkMissed },
  ];
}
