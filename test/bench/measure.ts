/** Measures the rate of a contender by the counters of the server. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Contender } from './contenders.js';
import { startPinned } from './pinned.js';
import type { BenchServer, ServerStatus } from './server.js';
import type { Rate } from './table.js';

/** Seconds per contender; the warm-up lets compilers and heaps settle. */
export interface Span {
  readonly warmUp: number;
  readonly measured: number;
}

/** The rate after all connections are open and the warm-up is over. */
export async function measure(
  server: BenchServer,
  url: string,
  contender: Contender,
  connections: number,
  { warmUp, measured }: Span,
): Promise<Rate> {
  const { name, program } = contender;
  const client = startPinned('client', contender.command(url, connections, warmUp + measured + 30), program);
  const look = async () => ({ ...(await server.status()), coreSeconds: client.coreSeconds() });
  try {
    await client.during(server.untilConnected(connections));
    await client.during(sleep(warmUp * 1_000));
    const before = await look();
    await client.during(sleep(measured * 1_000));
    const after = await look();
    client.stop();
    // The output of other tools is not parsed: only the counters of the server are used.
    if (program === undefined) refuseErrors(name, await client.output);
    return rateBetween(before, after);
  } finally {
    await client.end();
    await server.untilQuiet();
  }
}

function refuseErrors(name: string, output: string): void {
  const { errors } = JSON.parse(output) as { errors: number };
  if (errors > 0) throw new Error(`${name} saw ${errors} errors: this measures nothing.`);
}

interface Counters extends ServerStatus {
  readonly coreSeconds: number | null;
}

function rateBetween(before: Counters, after: Counters): Rate {
  const requests = after.requests - before.requests;
  const elapsed = (after.at - before.at) / 1_000;
  const known = before.coreSeconds !== null && after.coreSeconds !== null;
  const coreSeconds = known ? (after.coreSeconds as number) - (before.coreSeconds as number) : elapsed;
  return { perSecond: requests / elapsed, perCoreSecond: requests / coreSeconds };
}
