/** Follows one target through a test: its window, its state, and since when it has been missed. */
import type { TargetResult, TargetState, TargetUnit } from '../../core/results/target-result.js';
import { type Mark, type Moment, markOfStart, takeMark } from './mark.js';
import { measure } from './measure.js';
import { unitOfMetric } from './metric-names.js';
import type { Target } from './target.js';
import { targetLine } from './target-text.js';
import { titleOf } from './target-title.js';

/** What was measured in one part of a run. */
interface Measured {
  readonly value: number | null;
  readonly note: string | null;
}

const nothing: Measured = { value: null, note: null };

/** One for each target of a test: another one after the statistics were reset. */
export class TargetTracker {
  readonly target: Target;
  readonly #title: string;
  /** When it was missed first in the current stretch, epoch seconds; null while it is not. */
  #missedSince: number | null = null;
  /** Marks of a sliding window, of the end of the ramp, or of the last interval. */
  #marks: Mark[] = [];
  #intervals = { count: 0, missed: 0, worst: null as number | null };
  #latest: Measured = nothing;
  #hasEnded = false;
  #abortedWith: Measured | null = null;

  constructor(target: Target) {
    this.target = target;
    this.#title = titleOf(target);
  }

  /** Judges a moment; called once a second, and with `isEnd` at the end. */
  update(moment: Moment, isEnd = false): void {
    const mark = takeMark(this.target, moment);
    const isUnknown = isEnd && isRateOfNothing(this.target, mark);
    this.#latest = isUnknown ? missing(this.target, mark) : this.#measure(mark, moment, isEnd);
    this.#hasEnded = isEnd;
    if (this.#state !== 'missed') this.#missedSince = null;
    else this.#missedSince ??= moment.snapshot.at;
  }

  /** True if it has been missed for longer than its limit, which ends the run; the target stays missed then. */
  abortsAt(at: number): boolean {
    const { abort } = this.target;
    if (abort === null || this.#missedSince === null || at - this.#missedSince < abort.graceSeconds) return false;
    this.#abortedWith ??= this.#latest;
    return true;
  }

  get result(): TargetResult {
    const { text, level, operator, bound } = this.target;
    const { value, note } = this.#abortedWith ?? this.#latest;
    const state = this.#state;
    const isMet = state === 'pending' ? null : state === 'met';
    const parts = { title: this.#title, value, operator, bound: bound.value, unit: this.#unit, isMet, note };
    return Object.freeze({
      text,
      title: this.#title,
      level,
      state,
      value,
      operator,
      bound: bound.value,
      unit: parts.unit,
      note,
      line: targetLine(parts),
    });
  }

  get #unit(): TargetUnit {
    return unitOfMetric(this.target);
  }

  get #state(): TargetState {
    if (this.#abortedWith !== null || this.#intervals.missed > 0) return 'missed';
    const { value } = this.#latest;
    if (value === null) return this.#hasEnded ? 'missed' : 'pending';
    return isMetBy(this.target, value) ? 'met' : 'missed';
  }

  #measure(mark: Mark, { snapshot }: Moment, isEnd: boolean): Measured {
    switch (this.target.window.kind) {
      case 'run':
        return this.#value(mark, null);
      case 'after ramp':
        return this.#measureAfterRamp(mark, snapshot.state === 'running');
      case 'last':
        return this.#measureLast(mark, this.target.window.seconds);
      default:
        return this.#measureIntervals(mark, this.target.window.seconds, isEnd);
    }
  }

  #measureAfterRamp(mark: Mark, hasAllUsers: boolean): Measured {
    const [start] = this.#marks;
    if (start !== undefined) return this.#value(mark, start);
    if (hasAllUsers) this.#marks = [mark];
    return { value: null, note: hasAllUsers ? null : 'the ramp has not ended' };
  }

  #measureLast(mark: Mark, seconds: number): Measured {
    const tolerance = 0.5; // ticks are about a second apart
    this.#marks.push(mark);
    while ((this.#marks[1]?.at ?? Number.POSITIVE_INFINITY) <= mark.at - seconds + tolerance) this.#marks.shift();
    const [oldest] = this.#marks as [Mark];
    const isShort = oldest.at > mark.at - seconds + tolerance;
    return this.#value(mark, isShort ? null : oldest);
  }

  /** The first one begins with the statistics. Only whole intervals count, unless the run is shorter than one. */
  #measureIntervals(mark: Mark, seconds: number, isEnd: boolean): Measured {
    const [start = markOfStart(this.target, mark)] = this.#marks;
    this.#marks = [start];
    const isWhole = mark.at - start.at >= seconds - 0.5;
    if (isWhole || (isEnd && this.#intervals.count === 0)) {
      this.#addInterval(this.#value(mark, start === mark ? null : start).value);
      this.#marks = [mark];
    }
    const { count, missed, worst } = this.#intervals;
    return { value: worst, note: missed === 0 ? null : `missed in ${missed} of ${count} intervals` };
  }

  #addInterval(value: number | null): void {
    if (value === null) return;
    const intervals = this.#intervals;
    intervals.count++;
    if (!isMetBy(this.target, value)) intervals.missed++;
    const isWorse = intervals.worst === null || isWorseFor(this.target, value, intervals.worst);
    if (isWorse) intervals.worst = value;
  }

  #value(mark: Mark, since: Mark | null): Measured {
    const value = measure(this.target, mark, since);
    return value === null ? missing(this.target, mark) : { value, note: null };
  }
}

/** A rate is 0 in a part of the run without requests; in the end, 0 requests in all may be those of a misspelled name. */
function isRateOfNothing({ metric }: Target, { metric: custom, rows }: Mark): boolean {
  const isRate = metric.kind === 'figure' && metric.name === 'rps' && custom === null;
  return isRate && rows.every(({ numRequests }) => numRequests === 0);
}

function isMetBy({ operator, bound }: Target, value: number): boolean {
  switch (operator) {
    case '<':
      return value < bound.value;
    case '<=':
      return value <= bound.value;
    case '>':
      return value > bound.value;
    case '>=':
      return value >= bound.value;
    case '=':
      return value === bound.value;
    default:
      return value !== bound.value;
  }
}

/** A missed interval is worse than a met one; otherwise the one farther from the bound is worse. */
function isWorseFor(target: Target, value: number, than: number): boolean {
  const [isMet, wasMet] = [isMetBy(target, value), isMetBy(target, than)];
  if (isMet !== wasMet) return wasMet;
  if (target.operator === '=') return Math.abs(value - target.bound.value) > Math.abs(than - target.bound.value);
  return target.operator.startsWith('>') ? value < than : value > than;
}

function missing(target: Target, mark: Mark): Measured {
  return { value: null, note: missingNote(target, mark) };
}

function missingNote({ scope, metric, window }: Target, mark: Mark): string {
  const isWholeRun = window.kind === 'run'; // a metric without values in it is not found at all
  if (metric.kind !== 'sampled' && mark.metric !== null && isWholeRun) return 'this kind of metric has no such value';
  if (metric.kind === 'sampled' || mark.metric !== null) return 'nothing was measured';
  if (scope.kind === 'all') return 'no request was measured';
  const what = 'pattern' in scope ? scope.pattern : `${scope.kind} ${scope.name}`;
  if (mark.rows.some(({ numRequests }) => numRequests > 0)) return `no value for ${what}`;
  return scope.kind === 'named' && mark.rows.length === 0
    ? `no metric and no row is called ${what}`
    : `no request of ${what}`;
}
