/** What happened in a test and when: its start, its stop, changes of its load, targets that were missed. */

import type { TargetResult } from '../../core/results/target-result.js';
import { isActive } from '../../core/runner.js';
import type { Snapshot } from '../../core/snapshot.js';
import { pythonFloat } from '../../util/text/format.js';
import type { Marker } from '../contracts/feed.js';

/** A shape may change the load each second: the oldest markers are dropped. */
const maxMarkers = 500;

/** Derives markers from one snapshot after another. */
export class Markers {
  #list: Marker[] = [];
  #users: number | null = null;
  #isRunning = false;
  /** Texts of the targets that are missed now. */
  #missed: ReadonlySet<string> = new Set();

  get list(): readonly Marker[] {
    return this.#list;
  }

  /** The markers that `snapshot` adds, with the targets at that moment. */
  add(snapshot: Snapshot, targets: readonly TargetResult[] = []): Marker[] {
    const { at, state, targetUserCount } = snapshot;
    const isRunning = isActive(state);
    const added: Marker[] = [];
    const note = (kind: Marker['kind'], text: string) => added.push({ at, kind, text });
    if (isRunning && !this.#isRunning) note('start', `started with ${users(targetUserCount)}`);
    else if (isRunning && this.#users !== targetUserCount) note('load', users(targetUserCount));
    else if (!isRunning && this.#isRunning) note('stop', 'stopped');
    const missed = targets.filter(({ state: verdict }) => verdict === 'missed').map(({ text }) => text);
    for (const text of missed) if (!this.#missed.has(text)) note('target', text);
    this.#missed = new Set(missed);
    this.#isRunning = isRunning;
    this.#users = targetUserCount;
    this.#list = [...this.#list, ...added].slice(-maxMarkers);
    return added;
  }
}

function users(count: number): string {
  return count === 1 ? '1 user' : `${Number.isInteger(count) ? count : pythonFloat(count)} users`;
}
