/** How busy the processes are that generate the load. */
import { getHeapStatistics } from 'node:v8';
import { EventLoopMonitor } from '../util/loop/event-loop-monitor.js';

/** Usage in the last second; null where it is not known. */
export interface GeneratorUsage {
  /** Share of time, 0..1, in which the event loop was busy. */
  readonly cpu: number | null;
  /** Memory in use, bytes. */
  readonly memory: number | null;
  /** 99th percentile of the event-loop delay, ms. */
  readonly loopDelay: number | null;
}

/** Measures this process from construction until {@link UsageReader.stop}. */
export class UsageReader {
  readonly #monitor = new EventLoopMonitor();
  readonly #readMemory: () => number;

  /** `readMemory` returns bytes; by default those of the V8 heap. */
  constructor(readMemory = () => getHeapStatistics().total_physical_size) {
    this.#readMemory = readMemory;
  }

  /** The usage since the last call. */
  read(): GeneratorUsage {
    const { loopUtilization, loopDelay } = this.#monitor.read();
    return { cpu: known(loopUtilization), memory: known(this.#readMemory()), loopDelay: known(loopDelay) };
  }

  stop(): void {
    this.#monitor.stop();
  }
}

/** Null for NaN: the share of an interval of length 0. */
function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
