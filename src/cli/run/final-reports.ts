/** What a run writes at its end for CI and scripts: JUnit XML, targets as JSON, GitHub's annotations and step summary. */
import { appendFileSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Options } from '../../core/options/options.js';
import type { Judgement } from '../../core/results/target-result.js';
import type { Snapshot } from '../../core/snapshot.js';
import { githubAnnotations } from '../../report/ci/github-annotations.js';
import { junitXml } from '../../report/ci/junit.js';
import { markdownSummary } from '../../report/ci/markdown-summary.js';
import { judgementJson } from '../../report/json/target-json.js';
import { messageOf, TslocError } from '../../util/error.js';
import type { Variables } from '../options/environment-variables.js';

/** What they need of the run. */
export interface FinalReportFacts {
  readonly options: Pick<Options, 'junit' | 'targetsFile'>;
  readonly env: Variables;
  /** Name of the test: the base name of the user file. */
  readonly name: string;
  /** False if targets judge failed requests. */
  readonly failuresFail: boolean;
  /** Writes a line where the log of CI shows it. */
  readonly write: (line: string) => void;
  /** Takes the message of a report that cannot be written. */
  readonly onError: (message: string) => void;
}

/** Writes all of them; called once. */
export type FinalReports = (snapshot: Snapshot, judgement: Judgement) => void;

/** Opens the files, so that a wrong path ends the command before the run. @throws {TslocError} `REPORT_NOT_WRITABLE` */
export function createFinalReports(facts: FinalReportFacts): FinalReports {
  const { name, failuresFail, options, env, write, onError } = facts;
  const junit = openReport(options.junit);
  const targetsFile = openReport(options.targetsFile);
  const attempt = (what: string, action: () => void) => {
    try {
      action();
    } catch (error) {
      onError(`${what} could not be written: ${messageOf(error)}.`);
    }
  };
  return (snapshot, judgement) => {
    if (junit !== null)
      attempt('The JUnit file', () => writeFileSync(junit, junitXml(snapshot, judgement, { name, failuresFail })));
    if (targetsFile !== null)
      attempt('The file of targets', () => writeFileSync(targetsFile, judgementJson(judgement)));
    if (!env.GITHUB_ACTIONS) return;
    for (const line of githubAnnotations(snapshot, judgement, failuresFail)) write(line);
    const { GITHUB_STEP_SUMMARY: path } = env;
    if (path) attempt('The step summary', () => appendFileSync(path, markdownSummary(snapshot, judgement, name)));
  };
}

function openReport(path: string | null): number | null {
  if (path === null) return null;
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'w');
  } catch (cause) {
    throw new TslocError('REPORT_NOT_WRITABLE', `Expected to write ${path}, but ${messageOf(cause)}.`, { cause });
  }
}
