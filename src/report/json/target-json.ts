/** Targets and their results as JSON: `--targets-file`, and the key `targets` of `/stats/requests`. */
import type { Judgement, TargetResult } from '../../core/results/target-result.js';

/** The version of the schema in docs/targets.md. */
const schemaVersion = 1;

/** One target, in the names of Locust's JSON. `value` is null where nothing was measured. */
export function targetJson({
  text,
  title,
  level,
  state,
  value,
  operator,
  bound,
  unit,
  note,
  line,
}: TargetResult): object {
  return { target: text, title, level, state, value, operator, bound, unit, note, line };
}

/** The whole file, ending in a newline. */
export function judgementJson({ passed, exitCode, results }: Judgement): string {
  const content = { version: schemaVersion, passed, exit_code: exitCode, targets: results.map(targetJson) };
  return `${JSON.stringify(content, null, 2)}\n`;
}
