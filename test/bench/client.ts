/** What every contender's process does: reads its orders, runs until it is told to end, prints one line of JSON. */

const [url = '', connections, lifetime, ...rest] = process.argv.slice(2);

/** What it was told to do. */
export const orders = { url, connections: Number(connections), lifetimeSeconds: Number(lifetime), rest };

/** Aborted by SIGTERM, or at the end of its lifetime. */
export const ending: AbortSignal = endOfWork();

/** Says what it saw, and ends the process. */
export function conclude(result: { readonly requests: number; readonly errors: number }): void {
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit());
}

function endOfWork(): AbortSignal {
  const told = new AbortController();
  process.once('SIGTERM', () => told.abort());
  // Node 20 forgets an AbortSignal.timeout() that only AbortSignal.any() knows.
  setTimeout(() => told.abort(), orders.lifetimeSeconds * 1_000).unref();
  return told.signal;
}
