/** One run: a server of known latency on one core, its client on the other. */
import { nodeArguments } from '../contenders.js';
import { startPinned } from '../pinned.js';
import { freePort } from '../server.js';
import type { LatencyShape } from './latencies.js';
import type { Order } from './order.js';
import type { ClientAccount, Run, ServerAccount } from './verdict.js';

/** Results of both sides. @throws if either failed */
export async function runOnce(shape: LatencyShape, order: Omit<Order, 'host'>): Promise<Run> {
  const port = await freePort();
  const host = `http://127.0.0.1:${port}`;
  const file = order.kind === 'node:net' ? 'accuracy/bare-client.ts' : 'accuracy/accuracy-client.ts';
  const server = startPinned('server', [...nodeArguments('accuracy/latency-server.ts'), String(port), shape]);
  try {
    await server.during(untilOpen(host));
    const args = ['--max-semi-space-size=64', ...nodeArguments(file), JSON.stringify({ ...order, host })];
    const client = startPinned('client', args);
    const account = JSON.parse(await client.output) as ClientAccount;
    server.stop();
    return { client: account, server: JSON.parse(await server.output) as ServerAccount };
  } finally {
    await server.end();
  }
}

async function untilOpen(host: string): Promise<void> {
  for (;;) {
    const isOpen = await fetch(`${host}/warm`, { headers: { connection: 'close' } }).then(
      (response) => response.text(),
      () => null,
    );
    if (isOpen !== null) return;
  }
}
