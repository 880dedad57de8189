/** From options to a finished run on a terminal: loads the files, warns early, runs, and names what it left. */
import { isDeepStrictEqual } from 'node:util';
import type { Environment } from '../core/environment.js';
import { events } from '../core/global-events.js';
import type { Options } from '../core/options.js';
import type { RunResult } from '../core/run-result.js';
import { DEMO_PORT } from '../demo/settings.js';
import { answersAt } from '../http/probe.js';
import { proxyOf } from '../protocols/http/fast-http-user.js';
import { networkOf } from '../protocols/http/http-user.js';
import { ConsoleReporter } from '../report/console.js';
import { traceRequests } from '../report/trace.js';
import { Run } from '../run.js';
import type { UserClass } from '../user/check.js';
import { TslocError } from '../util/error.js';
import type { Log } from '../util/log.js';
import { epochSeconds } from '../util/loop/clock.js';
import type { ShapeClass } from './exports.js';
import type { Loaded } from './load-file.js';
import { ProgressReporter } from './progress-reporter.js';
import { claimResultsPrefix, releaseResultsPrefix } from './results-prefix.js';
import { taskRatios, taskRatioText } from './task-ratio.js';
import type { Terminal } from './terminal.js';

/** What a run command needs of its surroundings. */
export interface RunContext {
  readonly options: Options;
  readonly log: Log;
  readonly terminal: Terminal;
  /** Where tables go; to nowhere with `--skip-log-setup`. */
  readonly writeTable: (line: string) => void;
}

/** A run that is ready, or the text that was asked for instead. */
export type Prepared = PreparedRun | { readonly printed: string };

/** A run, and what to call when it is over, or could not begin: it leaves no empty file behind. */
export interface PreparedRun {
  readonly run: Run;
  readonly release: () => void;
}

/** Checks everything; nothing has been sent yet. @throws {TslocError} whatever is wrong with classes or options */
export async function prepareRun(context: RunContext, loaded: Loaded): Promise<Prepared> {
  const { options, log } = context;
  const logger = log.logger('locust.main');
  const available = loaded.userClasses;
  if (options.listCommands)
    return { printed: ['Available Users:', ...[...available.keys()].map((name) => `    ${name}`), ''].join('\n') };
  const userClasses = chosen(available, options.userClasses);
  const ratios = () => taskRatios(userClasses, options.numUsers);
  if (options.showTaskRatio) return { printed: taskRatioText(ratios()) };
  if (options.showTaskRatioJson) return { printed: `${JSON.stringify(ratios(), null, 4)}\n` };
  if (!options.headless) logger.info('There is no web page in this version: running headless.');
  const [shape = null, ...others] = loaded.shapes;
  if (shape !== null && others.length > 0)
    logger.warning(
      `Of several shapes the first by name is followed: ${shape.name}, not ${others.map(nameOf).join(', ')}.`,
    );
  if (options.csvPrefix !== null) return { run: createRun(userClasses, shape, context), release: () => {} };
  const csvPrefix = claimResultsPrefix(loaded.files, new Date(epochSeconds() * 1000));
  const release = () => releaseResultsPrefix(csvPrefix);
  try {
    return { run: createRun(userClasses, shape, { ...context, options: { ...options, csvPrefix } }), release };
  } catch (thrown) {
    release();
    throw thrown;
  }
}

/** Runs it, and says where the files are. */
export async function executeRun({ run, release }: PreparedRun, log: Log, signal: AbortSignal): Promise<RunResult> {
  const verdict = await warnOfSilentHosts(run.environment)
    .then(() => run.execute(signal))
    .finally(release);
  nameFiles(run, log);
  return verdict;
}

/** Says where the files are. */
export function nameFiles({ files }: Run, log: Log): void {
  if (files.length > 0) log.logger('locust.main').info(`Results: ${files.join(' ')}`);
}

function createRun(userClasses: readonly UserClass[], shape: ShapeClass | null, context: RunContext): Run {
  const { options, log, terminal, writeTable } = context;
  const periodic = !options.onlySummary;
  const run = new Run({
    userClasses,
    ...(shape === null ? {} : { shape: new shape() }),
    options,
    events,
    log,
    readMemoryUsage: () => process.memoryUsage.rss(),
    console: new ConsoleReporter({ write: writeTable, columns: terminal.columns, periodic }),
    reporters: options.onlySummary
      ? []
      : [new ProgressReporter(terminal, log.logger('locust.runners'), options.runTime)],
  });
  if (options.trace) events.request.addListener(traceRequests(terminal.write));
  log.logger('locust.main').debug(`Random seed: ${run.environment.seed}`);
  return run;
}

function nameOf({ name }: ShapeClass): string {
  return name;
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

async function warnOfSilentHosts(environment: Environment): Promise<void> {
  const { userClasses, parsedOptions, log } = environment;
  const ways = userClasses.map((userClass) => ({
    host: parsedOptions.host || userClass.host || '',
    network: networkOf(userClass, environment),
    proxy: proxyOf(userClass),
  }));
  for (const [i, way] of ways.entries()) {
    const { host, network, proxy } = way;
    const isKnown = ways.slice(0, i).some((other) => isDeepStrictEqual(other, way));
    if (isKnown || !/^https?:/i.test(host) || (await answersAt(host, network, proxy))) continue;
    const demo =
      host === `http://127.0.0.1:${DEMO_PORT}` ? ' Start the sample service with: npx tsloc demo --serve-only' : '';
    log.logger('locust.main').warning(`Nothing answers at ${host}.${demo}`);
  }
}
