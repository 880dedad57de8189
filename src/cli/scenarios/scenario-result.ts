/** What a run leaves for others: `_metrics.json`, and a message to the command that runs several scenarios. */
import type { Options } from '../../core/options/options.js';
import { exitCodes } from '../../core/results/exit-code.js';
import type { RunResult } from '../../core/results/run-result.js';
import { resultsJson } from '../../report/json/results-json.js';
import { targetJson } from '../../report/json/target-json.js';
import type { Run } from '../../run/run.js';
import { messageOf } from '../../util/error.js';
import { writeAtomically } from '../../util/files/atomic-file.js';
import type { Log } from '../../util/log/log.js';

/** The message of a run that another command has started. */
export interface ScenarioResult {
  readonly scenario: string;
  readonly exitCode: number;
  readonly durationSeconds: number;
  readonly requests: number;
  readonly failures: number;
  readonly requestsPerSecond: number;
  /** ms. */
  readonly p95: number;
  readonly targets: number;
  readonly targetsMet: number;
}

/** The result of a run as the message to the parent. */
export function scenarioResult(scenario: string, { exitCode, snapshot, judgement }: RunResult): ScenarioResult {
  const { total, startTime } = snapshot.stats;
  const targets = judgement.results;
  return {
    scenario,
    exitCode,
    durationSeconds: snapshot.at - startTime,
    requests: total.numRequests,
    failures: total.numFailures,
    requestsPerSecond: total.totalRps,
    p95: total.getResponseTimePercentile(0.95),
    targets: targets.length,
    targetsMet: targets.filter(({ state }) => state === 'met').length,
  };
}

/**
 * Writes `<prefix>_metrics.json` for a run with `--output`, and tells a parent that runs several scenarios. Returns the
 * exit code of the process: that of the run, or 2 if the file of a run that passed cannot be written.
 */
export function publishResult(options: Options, result: RunResult, { runner }: Pick<Run, 'runner'>, log: Log): number {
  const { scenario, output, csvPrefix } = options;
  const logger = log.logger('locust.main');
  let { exitCode } = result;
  if (output !== null && csvPrefix) {
    const path = `${csvPrefix}_metrics.json`;
    const facts = {
      scenario,
      exitCode: result.exitCode,
      peakUsers: runner.peakTargetUserCount,
      targets: result.judgement.results.map(targetJson),
    };
    try {
      writeAtomically(path, `${JSON.stringify(resultsJson(result.snapshot, facts), null, 2)}\n`);
      logger.info(`Results: ${path}`);
    } catch (error) {
      logger.error(`${path} could not be written: ${messageOf(error)}.`);
      exitCode ||= exitCodes.broken;
    }
  }
  if (scenario !== null) process.send?.(scenarioResult(scenario, { ...result, exitCode }));
  return exitCode;
}
