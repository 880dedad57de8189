/** Endless responses: they are aborted, or at least take no memory, and never delay the end of a user. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, vi } from 'vitest';
import type { Bench } from './lives.js';

const paths = [
  '/giant-header',
  '/endless-headers',
  '/endless-header',
  '/endless-status-line',
  '/endless-1xx',
  '/endless-trailers',
  '/endless-chunk-extension',
  '/endless-garbage',
];

/** More than a client and the system buffers between it and its peer can hold. */
const enough = 16_000_000;

export function describeEndlessPeers(bench: Bench, patientWith: readonly string[]): void {
  const cut = paths.filter((path) => !patientWith.includes(path));

  it.each(cut)('%s is aborted before much of it was received', async (path) => {
    const before = bench.server.bytesSent;
    const { samples, errors } = await bench.go(async (client) => void (await client.get(path)));
    expect(samples).toMatchObject([{ name: path, responseLength: 0 }]);
    expect(errors[0]).not.toBeNull();
    expect(bench.server.bytesSent - before).toBeLessThan(enough);
  });

  it.each(patientWith)('%s takes no memory, and ends with the user', async (path) => {
    const [memory, before] = [await usedMemory(), bench.server.bytesSent];
    let growth = Number.POSITIVE_INFINITY;
    const { samples } = await bench.go(async (client, stop) => {
      const answer = client.get(path);
      await vi.waitFor(() => expect(bench.server.bytesSent - before).toBeGreaterThan(4 * enough), patience);
      growth = (await usedMemory()) - memory;
      stop();
      await answer;
    });
    expect(growth).toBeLessThan(3 * enough); // other tests of the process may free theirs
    expect(samples).toEqual([]);
  });
}

const patience = { timeout: 50_000, interval: 5 };

/** Bytes in use after garbage collection; buffers are freed some time after it. */
async function usedMemory(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let i = 0; i < 3; i++) {
    collect();
    await new Promise(setImmediate);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
