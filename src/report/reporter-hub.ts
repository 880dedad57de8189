/** Hands snapshots to every reporter: at the start, once a second and at the end. One that throws affects no other. */
import type { Reporter } from '../core/reporter.js';
import type { Snapshot } from '../core/snapshot.js';
import { messageWithCode } from '../util/error.js';
import { now, repeat } from '../util/loop/clock.js';

/** What a hub needs. */
export interface HubParts {
  readonly takeSnapshot: () => Snapshot;
  readonly reporters: readonly Reporter[];
  /** Called with a reporter's first failure, again if it worked in between, and with another one at the end. */
  readonly onFailure: (message: string) => void;
  /** Called once, when reports take so long that they are updated less often than each second; with the time that they took. */
  readonly onSlow?: (tookMs: number) => void;
}

const tickIntervalMs = 1000;
/** After reports, users run for at least this many times as long. */
const runRatio = 3;

/** Reports one run. */
export class ReporterHub {
  readonly #parts: HubParts;
  /** The message of each reporter that failed last time. */
  readonly #failing = new Map<Reporter, string>();
  #stopTicks: (() => void) | null = null;
  #isReporting = false;
  #nextTickAt = 0;
  #isSlow = false;

  constructor(parts: HubParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#notify('start', this.#parts.takeSnapshot());
    this.#stopTicks = repeat(tickIntervalMs, () => {
      if (now() >= this.#nextTickAt) this.tick();
    });
  }

  /** True within calls of reporters: what blocks the event loop then is a report. */
  get isReporting(): boolean {
    return this.#isReporting;
  }

  /** Reports the state at once, as every second does: for a process that is about to end or to block. No effect within a report. */
  tick(): void {
    if (this.#isReporting) return;
    const startedAt = now();
    this.#notify('tick', this.#parts.takeSnapshot());
    const tookMs = now() - startedAt;
    this.#nextTickAt = startedAt + tookMs * (1 + runRatio);
    if (this.#isSlow || this.#nextTickAt < startedAt + tickIntervalMs) return;
    this.#isSlow = true;
    this.#parts.onSlow?.(tookMs);
  }

  /** Reports the end, synchronously and once; returns the last snapshot. */
  end(): Snapshot {
    const snapshot = this.#parts.takeSnapshot();
    if (this.#stopTicks === null) return snapshot;
    this.#stopTicks();
    this.#stopTicks = null;
    this.#notify('end', snapshot);
    return snapshot;
  }

  #notify(moment: 'start' | 'tick' | 'end', snapshot: Snapshot): void {
    this.#isReporting = true;
    for (const reporter of this.#parts.reporters) {
      try {
        reporter[moment]?.(snapshot);
        this.#failing.delete(reporter);
      } catch (thrown) {
        const message = `The ${reporter.name} report failed: ${messageWithCode(thrown)}`;
        const known = this.#failing.get(reporter);
        if (known === undefined || (moment === 'end' && known !== message)) this.#parts.onFailure(message);
        this.#failing.set(reporter, message);
      }
    }
    this.#isReporting = false;
  }
}
