/** The measured part of a run, in which requests have another path, and the load of the process in it. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, Times } from './times.js';

/** Load of a process during the measurement. */
export interface Condition {
  /** Requests started per second. */
  readonly rate: number;
  /** Utilization of its event loop, 0..1. */
  readonly busy: number;
  /** Share of the time in which it was runnable, but other processes had its core. */
  readonly waitedForCore: number;
}

/** Only paths that begin with /m are measured, by both sides. */
export class Measured {
  /** The path of new requests. */
  path: '/warm' | '/m' = '/warm';
  readonly #times = new Times();
  #begun = 0;

  /** Starts a request; true if it is measured. */
  begin(): boolean {
    const counts = this.path === '/m';
    if (counts) this.#begun++;
    return counts;
  }

  /** Ends a measured request. */
  end(milliseconds: number): void {
    this.#times.add(milliseconds);
  }

  /** Measures requests that start within `seconds`, to their end. */
  async during(seconds: number): Promise<Account & Condition> {
    const before = { at: performance.now(), use: performance.eventLoopUtilization(), waited: waitedForCore() };
    this.path = '/m';
    await sleep(seconds * 1_000);
    this.path = '/warm';
    const elapsed = performance.now() - before.at;
    const condition = {
      rate: this.#begun / (elapsed / 1_000),
      busy: performance.eventLoopUtilization(before.use).utilization,
      waitedForCore: (waitedForCore() - before.waited) / elapsed,
    };
    while (this.#times.count < this.#begun) await sleep(10);
    return { ...this.#times.account(), ...condition };
  }
}

/** Milliseconds in which this thread was runnable without a core; 0 where the system does not tell. */
function waitedForCore(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
