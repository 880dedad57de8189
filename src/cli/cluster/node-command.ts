/** A process that is one of several: a master, a worker, or the parent of worker processes. */
import type { Options } from '../../core/options/options.js';
import type { Run } from '../../run/run.js';
import type { RunParts } from '../../run/run-parts.js';
import { TslocError } from '../../util/error.js';
import type { Log } from '../../util/log/log.js';
import type { Loaded } from '../loading/load-file.js';
import type { Variables } from '../options/environment-variables.js';
import type { ChildKind } from './child-environment.js';
import { ChildProcesses } from './child-processes.js';
import type { ClusterPlan } from './cluster-plan.js';
import { ipcMaster, tcpMaster } from './master-part.js';
import { ignoredResultOptions } from './result-options.js';
import { workerCommand } from './worker-command.js';

/** The dependencies of a node. */
export interface NodeContext {
  readonly plan: ClusterPlan;
  /** null for a process that a user has started. */
  readonly child: ChildKind | null;
  /** The folder of the package. */
  readonly root: string;
  readonly argv: readonly string[];
  /** The keys of the options that were typed. */
  readonly typed: ReadonlySet<string>;
  readonly env: Variables;
  readonly log: Log;
  readonly write: (line: string) => void;
}

/** Runs a master: `onRun` gets the run before it starts. Resolves with the exit code. */
export type RunMaster = (
  options: Options,
  onRun: (run: Run) => void,
  createMaster: NonNullable<RunParts['createMaster']>,
) => Promise<number>;

/** Resolves with the exit code. @throws {TslocError} what prevents the start */
export async function nodeCommand(
  context: NodeContext,
  options: Options,
  loaded: Loaded,
  runMaster: RunMaster,
): Promise<number> {
  const { plan, child, env, log, write } = context;
  const isOfWorkers = plan.role === 'worker' || (plan.role === 'parent' && !plan.isMaster);
  const ignored = child === null && isOfWorkers ? ignoredResultOptions(context.typed) : null;
  if (ignored !== null) log.logger('locust.main').warning(ignored);
  if (child !== null || plan.role === 'worker') return workerCommand({ options, env, log, child, write }, loaded);
  if (plan.role === 'master') return runMaster(options, () => {}, await tcpMaster(options, env, log, loaded.files));
  if (plan.role !== 'parent') throw new TslocError('BAD_OPTION', `Expected a node, got '${plan.role}'.`);
  const children = startChildren(context, plan.count, plan.isMaster ? 'ipc' : 'tcp');
  return plan.isMaster ? runParentMaster(context, options, children, runMaster) : awaitChildren(children);
}

function startChildren({ root, argv, env, log, write }: NodeContext, count: number, kind: ChildKind): ChildProcesses {
  const logger = log.logger('locust.main');
  logger.info(`Starting ${count} worker processes`);
  const print = (line: string) => void process.stdout.write(`${line}\n`); // as console.log in one process
  return new ChildProcesses({ script: `${root}/bin/tsloc.js`, argv, env, count, kind, print, write, logger });
}

/** A child that ends before the test has begun was never able to run it. */
async function runParentMaster(
  { env }: NodeContext,
  options: Options,
  children: ChildProcesses,
  runMaster: RunMaster,
): Promise<number> {
  let current: Run | null = null;
  let hasFailed = false;
  const fail = (run: Run) => {
    const message = 'Expected every worker process to start, one has ended before the test: its output says why.';
    run.environment.fatalError ??= new TslocError('WORKER_FAILED', message);
    run.runner.quit();
  };
  children.onCrash = () => {
    hasFailed = true;
    if (current !== null && current.runner.peakTargetUserCount === null) fail(current);
  };
  const count = children.processes.length;
  try {
    const onRun = (run: Run) => {
      current = run;
      if (hasFailed) fail(run);
    };
    // The children write the request log, and the traces.
    const own = { ...options, expectWorkers: count, requestLog: null, trace: false, traceFailures: null };
    return await runMaster(own, onRun, await ipcMaster(children, env));
  } finally {
    await children.end();
  }
}

/** The parent of workers of another master: passes signals on, and ends with the highest exit code. */
async function awaitChildren(children: ChildProcesses): Promise<number> {
  let isAsked = false;
  const stop = () => {
    if (isAsked) process.exit(1); // closes the channels: the children end
    isAsked = true;
    children.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  return children.ended();
}
