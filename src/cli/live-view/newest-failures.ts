/** The kinds of failed requests and of exceptions that occurred last, for the live view. */
import { failureMessage } from '../../stats/failures.js';
import type { StatsView } from '../../stats/view.js';

/** Failed requests of one row with one text, or exceptions of one place in a test. */
export interface FailureKind {
  /** `GET /a`, or `exception`. */
  readonly label: string;
  readonly text: string;
  readonly occurrences: number;
}

const maxKinds = 10;

/** Compares each second with the one before. */
export class NewestFailures {
  /** Those that occurred last go first. */
  kinds: readonly FailureKind[] = [];
  readonly #counts = new Map<string, number>();

  add({ failures, exceptions }: Pick<StatsView, 'failures' | 'exceptions'>): void {
    const requests = failures.map((failure) => ({
      label: `${failure.method} ${failure.name}`.trim(),
      text: failureMessage(failure),
      occurrences: failure.occurrences,
    }));
    const thrown = exceptions.map(({ message, count }) => ({ label: 'exception', text: message, occurrences: count }));
    const newest = mergeEqual([...requests, ...thrown]).filter(
      (kind) => kind.occurrences !== this.#counts.get(keyOf(kind)),
    );
    for (const kind of newest) this.#counts.set(keyOf(kind), kind.occurrences);
    const seen = new Set(newest.map(keyOf));
    const others = this.kinds.filter((kind) => !seen.has(keyOf(kind)));
    this.kinds = [...newest.reverse(), ...others].slice(0, maxKinds);
  }
}

/** Exceptions of several places may have the same message. */
function mergeEqual(kinds: readonly FailureKind[]): FailureKind[] {
  const merged = new Map<string, FailureKind>();
  for (const kind of kinds) {
    const occurrences = kind.occurrences + (merged.get(keyOf(kind))?.occurrences ?? 0);
    merged.set(keyOf(kind), { ...kind, occurrences });
  }
  return [...merged.values()];
}

function keyOf({ label, text }: FailureKind): string {
  return `${label} ${text}`;
}
