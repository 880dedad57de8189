/** Warns before a run of hosts at which nothing listens. */
import { isDeepStrictEqual } from 'node:util';
import type { Environment } from '../core/environment.js';
import { DEMO_PORT } from '../demo/settings.js';
import { answersAt } from '../http/probe.js';
import { proxyOf } from '../protocols/http/fast-http-user.js';
import { networkOf } from '../protocols/http/http-user.js';

/** One warning for each host, as a class reaches it, that does not answer. */
export async function warnOfSilentHosts(environment: Environment): Promise<void> {
  const { userClasses, parsedOptions, log } = environment;
  const routes = userClasses.map((userClass) => ({
    host: parsedOptions.host || userClass.host || '',
    network: networkOf(userClass, environment),
    proxy: proxyOf(userClass),
  }));
  for (const [i, route] of routes.entries()) {
    const { host, network, proxy } = route;
    const isKnown = routes.slice(0, i).some((other) => isDeepStrictEqual(other, route));
    if (isKnown || !/^https?:/i.test(host) || (await answersAt(host, network, proxy))) continue;
    log.logger('locust.main').warning(`Nothing answers at ${withoutCredentials(host)}.${demoHint(host)}`);
  }
}

function withoutCredentials(host: string): string {
  return host.replace(/\/\/[^/@]*@/, '//');
}

function demoHint(host: string): string {
  const isDemo = host === `http://127.0.0.1:${DEMO_PORT}`;
  return isDemo ? ' Start the sample service with: npx tsloc demo --serve-only' : '';
}
