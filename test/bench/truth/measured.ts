/** The measured part of a run: a time in which requests have another path, and how the process was meanwhile. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, Times } from './times.js';

/** How a process was while it measured. */
export interface Condition {
  /** Requests begun in a second. */
  readonly rate: number;
  /** Share of the time that its event loop worked. */
  readonly busy: number;
  /** Share of the time that it could have worked, but others had its core. */
  readonly waitedForCore: number;
}

/** Only paths that begin with /m are measured, by both sides. */
export class Measured {
  /** Where requests go at the moment. */
  path: '/warm' | '/m' = '/warm';
  readonly #times = new Times();
  #begun = 0;

  /** A request begins; true if it is one of those that count. */
  begin(): boolean {
    const counts = this.path === '/m';
    if (counts) this.#begun++;
    return counts;
  }

  /** One of those that count has ended. */
  end(milliseconds: number): void {
    this.#times.add(milliseconds);
  }

  /** Requests from before and from after are no part of it; those under way at its end are. */
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

/** Milliseconds that this thread could have worked, but others had the core; 0 where the system does not tell. */
function waitedForCore(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
