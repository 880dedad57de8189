/** Concurrent good and bad responses, with catchResponse and with many users: each request is one sample. */
import { expect, it } from 'vitest';
import { badPeers } from './bad-peers.js';
import type { Exceptions } from './http-client.js';
import type { Bench } from './lives.js';

/** Errors that do not depend on timing. */
const mixture = ['/short-body', '/not-http', '/missing', '/reset', '/odd-chunk-size', '/bad-gzip', '/redirect/ping'];

export function describeOverlaps(bench: Bench, exceptions: Exceptions): void {
  const errorAt = (path: string) => exceptions[path]?.error ?? badPeers[path]?.error ?? missing;

  it('concurrent requests of one user fail or succeed independently', async () => {
    const { samples, errors } = await bench.go(async (client) => {
      const answers = await Promise.all(mixture.flatMap((path) => [client.get(path), client.get('/fine')]));
      expect(answers.filter((_, i) => i % 2 === 1).map((answer) => answer.text())).toEqual(mixture.map(() => 'fine'));
    });
    const byName = samples.map(({ name }, i) => [name, errors[i]]);
    expect(byName.sort()).toEqual(
      mixture
        .flatMap((path) => [
          [path, errorAt(path)],
          ['/fine', null],
        ])
        .sort(),
    );
  });

  it.each(mixture)('a broken response with catchResponse is one sample (%s)', async (path) => {
    const { samples, errors } = await bench.go(async (client) => {
      {
        using _ = await client.get(path, { catchResponse: true });
      }
      {
        using response = await client.get(path, { catchResponse: true });
        response.success();
      }
      {
        using response = await client.get(path, { catchResponse: true });
        response.failure('judged');
      }
      await client.get(path, { catchResponse: true }); // reported at the end of the task
    });
    expect(samples).toHaveLength(4);
    expect(errors).toEqual([errorAt(path), null, "CatchResponseError('judged')", errorAt(path)]);
  });

  it('twenty concurrent users leave nothing behind, and lose no request', async () => {
    const lives = await Promise.all(
      Array.from({ length: 20 }, (_, user) =>
        bench.go(async (client) => {
          for (const [i] of mixture.entries()) await client.get(mixture[(i + user) % mixture.length] as string);
          await client.get('/fine');
        }),
      ),
    );
    for (const { samples, errors } of lives) {
      expect(samples).toHaveLength(mixture.length + 1);
      for (const [i, { name }] of samples.entries()) expect(errors[i]).toBe(name === '/fine' ? null : errorAt(name));
    }
  });
}

const missing = "HTTPError('404 Client Error: Not Found for url: /missing')";
