/** What a run writes at its end for CI and scripts: JUnit XML, targets as JSON, GitHub's annotations and step summary. */
import type { Options } from '../../core/options/options.js';
import type { RunResult } from '../../core/results/run-result.js';
import type { Judgement } from '../../core/results/target-result.js';
import type { Snapshot } from '../../core/snapshot.js';
import { type AnnotationFacts, githubAnnotations } from '../../report/ci/github-annotations.js';
import { junitXml } from '../../report/ci/junit.js';
import { judgementJson } from '../../report/json/target-json.js';
import { messageOf, TslocError } from '../../util/error.js';
import { createOrTruncate, writeAtomically } from '../../util/files/atomic-file.js';
import type { Variables } from '../options/environment-variables.js';
import { appendStepSummary } from './step-summary.js';

/** What they need of the run. */
export interface FinalReportFacts extends AnnotationFacts {
  readonly options: Pick<Options, 'junit' | 'targetsFile'>;
  readonly env: Variables;
  /** The base name of the user file. */
  readonly file: string;
  /** Writes a line where the log of CI shows it. */
  readonly write: (line: string) => void;
  /** Takes the message of a report that cannot be written. */
  readonly onError: (message: string) => void;
}

/** Each is called once. */
export interface FinalReports {
  /** Writes the files that options name, before the verdict: one that cannot be written fails the run. */
  writeFiles(snapshot: Snapshot, judgement: Judgement): void;
  /** Writes GitHub's annotations, and the step summary, which has the verdict. */
  reportToGithub(result: RunResult): void;
}

/** Creates the files, so that a wrong path ends the command before the run. @throws {TslocError} `REPORT_NOT_WRITABLE` */
export function createFinalReports(facts: FinalReportFacts): FinalReports {
  const { options, env, file, scenario, write, onError } = facts;
  const name = scenario === null ? file : `${file} ${scenario}`;
  const { junit, targetsFile } = options;
  claimReport(junit);
  claimReport(targetsFile);
  const attempt = (what: string, action: () => void) => {
    try {
      action();
    } catch (error) {
      onError(`${what} could not be written: ${messageOf(error)}.`);
    }
  };
  return {
    writeFiles(snapshot, judgement) {
      const xml = () => junitXml(snapshot, judgement, { ...facts, name });
      if (junit !== null) attempt('The JUnit file', () => writeAtomically(junit, xml()));
      if (targetsFile !== null)
        attempt('The file of targets', () => writeAtomically(targetsFile, judgementJson(judgement)));
    },
    reportToGithub(result) {
      if (!env.GITHUB_ACTIONS) return;
      for (const line of githubAnnotations(result.snapshot, result.judgement, facts)) write(line);
      const path = env.GITHUB_STEP_SUMMARY;
      if (path) attempt('The step summary', () => appendStepSummary(path, result, name));
    },
  };
}

function claimReport(path: string | null): void {
  if (path === null) return;
  try {
    createOrTruncate(path);
  } catch (cause) {
    throw new TslocError('REPORT_NOT_WRITABLE', `Expected to write ${path}, but ${messageOf(cause)}.`, { cause });
  }
}
