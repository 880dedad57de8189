/** A check of a whole run: a list of judges decides whether it passes, and with which exit code. */
import { messageWithCode } from '../../util/error.js';
import type { Environment } from '../environment.js';
import { checkExitCode, exitCodes } from './exit-code.js';
import type { Snapshot } from '../snapshot.js';

/** What a judge decides. */
export interface Verdict {
  /** 0 to 255. */
  readonly exitCode: number;
  /** The reason, as one sentence for the log; null if the log and the tables show it already. */
  readonly reason: string | null;
}

/**
 * Called once, when users have stopped and listeners of `quitting` have run. Synchronous, so that a run that ends by a
 * second Ctrl-C has a verdict too. A judge that throws is logged, and counts as a failed part of the run.
 */
export interface Judge {
  /** For the message when it throws. */
  readonly name: string;
  /**
   * A verdict ends the search. null leaves the decision to the judges after this one: the usual answer of a check that
   * passed, since a verdict of 0 would hide what later judges find.
   */
  judge(environment: Environment, snapshot: Snapshot): Verdict | null;
}

/** The first verdict of `judges`; a run without one passes. */
export function judgeRun(judges: readonly Judge[], environment: Environment, snapshot: Snapshot): Verdict {
  for (const judge of judges) {
    const verdict = askJudge(judge, environment, snapshot);
    if (verdict !== null) return verdict;
  }
  return { exitCode: exitCodes.passed, reason: null };
}

function askJudge(judge: Judge, environment: Environment, snapshot: Snapshot): Verdict | null {
  try {
    const verdict = judge.judge(environment, snapshot);
    if (verdict !== null) checkExitCode('the exitCode of a verdict', verdict.exitCode);
    return verdict;
  } catch (thrown) {
    environment.unhandledError = true;
    environment.log.logger('locust.main').error(`The judge ${judge.name} failed: ${messageWithCode(thrown)}`);
    return null;
  }
}
