/** Warns before a run of hosts that do not answer, and of a slash at the end of a host. */
import { isDeepStrictEqual } from 'node:util';
import type { Environment } from '../../core/environment.js';
import { DEMO_PORT } from '../../demo/settings.js';
import { findConnectError } from '../../http/probe.js';
import { proxyOf } from '../../protocols/http/fast-http-user.js';
import { networkOf } from '../../protocols/http/http-user.js';
import { removeAllCredentials } from '../../util/secrets/secrets.js';

/** One warning for each host, as a class reaches it. */
export async function warnOfHosts(environment: Environment): Promise<void> {
  const { userClasses, parsedOptions, log } = environment;
  const logger = log.logger('locust.main');
  const routes = userClasses.map((userClass) => ({
    host: parsedOptions.host || userClass.host || '',
    network: networkOf(userClass, environment),
    proxy: proxyOf(userClass),
  }));
  for (const [i, route] of routes.entries()) {
    const { host, network, proxy } = route;
    const isKnown = routes.slice(0, i).some((other) => isDeepStrictEqual(other, route));
    if (isKnown || !/^https?:/i.test(host)) continue;
    const error = await findConnectError(host, network, proxy);
    if (error !== null) logger.warning(connectWarning(host, error, proxy === null));
    if (host.endsWith('/'))
      logger.warning(`The host ${removeAllCredentials(host)} ends with /, so that the path /login becomes //login.`);
  }
}

/** The warning for a connection error, by its kind: an unknown name, too many open files, or nothing that listens. */
function connectWarning(host: string, { code }: NodeJS.ErrnoException, isDirect: boolean): string {
  const shown = removeAllCredentials(host);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `The name of ${shown} is not known to DNS (${code}): check it for a typing mistake.`;
  if (code === 'EMFILE') return `No file descriptor is left to connect to ${shown}: raise the limit with ulimit -n.`;
  return `Nothing answers at ${shown}${isDirect ? defaultPort(host) : ''}.${demoHint(host)}`;
}

/** The port, where the host has none: a forgotten one is easily missed. */
function defaultPort(host: string): string {
  const { port, protocol } = new URL(host);
  if (port !== '') return '';
  return protocol === 'https:' ? ' (port 443)' : ' (port 80)';
}

function demoHint(host: string): string {
  const isDemo = host === `http://127.0.0.1:${DEMO_PORT}`;
  return isDemo ? ' Start the sample service with: npx tsloc demo --serve-only' : '';
}
