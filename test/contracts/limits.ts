/** Limits of size and time against endless peers: one sample, the correct text, and the user continues. */
import { expect, it, onTestFinished } from 'vitest';
import type { RequestOptions } from '../../src/http/request/request-options.js';
import { bodyMemory } from '../../src/http/response/body-memory.js';
import type { Timeout } from '../../src/http/timing/timeout.js';
import { fullBacklogUrl } from '../helpers/servers/full-backlog.js';
import type { Bench } from './lives.js';

export function describeLimits(bench: Bench, patientWith: readonly string[]): void {
  it.each(['/endless-body', '/endless-chunks', '/endless-length', '/zip-bomb'])(
    '%s is aborted at a limit',
    async (path) => {
      const before = bench.server.bytesSent;
      const { samples, errors } = await failAndGoOn(path, { maxBodyBytes: 100_000 });
      expect(samples).toMatchObject([{ name: path, responseLength: 0 }, { name: '/fine' }]);
      const text = 'Expected a body of at most 100000 bytes, got more: raise maxBodyBytes, or use stream: true.';
      expect(errors).toEqual([`BodyTooLarge('${text}')`, null]);
      expect(bench.server.bytesSent - before).toBeLessThan(16_000_000);
    },
  );

  it('bodies that are too large together fail one by one, until the rest has room', async () => {
    onTestFinished(() => {
      bodyMemory.maxBytes = Number.POSITIVE_INFINITY;
    });
    const { samples, errors } = await bench.go(async (client) => {
      bodyMemory.maxBytes = 300_000; // after the start of the run, which sets it
      const paths = ['/endless-body', '/endless-chunks', '/endless-length', '/endless-chunks'];
      const answers = await Promise.all(paths.map((path) => client.get(path)));
      expect(answers.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
      expect((await client.get('/fine')).text()).toBe('fine');
    });
    expect(samples).toHaveLength(5);
    const text =
      'Expected bodies of at most 300000 bytes in memory, got more: raise --max-total-body-bytes, or use stream: true.';
    expect(errors).toEqual([...Array(4).fill(`BodiesTooLarge('${text}')`), null]);
  });

  it.each<[path: string, timeout: Timeout, text: string]>([
    // Limits of one wait alone: on a busy machine, others may take longer.
    ['/silent', { headers: 0.05 }, `ReadTimeout(ReadTimeoutError("POOL: Read timed out. (read timeout=0.05)"))`],
    ['/silent-in-the-body', { body: 0.05 }, 'ReadTimeoutError("POOL: Read timed out.")'],
    ...patientWith.map((path): [string, Timeout, string] => {
      return [path, { total: 0.05 }, 'TotalTimeoutError("POOL: Request timed out. (total timeout=0.05)")'];
    }),
  ])('%s ends at its timeout', async (path, timeout, text) => {
    const { samples, errors } = await failAndGoOn(path, { timeout });
    expect(samples.map(({ name }) => name)).toEqual([path, '/fine']);
    const pool = `HTTPConnectionPool(host='127.0.0.1', port=${new URL(bench.server.url).port})`;
    expect(errors).toEqual([text.replace('POOL', pool), null]);
    expect(samples[0]?.responseTime).toBeGreaterThanOrEqual(50);
  });

  it('a port that never accepts the connection ends at its timeout', async () => {
    const url = await fullBacklogUrl();
    const { errors } = await failAndGoOn(url, { timeout: { connect: 0.05 } });
    const text = 'Connection to 127.0.0.1 timed out. (connect timeout=0.05)';
    expect(errors).toEqual([`ConnectTimeoutError('${text}')`, null]);
  });

  function failAndGoOn(path: string, options: RequestOptions) {
    return bench.go(async (client) => {
      expect(await client.get(path, options)).toMatchObject({ status: 0, ok: false });
      expect((await client.get('/fine')).text()).toBe('fine');
    });
  }
}
