/** The master of a run: where its workers come from. */
import type { MasterLink } from '../../cluster/link/link.js';
import { MasterNode, type MasterNodeParts } from '../../cluster/master/master-node.js';
import type { Options } from '../../core/options/options.js';
import type { RunParts } from '../../run/run-parts.js';
import type { Log } from '../../util/log/log.js';
import type { Variables } from '../options/environment-variables.js';
import { version } from '../version.js';
import type { ChildProcesses } from './child-processes.js';
import { settleMsOf } from './cluster-plan.js';
import { connectionLimits, readProcessLimits } from './connection-limits.js';
import { masterTokenOf } from './master-token.js';
import { serveFiles } from './serve-files.js';

type CreateMaster = NonNullable<RunParts['createMaster']>;

/** `--master`: workers connect over TCP, and may ask for the locustfiles. */
export async function tcpMaster(
  options: Options,
  env: Variables,
  log: Log,
  locustfiles: readonly string[],
): Promise<CreateMaster> {
  const { masterBindHost: host, masterBindPort: port, enableRebalancing } = options;
  const token = masterTokenOf(options);
  const { createMasterLink } = await import('../../cluster/link/create-link.js');
  const { defaultLimits } = await import('../../cluster/zmtp/limits.js');
  const limits = connectionLimits(readProcessLimits(), defaultLimits);
  const link = await createMasterLink({ host, port, limits, ...token });
  const isLocal = /^(localhost|127\.|::1$)/.test(host);
  if (token.token === undefined && !isLocal)
    log
      .logger('locust.main')
      .warning(
        `Any program that reaches port ${port} can join the test; --master-token admits only nodes that have the token.`,
      );
  return creatorOf(link, enableRebalancing, false, env, serveFiles(locustfiles, log));
}

/** `--processes`: workers are child processes, and no port is open. */
export async function ipcMaster(children: ChildProcesses, env: Variables): Promise<CreateMaster> {
  const { IpcMasterLink } = await import('../../cluster/ipc/ipc-master-link.js');
  const link = new IpcMasterLink();
  for (const child of children.processes) link.attach(child);
  return creatorOf(link, true, true, env);
}

function creatorOf(
  link: MasterLink,
  rebalances: boolean,
  losesWorkersAtOnce: boolean,
  env: Variables,
  serve?: MasterNodeParts['serveFiles'],
): CreateMaster {
  const shared = { link, version, rebalances, losesWorkersAtOnce, settleMs: settleMsOf(env) };
  const served = serve === undefined ? {} : { serveFiles: serve };
  return (environment) => new MasterNode({ environment, ...shared, ...served });
}
