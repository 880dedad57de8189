/** A run as JUnit XML, as Jenkins and GitLab read it: a suite with a test for each target and for each row, and one for exceptions of tasks. Pure. */

import { type Judgement, type TargetResult, verdictOf } from '../../core/results/target-result.js';
import type { Snapshot } from '../../core/snapshot.js';
import type { EntryView } from '../../stats/entry-view.js';
import { failureTitle } from '../../stats/failures.js';
import type { ExceptionView, FailureView } from '../../stats/view.js';
import { formatFixed, utcTimestamp } from '../../util/text/format.js';
import { exceptionTitle } from '../tables/error-table.js';
import type { FailingParts } from './failing-parts.js';

/** The values of the file other than measurements. */
export interface JunitFacts extends FailingParts {
  /** Name of the suite. */
  readonly name: string;
  /** The first part of each class name, by which CI tells apart the tests of several files. null without one. */
  readonly scenario: string | null;
}

/** The whole file. A missed target that only warns is skipped. */
export function junitXml(snapshot: Snapshot, { results }: Judgement, facts: JunitFacts): string {
  const { at, stats } = snapshot;
  const targets = results.map((result) => targetCase(result, facts));
  const rows = stats.entries.map((entry) => rowCase(entry, stats.failures, facts));
  const cases = [...targets, ...rows, ...exceptionCases(stats.exceptions, facts)];
  const failed = cases.filter(({ outcome }) => outcome === 'failed').length;
  const skipped = cases.filter(({ outcome }) => outcome === 'skipped').length;
  const time = formatFixed(Math.max(0, at - stats.startTime), 3);
  const counts = `tests="${cases.length}" failures="${failed}" errors="0" skipped="${skipped}" time="${time}"`;
  const suite = `name="${escapeXml(facts.name)}" ${counts} timestamp="${utcTimestamp(stats.startTime).slice(0, -1)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tsloc" ${counts}>`,
    `  <testsuite ${suite}>`,
    ...cases.flatMap(({ lines }) => lines.map((line) => `    ${line}`)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

interface TestCase {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly lines: readonly string[];
}

function targetCase(result: TargetResult, facts: JunitFacts): TestCase {
  const { text, line, level } = result;
  const verdict = verdictOf(result);
  const head = `<testcase classname="${className('targets', facts)}" name="${escapeXml(text)}" time="0">`;
  if (verdict === 'PASS')
    return { outcome: 'passed', lines: [head, `  <system-out>${escapeXml(line)}</system-out>`, '</testcase>'] };
  if (verdict === 'WARN')
    return { outcome: 'skipped', lines: [head, `  <skipped message="${escapeXml(line)}"/>`, '</testcase>'] };
  const failure = `  <failure message="${escapeXml(line)}" type="${level}">${escapeXml(line)}</failure>`;
  return { outcome: 'failed', lines: [head, failure, '</testcase>'] };
}

function rowCase(entry: EntryView, failures: readonly FailureView[], facts: JunitFacts): TestCase {
  const { method, name, numRequests, numFailures, avgResponseTime } = entry;
  const seconds = formatFixed(avgResponseTime / 1000, 3);
  const title = escapeXml(`${method} ${name}`.trim());
  const attributes = `classname="${className('requests', facts)}" name="${title}" time="${seconds}"`;
  if (numFailures === 0) return { outcome: 'passed', lines: [`<testcase ${attributes}/>`] };
  const message = `${numFailures} of ${numRequests} requests failed`;
  const details = failures
    .filter((failure) => failure.method === method && failure.name === name)
    .map((failure) => `${failure.occurrences}× ${failureTitle(failure)}`);
  return caseWith({ attributes, type: 'requests', message, details }, facts.failuresFail);
}

/** None without exceptions. */
function exceptionCases(exceptions: readonly ExceptionView[], facts: JunitFacts): TestCase[] {
  const count = exceptions.reduce((sum, row) => sum + row.count, 0);
  if (count === 0) return [];
  const details = exceptions.map((row) => `${row.count}× ${exceptionTitle(row)}`);
  const attributes = `classname="${className('tasks', facts)}" name="exceptions" time="0"`;
  const message = count === 1 ? 'A task threw an exception' : `Tasks threw ${count} exceptions`;
  return [caseWith({ attributes, type: 'exceptions', message, details }, facts.exceptionsFail)];
}

interface CaseParts {
  readonly attributes: string;
  readonly type: string;
  readonly message: string;
  readonly details: readonly string[];
}

/** A failed test; or, where targets judge what happened, a passed one whose output has the details. */
function caseWith({ attributes, type, message, details }: CaseParts, fails: boolean): TestCase {
  const text = escapeXml([message, ...details].join('\n'));
  const body = fails
    ? `  <failure message="${message}" type="${type}">${text}</failure>`
    : `  <system-out>${text}</system-out>`;
  return { outcome: fails ? 'failed' : 'passed', lines: [`<testcase ${attributes}>`, body, '</testcase>'] };
}

function className(kind: string, { scenario }: JunitFacts): string {
  return escapeXml(scenario === null ? kind : `${scenario}.${kind}`);
}

/** Characters that XML 1.0 does not have are replaced. */
function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text
    .replaceAll(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(/[&<>"]/g, (character) => entities[character] as string);
}
