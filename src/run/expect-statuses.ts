/** `--expected-statuses`: statuses that are no failures in a run. */
import type { Environment } from '../core/environment.js';
import { flags } from '../core/options/flags.js';
import { badOption } from '../core/options/options.js';
import { acceptStatuses } from '../http/expected-statuses.js';

/** Begins to accept them, before the statistics count; the returned function ends it. @throws {TslocError} `BAD_OPTION` */
export function expectStatuses({ parsedOptions, events }: Environment): () => void {
  const { expectedStatuses } = parsedOptions;
  if (expectedStatuses.length === 0) return () => {};
  const statuses = expectedStatuses.flatMap((words) => words.split(/[\s,]+/)).map(parseStatus);
  const accept = events.request.prependListener(acceptStatuses(new Set(statuses)));
  return () => events.request.removeListener(accept);
}

function parseStatus(text: string): number {
  if (/^[1-5]\d\d$/.test(text)) return Number(text);
  throw badOption(flags.expectedStatuses, `expected a status from 100 to 599, got '${text}'`);
}
