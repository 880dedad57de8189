/** Executes a run from options and loaded files: checks everything first, runs, and logs the result files. */
import { optionTargets } from '../../analysis/targets/option-targets.js';
import { targetsOf } from '../../analysis/targets/read-target.js';
import type { Options } from '../../core/options/options.js';
import type { RunResult } from '../../core/results/run-result.js';
import type { Run } from '../../run/run.js';
import type { UserClass } from '../../user/classes/check.js';
import { equalizeWeights } from '../../user/tasks/replace-tasks.js';
import type { Log } from '../../util/log/log.js';
import { epochSeconds } from '../../util/loop/clock.js';
import { printableJson, printableLine } from '../../util/text/printable.js';
import type { Loaded } from '../loading/load-file.js';
import { taskRatios, taskRatioText } from '../task-ratio.js';
import { chooseClasses, chooseShape, warnOfFixedCounts } from './choose-classes.js';
import { configureUsers, parseConfigUsers } from './config-users.js';
import { type ChosenParts, createRun, type RunContext } from './create-run.js';
import { releaseResultsPrefix, reserveResultsPrefix } from './results-prefix.js';
import { warnOfHosts } from './warn-of-hosts.js';

/** A run that is ready, or the text to print instead. */
export type Prepared = PreparedRun | { readonly printed: string };

/** A run, and what to call when it is over, or could not begin: it removes an empty file. */
export interface PreparedRun {
  readonly run: Run;
  readonly release: () => void;
}

/** Whether {@link prepareRun} only gives a text, on any node: there is nothing to start or to join. */
export function isPrintOnly({ listCommands, showTaskRatio, showTaskRatioJson }: Options): boolean {
  return listCommands || showTaskRatio || showTaskRatioJson;
}

/** Checks everything; nothing has been sent yet. @throws {TslocError} what is wrong with classes or options */
export async function prepareRun(context: RunContext, loaded: Loaded): Promise<Prepared> {
  const { options, log } = context;
  const logger = log.logger('locust.main');
  if (options.listCommands) return { printed: classList(loaded) };
  const userClasses = chooseUserClasses(options, loaded);
  if (loaded.shapes.length === 0) warnOfFixedCounts(userClasses, options, logger);
  const ratios = () => taskRatios(userClasses, options.numUsers);
  if (options.showTaskRatio) return { printed: taskRatioText(ratios()) };
  if (options.showTaskRatioJson) return { printed: `${printableJson(JSON.stringify(ratios(), null, 4))}\n` };
  applyEqualWeights(options, userClasses);
  const targets = targetsOf(options.scenario, [...loaded.targets, ...optionTargets(options)]);
  const parts = { userClasses, shape: chooseShape(loaded.shapes, logger), targets };
  return reserveFiles(context, loaded.files, parts);
}

/** The classes that the command line names; `--config-users` may change others of the files, too. @throws {TslocError} `UNKNOWN_USER`, `BAD_OPTION` */
export function chooseUserClasses(options: Options, loaded: Loaded): UserClass[] {
  const configs = parseConfigUsers(options.configUsers);
  configureUsers(loaded.allClasses, configs);
  return chooseClasses(loaded.userClasses, options.userClasses);
}

/** `--equal-weights`, on each node: masters choose classes by their weights, workers tasks. */
export function applyEqualWeights({ equalWeights }: Options, userClasses: readonly UserClass[]): void {
  if (equalWeights) for (const userClass of userClasses) equalizeWeights(userClass);
}

/** Runs it, and logs where the result files are. */
export async function executeRun({ run, release }: PreparedRun, log: Log, signal: AbortSignal): Promise<RunResult> {
  const isMaster = run.environment.runner?.role === 'master';
  const warned = isMaster ? Promise.resolve() : warnOfHosts(run.environment);
  const result = await warned.then(() => run.execute(signal)).finally(release);
  logFiles(run, log);
  return result;
}

/** Logs where the result files are. */
export function logFiles({ files }: Pick<Run, 'files'>, log: Log): void {
  if (files.length > 0) log.logger('locust.main').info(`Results: ${files.join(' ')}`);
}

function classList({ userClasses }: Loaded): string {
  return ['Available Users:', ...[...userClasses.keys()].map((name) => `    ${printableLine(name)}`), ''].join('\n');
}

/** Without `--csv`, the files get a prefix that no other run has. */
function reserveFiles(context: RunContext, files: readonly string[], chosen: ChosenParts): PreparedRun {
  const { options } = context;
  if (options.csvPrefix !== null) return { run: createRun(chosen, context), release: () => {} };
  const csvPrefix = reserveResultsPrefix(files, new Date(epochSeconds() * 1000));
  const release = () => releaseResultsPrefix(csvPrefix);
  try {
    return { run: createRun(chosen, { ...context, options: { ...options, csvPrefix } }), release };
  } catch (thrown) {
    release();
    throw thrown;
  }
}
