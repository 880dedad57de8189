/** Links over TCP; what they need is loaded when they are created, since most runs have one process. */

import type { Mechanism } from '../zmtp/mechanism.js';
import type { Metadata } from '../zmtp/metadata.js';
import type { ZmtpMasterLink } from '../zmtp/zmtp-master-link.js';
import { newIdentity } from './identity.js';
import type { WorkerLink } from './link.js';
import type { MasterLinkOptions, WorkerLinkOptions } from './link-options.js';

export const defaultMasterPort = 5557;

/** A master's link, not started; once it is, `port` says which port is bound. */
export async function createMasterLink(options: MasterLinkOptions = {}): Promise<ZmtpMasterLink> {
  const { host = '*', port = defaultMasterPort, token, limits } = options;
  const { ZmtpMasterLink } = await import('../zmtp/zmtp-master-link.js');
  const { defaultLimits } = await import('../zmtp/limits.js');
  const createMechanism = await mechanismOf('master', token);
  return new ZmtpMasterLink({
    host: unbracketed(host),
    port,
    limits: { ...defaultLimits, ...limits },
    createMechanism,
  });
}

/** A worker's link, not started. */
export async function createWorkerLink(options: WorkerLinkOptions = {}): Promise<WorkerLink> {
  const { host = '127.0.0.1', port = defaultMasterPort, token, identity = newIdentity(), limits } = options;
  const { ZmtpWorkerLink } = await import('../zmtp/zmtp-worker-link.js');
  const { defaultLimits } = await import('../zmtp/limits.js');
  const createMechanism = await mechanismOf('worker', token);
  return new ZmtpWorkerLink({
    host: unbracketed(host),
    port,
    identity,
    limits: { ...defaultLimits, ...limits },
    createMechanism,
  });
}

/** An IPv6 address may be given as it is written in URLs. */
function unbracketed(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** CURVE with a token, NULL without. */
async function mechanismOf(
  role: 'master' | 'worker',
  token: string | undefined,
): Promise<(own: Metadata) => Mechanism> {
  if (token === undefined) {
    const { NullMechanism } = await import('../zmtp/null-mechanism.js');
    return (own) => new NullMechanism(own);
  }
  const { deriveTokenKeys } = await import('../zmtp/curve/token-keys.js');
  const { server, client } = await deriveTokenKeys(token);
  if (role === 'master') {
    const { CurveServer } = await import('../zmtp/curve/curve-server.js');
    return (own) => new CurveServer(server, client.publicKey, own);
  }
  const { CurveClient } = await import('../zmtp/curve/curve-client.js');
  return (own) => new CurveClient(client, server.publicKey, own);
}
