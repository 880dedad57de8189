/** The samples that tracking reports for the requests of a test. */

import { runTracked } from '../../../src/http/tracking/tracking.js';
import { failureText } from '../../../src/stats/failures.js';
import type { RequestName } from '../../../src/stats/request-name.js';
import type { Sample } from '../../../src/stats/sample.js';
import { deadUrl, serveBytes, serveRaw } from '../servers/server.js';
import { until } from './start-user.js';

export interface Tracked {
  readonly samples: Sample[];
  errors(): (string | null)[];
  /** Runs `work`, and returns when `count` requests were reported in total. */
  run(work: () => unknown, count: number): Promise<void>;
}

export function openTracker(naming: RequestName | null = null, signal = new AbortController().signal): Tracked {
  const samples: Sample[] = [];
  const report = (sample: Sample) => void samples.push(sample);
  const onThrown = (thrown: unknown) => {
    throw thrown;
  };
  const tracker = { naming, context: { who: 'test' }, signal, report, onThrown };
  return {
    samples,
    errors: () => samples.map(({ exception }) => (exception === null ? null : failureText(exception))),
    async run(work, count) {
      await runTracked(tracker, work);
      await until(() => samples.length >= count);
      for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate); // a surplus sample would arrive now
    },
  };
}

/** What breaks, the URL of a server that does it, and the expected text of the failure. */
export type BrokenConnection = [what: string, host: () => Promise<string>, text: unknown];

/** Servers whose connections break before a response, and the failure texts that every tracked client gets. */
export const brokenConnections: readonly BrokenConnection[] = [
  ['refused', deadUrl, "ConnectionRefusedError(111, 'Connection refused')"],
  [
    'reset',
    async () => (await serveRaw((socket) => socket.once('data', () => socket.resetAndDestroy()))).url,
    "ConnectionResetError(104, 'Connection reset by peer')",
  ],
  [
    'closed without a response',
    async () => (await serveBytes('')).url,
    "RemoteDisconnected('Remote end closed connection without response')",
  ],
];

/** The URL of a server that closes the connection in the middle of a body. */
export async function cutOffBody(): Promise<string> {
  return (await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc')).url;
}
