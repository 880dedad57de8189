/** What has become of the targets of a run, as plain data: for reports, the page and scripts. */

/** `threshold` fails the run where it is missed, `target` only warns. */
export type TargetLevel = 'target' | 'threshold';

export type TargetOperator = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** A share is 0..1; a number has no unit. */
export type TargetUnit = 'ms' | 'share' | 'bytes' | 'per second' | 'number';

/** `pending`: nothing was measured yet. At the end of a run, each target is met or missed. */
export type TargetState = 'pending' | 'met' | 'missed';

/** One target at one instant. */
export interface TargetResult {
  /** The target as the user wrote it. */
  readonly text: string;
  /** What is measured, such as `P95 Response Time`. */
  readonly title: string;
  readonly level: TargetLevel;
  readonly state: TargetState;
  /** The measured value; null if nothing was measured. If the target is for each interval, that of the worst one. */
  readonly value: number | null;
  readonly operator: TargetOperator;
  readonly bound: number;
  /** The unit of `value` and `bound`. */
  readonly unit: TargetUnit;
  /** Additional text: why there is no value, or in how many intervals the target was missed. */
  readonly note: string | null;
  /** `P95 Response Time: 145ms < 500ms target`. */
  readonly line: string;
}

/** The verdict on all targets. */
export interface Judgement {
  /** Whether all thresholds are met. */
  readonly passed: boolean;
  /** 0, or the exit code of the missed thresholds: 1, or 3 for the `--check-…` options. */
  readonly exitCode: number;
  readonly results: readonly TargetResult[];
}

/** `PASS`, `FAIL`, or `WARN` for a missed target that does not fail the run; `…` while it is pending. */
export function verdictOf({ state, level }: Pick<TargetResult, 'state' | 'level'>): 'PASS' | 'FAIL' | 'WARN' | '…' {
  if (state === 'pending') return '…';
  if (state === 'met') return 'PASS';
  return level === 'threshold' ? 'FAIL' : 'WARN';
}
