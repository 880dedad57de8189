/** What happened in a test and when: its start, its stop, changes of its load. */
import type { Snapshot } from '../../core/snapshot.js';
import { pythonFloat } from '../../util/format.js';
import type { Marker } from '../feed.js';

/** A shape may change the load each second: the oldest markers are dropped. */
const maxMarkers = 500;

/** Derives markers from one snapshot after another. */
export class Markers {
  #list: Marker[] = [];
  #users: number | null = null;
  #isRunning = false;

  get list(): readonly Marker[] {
    return this.#list;
  }

  /** The markers that `snapshot` adds. */
  add(snapshot: Snapshot): Marker[] {
    const { at, state, targetUserCount } = snapshot;
    const isRunning = state === 'spawning' || state === 'running';
    const added: Marker[] = [];
    const note = (kind: Marker['kind'], text: string) => added.push({ at, kind, text });
    if (isRunning && !this.#isRunning) note('start', `started with ${users(targetUserCount)}`);
    else if (isRunning && this.#users !== targetUserCount) note('load', users(targetUserCount));
    else if (!isRunning && this.#isRunning) note('stop', 'stopped');
    this.#isRunning = isRunning;
    this.#users = targetUserCount;
    this.#list = [...this.#list, ...added].slice(-maxMarkers);
    return added;
  }

  clear(): void {
    this.#list = [];
    this.#isRunning = false;
  }
}

function users(count: number): string {
  return count === 1 ? '1 user' : `${Number.isInteger(count) ? count : pythonFloat(count)} users`;
}
