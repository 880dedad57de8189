/** What GitHub shows at a workflow run: a line for each missed target, each kind of failure and each exception. Pure. */

import { type Judgement, verdictOf } from '../../core/results/target-result.js';
import type { Snapshot } from '../../core/snapshot.js';
import { failureTitle } from '../../stats/failures.js';
import { exceptionTitle } from '../tables/error-table.js';
import type { FailingParts } from './failing-parts.js';

/** GitHub shows ten annotations of each level for a step. */
const maxAnnotations = 10;

/** The values of annotations other than measurements. */
export interface AnnotationFacts extends FailingParts {
  /** Its name is in each title. null without one. */
  readonly scenario: string | null;
}

/** Workflow commands: `::error title=Target missed in smoke::P95 Response Time: 612ms >= 500ms target`. */
export function githubAnnotations({ stats }: Snapshot, { results }: Judgement, facts: AnnotationFacts): string[] {
  const command = (level: 'error' | 'warning', title: string, message: string) =>
    workflowCommand(level, facts.scenario === null ? title : `${title} in ${facts.scenario}`, message);
  const targets = results.flatMap((result) => {
    const verdict = verdictOf(result);
    if (verdict === 'PASS') return [];
    return [command(verdict === 'WARN' ? 'warning' : 'error', 'Target missed', result.line)];
  });
  const most = stats.failures.toSorted((a, b) => b.occurrences - a.occurrences).slice(0, maxAnnotations);
  const failures = most.map((failure) =>
    command(levelOf(facts.failuresFail), 'Failed requests', `${failure.occurrences}× ${failureTitle(failure)}`),
  );
  const exceptions = stats.exceptions
    .toSorted((a, b) => b.count - a.count)
    .slice(0, maxAnnotations)
    .map((row) => command(levelOf(facts.exceptionsFail), 'Exception', `${row.count}× ${exceptionTitle(row)}`));
  return [...targets, ...failures, ...exceptions];
}

function levelOf(fails: boolean): 'error' | 'warning' {
  return fails ? 'error' : 'warning';
}

function workflowCommand(level: string, title: string, message: string): string {
  return `::${level} title=${title}::${message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')}`;
}
