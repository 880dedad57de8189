/** Requests and failures of each row in each second, for JSON results: Locust's `num_reqs_per_sec`. */
import type { Sample } from '../../stats/sample.js';
import { steadyEpochSeconds } from '../../util/loop/clock.js';

/** Counts by epoch second. */
export interface SecondCounts {
  readonly requests: Map<number, number>;
  readonly failures: Map<number, number>;
}

/** Counts samples; a listener of `request`. */
export class SecondCounter {
  readonly #byName = new Map<string, Map<string, SecondCounts>>();

  readonly record = ({ name, requestType, exception }: Sample): void => {
    const counts = this.#countsOf(name, requestType);
    const second = Math.trunc(steadyEpochSeconds());
    counts.requests.set(second, (counts.requests.get(second) ?? 0) + 1);
    if (exception !== null) counts.failures.set(second, (counts.failures.get(second) ?? 0) + 1);
  };

  /** Adds the report of a worker, Locust's `stats` message; other keys are ignored. */
  add({ stats }: Readonly<Record<string, unknown>>): void {
    for (const entry of Array.isArray(stats) ? stats : []) {
      const { name, method, num_reqs_per_sec: requests, num_fail_per_sec: failures } = Object(entry);
      const counts = this.#countsOf(String(name), String(method));
      addCounts(counts.requests, requests);
      addCounts(counts.failures, failures);
    }
  }

  /** Clears everything; a listener of `resetStats` and `testStart`. */
  readonly clear = (): void => this.#byName.clear();

  get(name: string, method: string): SecondCounts {
    return this.#byName.get(name)?.get(method) ?? { requests: new Map(), failures: new Map() };
  }

  #countsOf(name: string, method: string): SecondCounts {
    let ofName = this.#byName.get(name);
    if (ofName === undefined) {
      ofName = new Map();
      this.#byName.set(name, ofName);
    }
    let counts = ofName.get(method);
    if (counts === undefined) {
      counts = { requests: new Map(), failures: new Map() };
      ofName.set(method, counts);
    }
    return counts;
  }
}

function addCounts(counts: Map<number, number>, added: unknown): void {
  const entries = added instanceof Map ? [...added] : Object.entries(Object(added));
  for (const [second, count] of entries as [unknown, unknown][])
    if (typeof count === 'number') counts.set(Number(second), (counts.get(Number(second)) ?? 0) + count);
}
