/** Runs one user in the foreground and prints each request: for debuggers. */

import { Environment } from '../core/environment.js';
import { type Events, events as globalEvents } from '../core/events/global-events.js';
import { fireInit } from '../core/fire-init.js';
import { optionsOfScript, refuseOptions, type ScriptOptions } from '../core/options/script-options.js';
import { prepareClasses } from '../core/prepare-classes.js';
import { failureText } from '../stats/failures.js';
import type { Sample } from '../stats/sample.js';
import { Log } from '../util/log/log.js';
import { roundHalfEven } from '../util/text/format.js';
import { checkUserClass, type UserClass } from './classes/check.js';

/** Options that need several users, a run time or the files and statistics of a run. */
const optionsOfRuns = [
  ...(['users', 'spawnRate', 'runTimeSeconds', 'stopTimeoutSeconds'] as const),
  ...(['expectedStatuses', 'csvPrefix', 'csvFullHistory'] as const),
] satisfies (keyof ScriptOptions)[];

/** Which columns to print in addition to type, name, response time and error, and where to print them. */
export interface SingleUserOptions extends Omit<ScriptOptions, (typeof optionsOfRuns)[number]> {
  readonly includeLength?: boolean;
  readonly includeTime?: boolean;
  readonly includeContext?: boolean;
  /** By default the global `events`, to which locustfiles listen. */
  readonly events?: Events;
  /** Writes one line; `console.log` by default. */
  readonly write?: (line: string) => void;
}

/**
 * Runs one user of a class until it stops itself: `node --import tsx --inspect-brk debug.ts`. Prints each request as a
 * line of tab-separated columns, in Locust's layout. Fires `init` and `testStart`.
 * @throws {TslocError} errors of the class and of the options; `INIT_FAILED`
 */
export async function runSingleUser(userClass: UserClass, settings: SingleUserOptions = {}): Promise<void> {
  const { events = globalEvents, write = (line) => console.log(line), ...rest } = settings;
  const { includeTime, includeLength, includeContext, ...script } = rest;
  checkUserClass(userClass);
  refuseOptions(script, optionsOfRuns, 'runSingleUser()');
  const options = await optionsOfScript(script, events);
  const log = new Log(options.loglevel, script.log ?? ((line) => console.error(line)));
  const environment = new Environment({ userClasses: [userClass], options, events, log });
  const columns = selectColumns({ includeTime, includeLength, includeContext });
  write(`\n${columns.map(({ title }) => title).join('\t')}`);
  const print = events.request.addListener((sample) => write(columns.map(({ cell }) => cell(sample)).join('\t')));
  try {
    await runUser(userClass, environment);
  } finally {
    events.request.removeListener(print);
    environment.release();
  }
}

async function runUser(userClass: UserClass, environment: Environment): Promise<void> {
  await fireInit(environment);
  prepareClasses(environment);
  await environment.events.testStart.fireAndWait({ environment });
  await new userClass(environment).run();
}

type Extras = Record<'includeTime' | 'includeLength' | 'includeContext', boolean | undefined>;

interface Column {
  readonly title: string;
  readonly cell: (sample: Sample) => string;
}

function selectColumns({ includeTime, includeLength, includeContext }: Extras): Column[] {
  const time = {
    title: 'time                    ',
    cell: ({ startTime }: Sample) => new Date(startTime * 1000).toISOString(),
  };
  const length = { title: 'length', cell: ({ responseLength }: Sample) => String(responseLength) };
  const context = { title: 'context', cell: (sample: Sample) => JSON.stringify(sample.context) };
  return [
    ...(includeTime ? [time] : []),
    { title: 'type', cell: ({ requestType }) => requestType },
    { title: 'name'.padEnd(50), cell: ({ name }) => name.padEnd(50) },
    { title: 'resp_ms', cell: ({ responseTime }) => String(roundHalfEven(responseTime ?? -1)).padEnd(7) },
    ...(includeLength ? [length] : []),
    { title: 'exception', cell: ({ exception }) => errorText(exception).padEnd(9) },
    ...(includeContext ? [context] : []),
  ];
}

function errorText(exception: Sample['exception']): string {
  if (exception === null) return '';
  const isPlain = exception instanceof Error && exception.name === 'CatchResponseError';
  return (isPlain ? exception.message : failureText(exception)).slice(0, 500).replaceAll('\n', ' ');
}
