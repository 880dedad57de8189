/** The same contract for misbehaving HTTP/2 peers. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type MisbehavingHttp2, startMisbehavingHttp2 } from '../helpers/misbehaving/misbehaving-http2.js';
import { type HttpUserClass, live, openBesides, openSockets, type Script } from './lives.js';

const tooManyHints = "HTTPParseError('Expected at most 100 informational responses.')";
const disconnected = "RemoteDisconnected('Remote end closed connection without response')";
const missing = 'IncompleteRead(3 bytes read, 97 more expected)';
const incomplete = `ChunkedEncodingError(ProtocolError('Connection broken: ${missing}', ${missing}))`;
const endedEarly = "ChunkedEncodingError(ProtocolError('Response ended prematurely'))";

/** `userClass` has HTTP/2, and trusts the test CA. */
export function describeHttp2Peers(name: string, userClass: HttpUserClass): void {
  describe(`${name} with a peer that misbehaves in HTTP/2`, () => {
    let server: MisbehavingHttp2;
    const go = (script: Script) => live(userClass, { url: server.url, open: 0, hangUp: server.hangUp }, script);
    beforeAll(async () => {
      server = await startMisbehavingHttp2();
    });
    afterAll(() => server.close());

    it.each([
      ['/goaway-after', 'a GOAWAY after an answer goes unnoticed', null],
      ['/goaway-and-stay', 'a GOAWAY of a server that leaves the closing to others goes unnoticed', null],
      ['/goaway-instead', 'a GOAWAY instead of an answer fails', disconnected],
      ['/refused', 'a stream that is refused repeatedly fails', reset('REFUSED_STREAM')],
      ['/refused-once', 'a stream that is refused is sent again', null],
      ['/reset', 'a stream that is reset fails', reset('INTERNAL_ERROR')],
      ['/reset-in-the-body', 'a stream that is reset in the body fails', endedEarly],
      ['/short-body', 'a body shorter than announced fails', incomplete],
      ['/closed', 'a connection closed without a word fails', disconnected],
      ['/closed-in-the-body', 'a connection closed in the body fails', endedEarly],
      ['/hints', 'a 103 before the answer is not the answer', null],
      ['/endless-hints', 'endless 103 before the answer are cut off', tooManyHints],
      ['/trailers', 'trailers are no part of the body', null],
    ])('%s: %s, and the user continues', async (path, _, error) => {
      const { samples, errors } = await go(async (client) => {
        const response = await client.get(path);
        expect(response.status).toBe(error === null ? 200 : 0);
        expect((await client.get('/fine')).text()).toBe('fine');
        expect((await client.post('/fine', { json: {} })).text()).toBe('fine');
      });
      expect(samples.map(({ name: sampleName }) => sampleName)).toEqual([path, '/fine', '/fine']);
      expect(errors).toEqual([error, null, null]);
    });

    it('concurrent requests fail or succeed independently, over one connection', async () => {
      const { errors } = await go(async (client) => {
        const paths = ['/fine', '/reset', '/fine', '/missing', '/refused', '/fine', '/reset-in-the-body', '/fine'];
        const answers = await Promise.all(paths.map((path) => client.get(path)));
        expect(answers.map(({ status }) => status)).toEqual([200, 0, 200, 404, 0, 200, 0, 200]);
      });
      expect(errors.filter((error) => error !== null)).toHaveLength(4);
    });

    it('a server that ends its connections after a few requests fails none, also with concurrency', async () => {
      const { errors } = await go(async (client) => {
        for (let i = 0; i < 10; i++) expect((await client.post('/last-of-three', { json: {} })).text()).toBe('abc');
        const answers = await Promise.all(Array.from({ length: 10 }, () => client.get('/last-of-three')));
        expect(answers.map((answer) => answer.text())).toEqual(Array(10).fill('abc'));
      });
      expect(errors).toEqual(Array(20).fill(null));
    });

    it('a connection that the server has ended is closed while the user continues', async () => {
      await go(async (client) => {
        const others = openSockets();
        for (let i = 0; i < 20; i++) await client.get('/goaway-and-stay');
        await client.get('/fine');
        await vi.waitFor(() => expect(openBesides(others)).toBe(1), { timeout: 30_000, interval: 1 });
        expect((await client.get('/fine')).text()).toBe('fine');
      });
    });

    it('a connection that the server has ended is closed with the user, even with pending requests', async () => {
      const { samples } = await go(async (client, stop) => {
        const stream = await client.get('/goaway-in-the-body', { stream: true });
        for await (const { bytes } of stream) {
          expect(String(bytes)).toBe('abc');
          await client.get('/fine');
          stop();
        }
      });
      expect(samples.map(({ name: sampleName }) => sampleName)).toEqual(['/fine']);
    });

    it('a user that is stopped while it waits reports nothing and leaves no connection', async () => {
      const asked = server.asked.length;
      const { samples } = await go(async (client, stop) => {
        const answer = client.get('/silent');
        await vi.waitFor(() => expect(server.asked.length).toBe(asked + 1), { timeout: 30_000, interval: 1 });
        stop();
        await answer;
      });
      expect(samples).toEqual([]);
    });
  });
}

function reset(code: string): string {
  return `HTTP2Error('Stream closed with error code NGHTTP2_${code}')`;
}
