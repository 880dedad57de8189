/** Judges the targets of a run once a second, ends the run if a target with `abort` is missed, and returns the verdict. */
import type { Environment } from '../../core/environment.js';
import type { Reporter } from '../../core/reporter.js';
import { RequestGroups } from '../../core/request-groups.js';
import type { Judge } from '../../core/results/judge.js';
import type { Judgement, TargetResult } from '../../core/results/target-result.js';
import { isActive } from '../../core/runner.js';
import type { Snapshot } from '../../core/snapshot.js';
import type { StatsView } from '../../stats/view.js';
import type { Target, TargetMetric } from './target.js';
import { TargetTracker } from './target-tracker.js';

/** One for each run with targets; the first of its reporters, so that the others show the same second. */
export class TargetReporter implements Reporter {
  readonly name = 'targets';
  readonly #environment: Environment;
  readonly #targets: readonly Target[];
  #trackers: readonly TargetTracker[];
  /** Targets whose first miss is in the log. */
  readonly #logged = new Set<TargetTracker>();
  #hasAborted = false;
  /** Those of the latest snapshot. */
  #resets = -1;
  /** The statistics of a stopped test that were judged as its end: until they change, time passes without a test. */
  #judgedEnd: StatsView | null = null;

  constructor(environment: Environment, targets: readonly Target[]) {
    this.#environment = environment;
    this.#targets = targets;
    this.#trackers = track(targets);
    const groups = targets.flatMap(({ scope }) => ('name' in scope ? [`${scope.kind} ${scope.name}`] : []));
    if (groups.length > 0) environment.requestGroups = new RequestGroups(environment.stats, groups);
  }

  start(snapshot: Snapshot): void {
    this.#update(snapshot, false);
  }

  tick(snapshot: Snapshot): void {
    const { state, stats } = snapshot;
    if (state === 'ready' || (state === 'stopped' && this.#isJudged(stats))) return;
    this.#update(snapshot, state === 'stopped' && countOf(stats) > 0);
    if (state === 'stopped') return;
    this.#logMisses();
    this.#abortIfNeeded(snapshot);
  }

  end(snapshot: Snapshot): void {
    if (!this.#isJudged(snapshot.stats)) this.#update(snapshot, true);
  }

  /** True if one is about the load generator itself. */
  get needsGenerator(): boolean {
    return this.#targets.some(({ metric }) => metric.kind === 'sampled');
  }

  /** The verdict as of the last second. */
  get judgement(): Judgement {
    return judge(this.#trackers.map(({ target, result }) => ({ target, result })));
  }

  /** Missed thresholds end a run with their exit code. */
  get judge(): Judge {
    return {
      name: 'targets',
      judge: () => {
        const { passed, exitCode, results } = this.judgement;
        if (passed) return null;
        const count = results.filter(({ state, level }) => state === 'missed' && level === 'threshold').length;
        return { exitCode, reason: `${count} of ${results.length} targets ${count === 1 ? 'is' : 'are'} missed.` };
      },
    };
  }

  /** A worker may report requests and metrics after the stop: they count. */
  #isJudged(stats: StatsView): boolean {
    const judged = this.#judgedEnd;
    return judged !== null && judged.resets === stats.resets && countOf(judged) === countOf(stats);
  }

  #update(snapshot: Snapshot, isEnd: boolean): void {
    this.#judgedEnd = isEnd ? snapshot.stats : null;
    this.#restartIfReset(snapshot);
    const environment = this.#environment;
    const moment = { snapshot, metrics: environment.metricSources };
    for (const tracker of this.#trackers) tracker.update(moment, isEnd);
    environment.targetResults = Object.freeze(this.#trackers.map(({ result }) => result));
  }

  /** Another test, or statistics that were reset: it has misses of its own, and may be ended as well. */
  #restartIfReset({ stats: { resets } }: Snapshot): void {
    if (resets === this.#resets) return;
    this.#resets = resets;
    this.#trackers = track(this.#targets);
    this.#hasAborted = false;
    this.#logged.clear();
  }

  #logMisses(): void {
    for (const tracker of this.#trackers) {
      const { state, line } = tracker.result;
      if (state !== 'missed' || this.#logged.has(tracker)) continue;
      this.#logged.add(tracker);
      this.#environment.log.logger('locust.main').warning(`Target missed so far: ${line}`);
    }
  }

  #abortIfNeeded({ at, state }: Snapshot): void {
    if (this.#hasAborted || !isActive(state)) return;
    const aborting = this.#trackers.find((tracker) => tracker.abortsAt(at));
    if (aborting === undefined) return;
    this.#hasAborted = true;
    const { log, runner } = this.#environment;
    log.logger('locust.main').error(`The run ends: target missed for too long: ${aborting.result.line}`);
    runner?.endTest();
  }
}

function track(targets: readonly Target[]): TargetTracker[] {
  return targets.map((target) => new TargetTracker(target));
}

/** Requests, and values of metrics. */
function countOf({ total, metrics }: StatsView): number {
  return metrics.reduce((sum, { count }) => sum + count, total.numRequests);
}

/** True if these targets judge failed requests: then failures alone do not fail a run. */
export function coverFailures(targets: readonly Target[]): boolean {
  return targets.some(
    ({ level, scope, metric }) => level === 'threshold' && scope.kind === 'all' && limitsFailures(metric),
  );
}

/** A number of successes does not: any number of other requests may fail. */
function limitsFailures(metric: TargetMetric): boolean {
  if (metric.kind === 'share') return metric.of === 'error' || metric.of === 'success';
  return metric.kind === 'number' && metric.of === 'error';
}

/** True if these targets judge exceptions of tasks: those of failed requests, too. */
export function coverExceptions(targets: readonly Target[]): boolean {
  const count = (target: Target) => target.metric.kind === 'figure' && target.metric.name === 'exceptions';
  return coverFailures(targets) || targets.some((target) => target.level === 'threshold' && count(target));
}

/** Judges targets by their results. */
export function judge(judged: readonly { readonly target: Target; readonly result: TargetResult }[]): Judgement {
  const failed = judged.filter(({ result }) => result.state !== 'met' && result.level === 'threshold');
  return Object.freeze({
    passed: failed.length === 0,
    exitCode: Math.max(0, ...failed.map(({ target }) => target.exitCode)),
    results: Object.freeze(judged.map(({ result }) => result)),
  });
}
