/** A session of one test, with everything that it reported; its connections end with the test. */
import { onTestFinished } from 'vitest';
import { BaseUrl } from '../../../src/http/request/target.js';
import { HttpSession } from '../../../src/http/session.js';
import { failureText } from '../../../src/stats/failures.js';
import type { Sample } from '../../../src/stats/sample.js';
import { defaultSocketOptions, type SocketOptions, SocketSettings } from '../../../src/wire/h1/socket-settings.js';
import { SocketTransport } from '../../../src/wire/h1/socket-transport.js';
import { openNetwork } from '../../../src/wire/network/network.js';
import type { NetworkOptions } from '../../../src/wire/network/network-options.js';
import type { Transport } from '../../../src/wire/transport.js';
import { UndiciClients } from '../../../src/wire/undici/undici-clients.js';
import { UndiciTransport } from '../../../src/wire/undici/undici-transport.js';

export interface OpenSession {
  readonly session: HttpSession;
  readonly samples: Sample[];
  /** The error texts of the samples, as reports show them; null for a success. */
  errors(): (string | null)[];
}

/** The network of a class without `static network`. */
export function plainTransport(): Transport {
  return new SocketTransport(new SocketSettings(defaultSocketOptions));
}

/** A session as a user of `host` has it. */
export function openSession(
  host: string,
  report: (sample: Sample) => void = () => {},
  transport: Transport = plainTransport(),
): OpenSession {
  const samples: Sample[] = [];
  const session = new HttpSession(new BaseUrl(host), transport, (sample) => {
    samples.push(sample);
    report(sample);
  });
  onTestFinished(() => session.cancel(new Error('The test is over.')));
  return {
    session,
    samples,
    errors: () => samples.map(({ exception }) => (exception === null ? null : failureText(exception))),
  };
}

/** The default options of a FastHttpUser. */
export const fastOptions: SocketOptions = {
  connectTimeoutMs: 60_000,
  readTimeoutMs: 60_000,
  retries: 0,
  insecure: true,
  connections: 10,
  proxy: null,
};

/** A session as a FastHttpUser of `host` has it. */
export function openFastSession(host: string, options: Partial<SocketOptions> = {}): OpenSession {
  return openSession(host, () => {}, new SocketTransport(new SocketSettings({ ...fastOptions, ...options })));
}

/** For tests of all user classes: `describe.each(allClients)('… of %s', (_, openSession) => …)`. */
export const allClients: [name: string, open: (host: string) => OpenSession][] = [
  ['HttpUser', (host) => openSession(host)],
  ['HttpUser with a network', sessionsBy({})],
  ['FastHttpUser', (host) => openFastSession(host)],
];

/** Opens sessions of users of a class with this network, one per call. */
export function sessionsBy(network: NetworkOptions, http2 = false): (host: string) => OpenSession {
  const wires = new UndiciClients(openNetwork(network, http2, { className: 'Visitor', variables: undefined }));
  return (host) => openSession(host, undefined, new UndiciTransport(wires));
}
