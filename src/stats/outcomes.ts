/** How requests end: by the class of their HTTP status, by a timeout, by an error of the connection. */
import type { Sample } from './sample.js';

/**
 * Requests by how they ended. A request is not counted here if it has no HTTP response, but neither timed out nor lost its
 * connection.
 */
export interface OutcomeCounts {
  readonly '2xx': number;
  readonly '3xx': number;
  /** Includes those of status 429. */
  readonly '4xx': number;
  readonly '5xx': number;
  /** Too Many Requests: a rate limit. */
  readonly '429': number;
  /** While connecting, while waiting for bytes, or of the whole request. */
  readonly timeouts: number;
  /** Refused, reset, closed, not resolved, TLS, and responses that are not HTTP. */
  readonly connectionErrors: number;
}

/** The outcome that an error declares, for requests without a status. */
export type FailureKind = 'timeout' | 'connection';

/** Indexes in the array of counts: 2 to 5 are the classes of status; 4 without those of 429. */
const otherIndex = 0;
const index429 = 1;
const timeoutIndex = 6;
const connectionIndex = 7;

/** One count for each way to end; small integers, which engines keep unboxed. */
export function createOutcomes(): number[] {
  return [0, 0, 0, 0, 0, 0, 0, 0];
}

/** The index of a request's outcome in the array of counts. Hot path: a success is one comparison and one division. */
export function outcomeOf({ status, exception }: Pick<Sample, 'status' | 'exception'>): number {
  if (status !== undefined && status >= 200 && status < 600)
    return status === 429 ? index429 : Math.trunc(status / 100);
  return exception === null ? otherIndex : failureIndex(exception);
}

/** Adds the counts of another array, which may come from another version and be shorter or longer. */
export function addOutcomes(counts: number[], added: readonly number[] | undefined): void {
  for (let i = 0; i < counts.length; i++) (counts[i] as number) += added?.[i] ?? 0;
}

/** The counts by name, frozen. */
export function viewOutcomes(counts: readonly number[]): OutcomeCounts {
  const at = (index: number) => counts[index] ?? 0;
  return Object.freeze({
    '2xx': at(2),
    '3xx': at(3),
    '4xx': at(4) + at(index429),
    '5xx': at(5),
    '429': at(index429),
    timeouts: at(timeoutIndex),
    connectionErrors: at(connectionIndex),
  });
}

/** The same with the names that JSON of Locust's style has. */
export function outcomesJson({ connectionErrors, ...counts }: OutcomeCounts): Readonly<Record<string, number>> {
  return { ...counts, connection_errors: connectionErrors };
}

function failureIndex(exception: Error | string): number {
  const kind = typeof exception === 'string' ? null : failureKindOf(exception);
  return kind === null ? otherIndex : kind === 'timeout' ? timeoutIndex : connectionIndex;
}

/** Codes of Node for connections that cannot be made, or are lost. */
const connectionCodes = /^(ECONN|EPIPE|EHOST|ENET|EADDRNOTAVAIL|ENOTFOUND|EAI_|UND_ERR_(SOCKET|CONNECT))/;

/** Errors of built-in clients declare it; those of other clients are classified by name and code. Never throws. */
function failureKindOf(error: Error & { readonly failureKind?: unknown; readonly code?: unknown }): FailureKind | null {
  try {
    const { failureKind, name, code } = error;
    if (failureKind === 'timeout' || failureKind === 'connection') return failureKind;
    if (failureKind === null) return null;
    if (/timeout/i.test(name) || /TIMEDOUT|TIMEOUT/.test(String(code))) return 'timeout';
    return connectionCodes.test(String(code)) ? 'connection' : null;
  } catch {
    return null; // a user's getter that throws
  }
}
