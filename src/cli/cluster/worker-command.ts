/** `--worker`, and each child of `--processes`: runs the users that a master asks for. */
import type { WorkerLink } from '../../cluster/link/link.js';
import { events } from '../../core/events/global-events.js';
import type { Options } from '../../core/options/options.js';
import { traceRequests } from '../../report/trace.js';
import { WorkerRun } from '../../run/worker-run.js';
import { maxBlockedMs } from '../../runner/watchdog/run-deadline.js';
import type { Log } from '../../util/log/log.js';
import { callAfterUnref } from '../../util/loop/clock.js';
import type { Loaded } from '../loading/load-file.js';
import type { Variables } from '../options/environment-variables.js';
import { workerRequestLogs } from '../request-log/worker-request-log.js';
import { createTraceWriter } from '../run/create-log.js';
import { applyEqualWeights, chooseUserClasses } from '../run/run-command.js';
import { hasParentEnded, superviseProcess } from '../run/supervise.js';
import { version } from '../version.js';
import type { ChildKind } from './child-environment.js';
import { waitBeforeReadySecondsOf } from './cluster-plan.js';
import { masterTokenOf } from './master-token.js';

/** How long a child may take to leave after its parent has ended, ms; less where that was its master. */
const orphanMs = { ipc: 1_000, tcp: 3_000 };
/** How often a child whose channel is closed looks for its parent, ms. */
const parentCheckMs = 500;

/** The dependencies of a worker. */
export interface WorkerContext {
  readonly options: Options;
  readonly env: Variables;
  readonly log: Log;
  /** Gets the lines of `--trace`. */
  readonly write: (line: string) => void;
  /** null for a worker that a user has started. */
  readonly child: ChildKind | null;
}

/** Resolves with the exit code. @throws {TslocError} what is wrong with classes or options, `MASTER_NOT_FOUND` */
export async function workerCommand(context: WorkerContext, loaded: Loaded): Promise<number> {
  const { options, env, log, child, write } = context;
  const userClasses = chooseUserClasses(options, loaded);
  applyEqualWeights(options, userClasses);
  const run: WorkerRun = new WorkerRun({
    userClasses,
    options,
    events,
    log,
    link: await openLink(options, child),
    readMemoryUsage: () => process.memoryUsage.rss(),
    waitBeforeReadySeconds: waitBeforeReadySecondsOf(env),
    version,
    createReporters: (workerIndex) =>
      workerRequestLogs(options, workerIndex, log, () => run.environment.runner?.userCount ?? 0),
  });
  const trace = traceRequests(options, createTraceWriter(options, write));
  if (trace !== null) events.request.addListener(trace);
  const interruption = superviseProcess(run, log, {
    endsWithRunTime: false,
    hasShape: true,
    maxBlockedMs, // the master has given its users to others by then
    isChild: child !== null,
  });
  if (child !== 'ipc')
    log.logger('locust.main').info(`Connecting to the master at ${options.masterHost}:${options.masterPort}`);
  if (child === null) return run.execute(interruption);
  const orphaned = new AbortController();
  // Whatever users do, the process ends.
  const endOrphan = () => callAfterUnref(orphanMs[child], () => process.exit(1));
  const onDisconnect = () => {
    if (run.isLeaving) whenParentEnds(endOrphan);
    else {
      endOrphan();
      orphaned.abort();
    }
  };
  process.once('disconnect', onDisconnect);
  if (!process.connected) onDisconnect();
  return run.execute(AbortSignal.any([interruption, orphaned.signal]));
}

/** For a worker that has closed the channel to its parent itself, or whose parent has: its last listeners may still run. */
function whenParentEnds(action: () => void): void {
  callAfterUnref(parentCheckMs, () => (hasParentEnded() ? action() : whenParentEnds(action)));
}

async function openLink(
  options: Pick<Options, 'masterHost' | 'masterPort' | 'masterToken'>,
  child: ChildKind | null,
): Promise<WorkerLink> {
  if (child === 'ipc') {
    const { IpcWorkerLink } = await import('../../cluster/ipc/ipc-worker-link.js');
    return new IpcWorkerLink(process);
  }
  const { createWorkerLink } = await import('../../cluster/link/create-link.js');
  return createWorkerLink({ host: options.masterHost, port: options.masterPort, ...masterTokenOf(options) });
}
