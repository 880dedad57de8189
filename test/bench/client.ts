/** The process of a contender: reads its arguments, runs until it is stopped, prints one line of JSON. */

const [url = '', connections, lifetime, ...rest] = process.argv.slice(2);

/** Its arguments. */
export const orders = { url, connections: Number(connections), lifetimeSeconds: Number(lifetime), rest };

/** Aborted by SIGTERM, or after its maximum run time. */
export const ending: AbortSignal = createEndSignal();

/** Prints the result and ends the process. */
export function conclude(result: { readonly requests: number; readonly errors: number }): void {
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit());
}

function createEndSignal(): AbortSignal {
  const told = new AbortController();
  process.once('SIGTERM', () => told.abort());
  // Node 20 collects an AbortSignal.timeout() that only AbortSignal.any() references.
  setTimeout(() => told.abort(), orders.lifetimeSeconds * 1_000).unref();
  return told.signal;
}
