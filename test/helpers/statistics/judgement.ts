/** Three targets of the worked sample: one met, one missed, one that only warns; and one about nothing. */
import { readTargets } from '../../../src/analysis/targets/read-target.js';
import { judge } from '../../../src/analysis/targets/target-reporter.js';
import { TargetTracker } from '../../../src/analysis/targets/target-tracker.js';
import type { RunResult } from '../../../src/core/results/run-result.js';
import type { Judgement } from '../../../src/core/results/target-result.js';
import { workedSampleEnd } from './worked-sample.js';

const lines = ['GET /a p95 < 500ms', 'error rate <= 0.5%', 'target: rps > 100', 'GET /<nope> p99 < 1s'];

export function workedJudgement(given: readonly string[] = lines): Judgement {
  const snapshot = workedSampleEnd();
  return judge(
    readTargets(given).map((target) => {
      const tracker = new TargetTracker(target);
      tracker.update({ snapshot, metrics: [] }, true);
      return { target, result: tracker.result };
    }),
  );
}

/** The result of a run that fails only if it misses targets. */
export function workedResult(given?: readonly string[]): RunResult {
  const judgement = workedJudgement(given);
  const { exitCode, results } = judgement;
  const missed = results.filter(({ state, level }) => state === 'missed' && level === 'threshold').length;
  const reason = exitCode === 0 ? null : `${missed} of ${results.length} targets are missed.`;
  return { snapshot: workedSampleEnd(), judgement, exitCode, reason };
}
