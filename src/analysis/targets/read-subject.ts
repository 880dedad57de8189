/** The left side of a target: its level, what it is about, and which figure of it. */
import { mostSimilar } from '../../util/text/most-similar.js';
import { findMetric, maxMetricWords, metricNames, type NamedMetric } from './metric-names.js';
import type { Word } from './scan-target.js';
import type { Target, TargetLevel, TargetMetric, TargetScope, TargetUnit } from './target.js';
import { TargetSyntaxError } from './target-error.js';

/** What was read. */
export interface Subject extends Pick<Target, 'level' | 'scenario' | 'scope' | 'metric'> {
  /** The unit of the bound; null for a custom metric, which may have any. */
  readonly unit: TargetUnit | null;
}

const levels: Readonly<Record<string, TargetLevel>> = { 'target:': 'target', 'threshold:': 'threshold' };

/** `at` is where the comparison is. @throws {TargetSyntaxError} */
export function readSubject(words: readonly Word[], at: number): Subject {
  const level = words[0]?.isQuoted === false ? levels[words[0].text.toLowerCase()] : undefined;
  if (level === undefined) refuseUnknownLevel(words[0]);
  const rest = level === undefined ? words : words.slice(1);
  const [scenario, afterScenario] = takeNamed(rest, 'scenario');
  const { metric, unit, count } = takeMetric(afterScenario, at);
  const scopeWords = afterScenario.slice(0, afterScenario.length - count);
  const scope = readScope(scopeWords);
  checkScope(scope, metric, scopeWords[0]?.at ?? at - 1, afterScenario.at(-count) as Word);
  refuseTwoMetrics(scopeWords, afterScenario.slice(-count));
  const isFree = scope.kind === 'named' && (metric.kind === 'percentile' || metric.kind === 'figure');
  return { level: level ?? 'threshold', scenario, scope, metric, unit: isFree ? null : unit };
}

/** `warn: p95 < 1s` would be the p95 of a row called `warn:`. */
function refuseUnknownLevel(first: Word | undefined): void {
  if (first === undefined || first.isQuoted || !/^[\w-]+:$/.test(first.text)) return;
  const meant = mostSimilar(first.text.toLowerCase(), Object.keys(levels));
  const suggestion = meant === null ? 'Levels are target: and threshold:' : `Did you mean ${meant}?`;
  const mark = meant === null ? '. ' : ' ';
  throw new TargetSyntaxError(
    first.at,
    `'${first.text}' is no level`,
    `${suggestion}${mark}A name with a colon is quoted.`,
  );
}

/** `scenario smoke …`: the name, and the words after it. */
function takeNamed(words: readonly Word[], keyword: string): [name: string | null, rest: readonly Word[]] {
  const [first, name] = words;
  if (first === undefined || first.isQuoted || first.text.toLowerCase() !== keyword) return [null, words];
  if (name === undefined) throw new TargetSyntaxError(first.at + keyword.length, `expected the name of a ${keyword}`);
  return [name.text, words.slice(2)];
}

/** The longest name of a metric at the end. */
function takeMetric(words: readonly Word[], at: number): NamedMetric & { readonly count: number } {
  if (words.length === 0) throw new TargetSyntaxError(at, 'expected a metric', "A target looks like 'p95 < 500ms'.");
  for (let count = Math.min(maxMetricWords, words.length); count > 0; count--) {
    const tail = words.slice(-count);
    const found = tail.some(({ isQuoted }) => isQuoted) ? undefined : findMetric(textOf(tail));
    if (found === undefined) continue;
    refuseMisspelling(words, count, found);
    return { ...found, count };
  }
  throw unknownMetric(words);
}

/** Otherwise `eror rate` would be read as the rate of a custom metric called `eror`. */
function refuseMisspelling(words: readonly Word[], count: number, { metric }: NamedMetric): void {
  const isStatistic = metric.kind === 'figure' && ['rate', 'total', 'value', 'count'].includes(metric.name);
  const before = words.slice(0, -count);
  const mayBeMisspelled = before.length > 0 && before.every(({ text, isQuoted }) => !isQuoted && /^[\w-]+$/.test(text));
  if (!isStatistic || count > 1 || !mayBeMisspelled) return;
  const name = textOf(words);
  const similar = mostSimilar(
    name,
    metricNames.filter((one) => one.includes(' ')),
  );
  if (similar === null || difference(name, similar) > 2) return;
  const suggestion = `Did you mean ${similar}? A metric of your own with this name is written "${textOf(before)}".`;
  throw new TargetSyntaxError((words[0] as Word).at, `'${name}' is no metric`, suggestion);
}

/** `content size max`, `latency p95`: otherwise they would be values of custom metrics with the names of built-in ones. */
function refuseTwoMetrics(scopeWords: readonly Word[], metricWords: readonly Word[]): void {
  const [first] = scopeWords;
  if (first === undefined || scopeWords.some(({ isQuoted }) => isQuoted)) return;
  const name = textOf(scopeWords);
  if (findMetric(name) === undefined) return;
  const suggestion = `Write one of them; a metric of your own that is called ${name} is written "${name}".`;
  throw new TargetSyntaxError(first.at, `'${textOf([...scopeWords, ...metricWords])}' is two metrics`, suggestion);
}

function unknownMetric(words: readonly Word[]): TargetSyntaxError {
  const last = words.at(-1) as Word;
  if (/^p\d/i.test(last.text))
    return new TargetSyntaxError(
      last.at,
      `'${last.text}' is no percentile`,
      'Percentiles are those above p0, up to p100: p95, p99.9.',
    );
  const candidates = [1, 2, 3].filter((count) => count <= words.length).map((count) => words.slice(-count));
  const similar = candidates
    .map((tail) => ({ tail, name: mostSimilar(textOf(tail).toLowerCase(), metricNames) }))
    .findLast(({ name }) => name !== null);
  if (similar !== undefined)
    return new TargetSyntaxError(
      (similar.tail[0] as Word).at,
      `'${textOf(similar.tail)}' is no metric`,
      `Did you mean ${similar.name}?`,
    );
  const suggestion =
    'Metrics are p95, avg, max, error rate, rps, cpu and more; for a metric of your own, say which value: "queue" max.';
  return new TargetSyntaxError(last.at, `'${last.text}' is no metric`, suggestion);
}

function readScope(words: readonly Word[]): TargetScope {
  const [first] = words;
  if (first === undefined) return { kind: 'all' };
  const keyword = first.isQuoted ? '' : first.text.toLowerCase();
  if (keyword === 'user' || keyword === 'tag') {
    const [name, rest] = takeNamed(words, keyword);
    const [more] = rest;
    if (more !== undefined) throw new TargetSyntaxError(more.at, `expected a metric after the ${keyword}`);
    return { kind: keyword, name: name as string };
  }
  const pattern = textOf(words);
  const isRow = /[/*]/.test(pattern) || (words.length > 1 && /^[A-Z]+$/.test(first.text));
  return isRow ? { kind: 'rows', pattern } : { kind: 'named', pattern };
}

/** @throws {TargetSyntaxError} for a figure that the scope does not have */
function checkScope(scope: TargetScope, metric: TargetMetric, at: number, { text, at: metricAt }: Word): void {
  if (metric.kind === 'sampled' && scope.kind !== 'all')
    throw new TargetSyntaxError(at, 'the load generator has no rows', 'Leave out what is before it.');
  if (metric.kind !== 'figure') return;
  if (['iterations', 'exceptions'].includes(metric.name) && scope.kind !== 'all')
    throw new TargetSyntaxError(at, `${metric.name} are counted for the whole run`, 'Leave out what is before it.');
  if (['rate', 'total', 'value'].includes(metric.name) && scope.kind !== 'named') {
    const suggestion = `Write error rate, success rate or rps; only metrics of your own have a ${metric.name}.`;
    throw new TargetSyntaxError(metricAt, `'${text}' is no metric of requests`, suggestion);
  }
}

function textOf(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}

/** The approximate number of letters that differ: enough to distinguish a typo from another word. */
function difference(a: string, b: string): number {
  let prefix = 0;
  while (prefix < a.length && a[prefix] === b[prefix]) prefix++;
  let suffix = 0;
  while (suffix < Math.min(a.length, b.length) - prefix && a.at(-1 - suffix) === b.at(-1 - suffix)) suffix++;
  return Math.max(a.length, b.length) - prefix - suffix;
}
