/** Tells every reporter how the run goes, once a second; one that fails harms nobody else. */
import type { Reporter } from '../core/reporter.js';
import type { Snapshot } from '../core/snapshot.js';
import { messageOf } from '../util/error.js';
import { repeat } from '../util/loop/clock.js';

/** What a hub needs. */
export interface HubParts {
  readonly takeSnapshot: () => Snapshot;
  readonly reporters: readonly Reporter[];
  /** Called with each reporter's first failure, and again after it had worked in between. */
  readonly onFailure: (message: string) => void;
}

const interval = 1000;

/** The beat of a run. */
export class ReporterHub {
  readonly #parts: HubParts;
  readonly #failing = new Set<Reporter>();
  #stopBeat: (() => void) | null = null;

  constructor(parts: HubParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#tell('start', this.#parts.takeSnapshot());
    this.#stopBeat = repeat(interval, () => this.beat());
  }

  /** Tells everybody how things stand, as once a second; for when no second will come. */
  beat(): void {
    this.#tell('tick', this.#parts.takeSnapshot());
  }

  /** The last word, synchronous; a second call does nothing. Returns the snapshot that everybody got. */
  end(): Snapshot {
    const snapshot = this.#parts.takeSnapshot();
    if (this.#stopBeat === null) return snapshot;
    this.#stopBeat();
    this.#stopBeat = null;
    this.#tell('end', snapshot);
    return snapshot;
  }

  #tell(moment: 'start' | 'tick' | 'end', snapshot: Snapshot): void {
    for (const reporter of this.#parts.reporters) {
      try {
        reporter[moment]?.(snapshot);
        this.#failing.delete(reporter);
      } catch (thrown) {
        if (!this.#failing.has(reporter)) {
          this.#parts.onFailure(`The ${reporter.name} report failed: ${messageOf(thrown)}`);
        }
        this.#failing.add(reporter);
      }
    }
  }
}
