/** TLS connections that end without close_notify: a body that is cut off is never taken for a whole one. */
import { describe, expect, it, vi } from 'vitest';
import type { TruncatingServer } from '../helpers/misbehaving/truncating-tls.js';
import { type HttpUserClass, live } from './lives.js';

const missing = 'IncompleteRead(3 bytes read, 97 more expected)';
const incomplete = `ChunkedEncodingError(ProtocolError('Connection broken: ${missing}', ${missing}))`;
const endedEarly = "ChunkedEncodingError(ProtocolError('Response ended prematurely'))";
const disconnected = "RemoteDisconnected('Remote end closed connection without response')";

/** `userClass` trusts the server; `untilTheEnd` is the error of a body without a length, which HTTP/1.1 cannot detect. */
export function describeTruncatingTls(
  name: string,
  userClass: HttpUserClass,
  serve: () => Promise<TruncatingServer>,
  untilTheEnd: string | null,
): void {
  describe(`${name} with a server that ends TLS without close_notify`, () => {
    it.each([
      ['/length', incomplete],
      ['/chunked', endedEarly],
      ['/until-the-end', untilTheEnd],
      ['/head', disconnected],
      ['/nothing', disconnected],
    ])('%s is %j, and the user continues', async (path, error) => {
      const server = await serve();
      const { errors } = await live(userClass, server, async (client) => {
        for (const method of ['GET', 'POST']) {
          const response = await client.request(method, path, method === 'POST' ? { body: 'x' } : {});
          expect(response.status).toBe(error === null ? 200 : 0);
          expect(response.text()).toBe(error === null ? 'abc' : '');
        }
        expect((await client.get('/fine')).text()).toBe('fine');
      });
      expect(errors).toEqual([error, error, null]);
    });

    it('a connection that is closed between requests fails none', async () => {
      const server = await serve();
      const { errors } = await live(userClass, server, async (client) => {
        for (let i = 0; i < 10; i++) {
          await client.get('/closed-after');
          if (i % 2 === 0) await vi.waitFor(() => expect(server.open).toBe(0), { timeout: 30_000, interval: 1 });
        }
        await vi.waitFor(() => expect(server.open).toBe(0), { timeout: 30_000, interval: 1 });
        await client.post('/fine', { body: 'x' });
      });
      expect(errors).toEqual(Array(11).fill(null));
    });

    it('a GET that is answered by the end of the connection is sent again once, a POST never', async () => {
      const server = await serve();
      const { errors } = await live(userClass, server, async (client) => {
        await client.get('/once-more');
        await client.get('/once-more');
        await client.post('/nothing', { body: 'x' });
      });
      expect(errors).toEqual([null, null, disconnected]);
      expect(server.asked).toEqual(['/once-more', '/once-more', '/once-more', '/nothing']);
    });
  });
}
