/** `--trace` and `--trace-failures`: prints the first requests of a run, or the first failed ones, with their responses. */
import type { Sample } from '../stats/sample.js';
import { traceLines } from './trace-lines.js';

/** The number of requests that `--trace` prints. */
export const traceLimit = 100;

/** What is printed. */
export interface TraceOptions {
  /** Whether to print the first {@link traceLimit} requests. */
  readonly trace: boolean;
  /** How many failed requests are printed; null for none. */
  readonly traceFailures: number | null;
}

/** A listener of the `request` event that prints requests with their responses; null if nothing is to be printed. */
export function traceRequests(options: TraceOptions, write: (line: string) => void): ((sample: Sample) => void) | null {
  const ofAll = options.trace ? countdown(traceLimit, 'requests', write) : null;
  const ofFailures = options.traceFailures === null ? null : countdown(options.traceFailures, 'failed requests', write);
  if (ofAll === null && ofFailures === null) return null;
  return (sample) => {
    const isOneOfAll = ofAll?.() ?? false;
    const isOneOfFailures = sample.exception !== null && (ofFailures?.() ?? false);
    if (isOneOfAll || isOneOfFailures) for (const line of traceLines(sample)) write(line);
  };
}

/** Returns a function that is true `limit` times, and prints a line at the first call after that. */
function countdown(limit: number, what: string, write: (line: string) => void): () => boolean {
  let seen = 0;
  return () => {
    if (seen > limit) return false;
    if (seen++ < limit) return true;
    write(`… further ${what} are not traced (${limit} ${limit === 1 ? 'was' : 'were'}).`);
    return false;
  };
}
