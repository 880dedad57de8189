/** From options to a finished run on a terminal: loads the files, warns early, runs, and names what it left. */
import { events } from '../core/global-events.js';
import type { Options } from '../core/options.js';
import { DEMO_PORT } from '../demo/settings.js';
import { answersAt } from '../http/probe.js';
import { ConsoleReporter } from '../report/console.js';
import { Run, type Verdict } from '../run.js';
import type { UserClass } from '../user/check.js';
import { TslocError } from '../util/error.js';
import type { Log } from '../util/log.js';
import { loadUserClasses } from './load-file.js';
import { findLocustfiles } from './locustfiles.js';
import { ProgressReporter } from './progress-reporter.js';
import { resultsPrefix } from './results-prefix.js';
import { taskRatios, taskRatioText } from './task-ratio.js';
import type { Terminal } from './terminal.js';

/** What a run command needs of its surroundings. */
export interface RunContext {
  readonly options: Options;
  readonly log: Log;
  readonly terminal: Terminal;
  /** Where tables go; to nowhere with `--skip-log-setup`. */
  readonly writeTable: (line: string) => void;
  readonly writeOut: (text: string) => void;
  /** The working folder, for relative paths of `-f`. */
  readonly folder: string;
}

/** A run that is ready, or the text that was asked for instead. */
export type Prepared = { readonly run: Run } | { readonly printed: string };

/** Loads and checks everything; nothing has been sent yet. @throws {TslocError} whatever is wrong with files or options */
export async function prepareRun(context: RunContext): Promise<Prepared> {
  const { options, log, terminal } = context;
  const logger = log.logger('locust.main');
  const files = findLocustfiles(options.locustfile, context.folder);
  const available = await loadUserClasses(files);
  if (options.listCommands)
    return { printed: ['Available Users:', ...[...available.keys()].map((name) => `    ${name}`), ''].join('\n') };
  const userClasses = chosen(available, options.userClasses);
  const ratios = () => taskRatios(userClasses, options.numUsers);
  if (options.showTaskRatio) return { printed: taskRatioText(ratios()) };
  if (options.showTaskRatioJson) return { printed: `${JSON.stringify(ratios(), null, 4)}\n` };
  if (!options.headless) logger.info('There is no web page in this version: running headless.');
  await warnOfSilentHosts(userClasses, options, context);
  const csvPrefix = options.csvPrefix ?? resultsPrefix(files, new Date());
  const periodic = !options.onlySummary;
  const run = new Run({
    userClasses,
    options: { ...options, csvPrefix },
    events,
    log,
    console: new ConsoleReporter({ write: context.writeTable, columns: terminal.columns, periodic }),
    reporters: options.onlySummary
      ? []
      : [new ProgressReporter(terminal, log.logger('locust.runners'), options.runTime)],
  });
  logger.debug(`Random seed: ${run.environment.seed}`);
  return { run };
}

/** Runs it, and says where the files are. */
export async function executeRun(run: Run, log: Log, signal: AbortSignal): Promise<Verdict> {
  const verdict = await run.execute(signal);
  if (run.files.length > 0) log.logger('locust.main').info(`Results: ${run.files.join(' ')}`);
  return verdict;
}

function chosen(available: ReadonlyMap<string, UserClass>, names: readonly string[]): UserClass[] {
  const unknown = names.filter((name) => !available.has(name));
  if (unknown.length > 0) {
    const hint = `Available: ${[...available.keys()].join(', ')}`;
    throw new TslocError('UNKNOWN_USER', `Unknown User(s): ${unknown.join(', ')}`, { hint });
  }
  return [...available]
    .filter(([name]) => names.length === 0 || names.includes(name))
    .map(([, userClass]) => userClass);
}

async function warnOfSilentHosts(
  userClasses: readonly UserClass[],
  options: Options,
  { log }: RunContext,
): Promise<void> {
  const hosts = new Set(userClasses.map((userClass) => options.host || userClass.host).filter((host) => host !== null));
  for (const host of hosts) {
    if (await answersAt(host)) continue;
    const demo =
      host === `http://127.0.0.1:${DEMO_PORT}` ? ' Start the sample service with: npx tsloc demo --serve-only' : '';
    log.logger('locust.main').warning(`Nothing answers at ${host}.${demo}`);
  }
}
