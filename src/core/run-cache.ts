/** Values that the users of one run share, each made at its first use: no run sees those of another. */
import type { Environment } from './environment.js';

/** Values by key, for each run; they go with its environment. */
export class RunCache<K, V extends object> {
  readonly #byRun = new WeakMap<Environment, Map<K, V>>();

  /**
   * The value of `key` in a run: what `create` returned at the first call, or at the last one at which `isValid` rejected
   * the value. Nothing is kept if `create` throws.
   */
  get(environment: Environment, key: K, create: () => V, isValid: (value: V) => boolean = () => true): V {
    const values = this.#byRun.get(environment) ?? new Map<K, V>();
    this.#byRun.set(environment, values);
    const kept = values.get(key);
    if (kept !== undefined && isValid(kept)) return kept;
    const created = create();
    values.set(key, created);
    return created;
  }
}
