/** Counts the requests of user classes and tags, beside the rows: only where a target is about them. */
import type { Sample } from '../stats/sample.js';
import type { Stats } from '../stats/stats.js';
import { cachedNow, epochSecondsAt } from '../util/loop/clock.js';

/** The groups of a run, by the names `user Shopper` and `tag checkout`. */
export class RequestGroups {
  readonly #stats: Stats;
  readonly names: ReadonlySet<string>;
  /** The groups of each combination of class and tags that has occurred; tags that no task has any more are dropped. */
  readonly #known = new Map<string, WeakMap<ReadonlySet<string>, readonly string[]>>();

  constructor(stats: Stats, names: Iterable<string>) {
    this.#stats = stats;
    this.names = new Set(names);
  }

  /** Counts a request of a user of `className`, in a task with `tags`. */
  record(className: string, tags: ReadonlySet<string>, sample: Sample): void {
    const groups = this.#groupsOf(className, tags);
    if (groups.length > 0) this.#stats.recordFor(groups, sample, epochSecondsAt(cachedNow()));
  }

  #groupsOf(className: string, tags: ReadonlySet<string>): readonly string[] {
    let byTags = this.#known.get(className);
    if (byTags === undefined) {
      byTags = new WeakMap();
      this.#known.set(className, byTags);
    }
    let groups = byTags.get(tags);
    if (groups === undefined) {
      const all = [`user ${className}`, ...[...tags].map((name) => `tag ${name}`)];
      groups = all.filter((name) => this.names.has(name));
      byTags.set(tags, groups);
    }
    return groups;
  }
}
