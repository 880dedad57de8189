/** `--expected-statuses`: statuses that are no failures in a run. */
import type { Environment } from '../core/environment.js';
import { flags } from '../core/options/flags.js';
import { badOption, type Options } from '../core/options/options.js';
import { acceptStatuses } from '../http/expected-statuses.js';

type StatusOptions = Pick<Options, 'expectedStatuses'>;

/** To be called before there is an environment, which holds the events of the run. @throws {TslocError} `BAD_OPTION` */
export function checkExpectedStatuses(options: StatusOptions): void {
  parseStatuses(options);
}

/** Begins to accept them, before the statistics count; the returned function ends it. @throws {TslocError} `BAD_OPTION` */
export function expectStatuses({ parsedOptions, events }: Pick<Environment, 'parsedOptions' | 'events'>): () => void {
  const statuses = parseStatuses(parsedOptions);
  if (statuses.size === 0) return () => {};
  const accept = events.request.prependListener(acceptStatuses(statuses));
  return () => events.request.removeListener(accept);
}

function parseStatuses({ expectedStatuses }: StatusOptions): ReadonlySet<number> {
  return new Set(expectedStatuses.flatMap((words) => words.split(/[\s,]+/)).map(parseStatus));
}

function parseStatus(text: string): number {
  if (/^[1-5]\d\d$/.test(text)) return Number(text);
  throw badOption(flags.expectedStatuses, `expected a status from 100 to 599, got '${text}'`);
}
