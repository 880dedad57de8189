/** Peers that break the rules of HTTP/2: the request fails at once, with a text of its own, and the user continues. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frame, type InvalidHttp2, okHead, preface, startInvalidHttp2 } from '../helpers/misbehaving/invalid-http2.js';
import { type HttpUserClass, live } from './lives.js';

const broken = "HTTP2Error('The server sent frames that break the rules of HTTP/2.')";
const protocol = "HTTP2Error('Protocol error')";
const flow = "HTTP2Error('Flow control error')";
const reset = "HTTP2Error('Stream closed with error code NGHTTP2_PROTOCOL_ERROR')";
const ended = "ChunkedEncodingError(ProtocolError('Response ended prematurely'))";
const missing = 'IncompleteRead(3 bytes read, 7 more expected)';

const cases: readonly (readonly [promise: string, bytes: Buffer, error: string])[] = [
  ['an answer of HTTP/1.1', Buffer.from('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'), protocol],
  ['bytes of no protocol', Buffer.alloc(100, 0xaa), protocol],
  ['headers before the settings', okHead(1, true), protocol],
  ['invalid settings', frame(4, 0, 0, Buffer.from([0, 5, 0, 0, 0, 1])), protocol],
  ['broken HPACK', Buffer.concat([preface, frame(1, 4, 1, Buffer.alloc(8, 0xff))]), broken],
  ['an unknown HPACK index', Buffer.concat([preface, frame(1, 4, 1, Buffer.from([0xfe]))]), broken],
  ['an oversized frame', Buffer.concat([preface, frame(0, 0, 1, Buffer.alloc(10), 0xff_ff_ff)]), broken],
  ['an oversized frame in a body', Buffer.concat([preface, okHead(1), frame(0, 0, 1, Buffer.alloc(20_000))]), ended],
  ['a body without a head', Buffer.concat([preface, frame(0, 0, 1, Buffer.from('abc'))]), broken],
  ['a continuation of nothing', Buffer.concat([preface, frame(9, 4, 1, Buffer.from([0x88]))]), broken],
  ['a ping of a wrong length', Buffer.concat([preface, frame(6, 0, 0, Buffer.alloc(3))]), broken],
  ['a window of nothing', Buffer.concat([preface, frame(8, 0, 1, Buffer.alloc(4))]), protocol],
  ['a window too wide', Buffer.concat([preface, frame(8, 0, 0, Buffer.from([127, 255, 255, 255]))]), flow],
  ['an answer to another stream', Buffer.concat([preface, okHead(99, true)]), protocol],
  ['a push that was not wanted', Buffer.concat([preface, frame(5, 4, 1, Buffer.from([0, 0, 0, 2, 0x82]))]), protocol],
];

/** Errors of one stream: its connection stays. */
const streamCases: typeof cases = [
  ['a head without a status', Buffer.concat([preface, frame(1, 5, 1, Buffer.from([0x40, 1, 97, 1, 98]))]), reset],
  ['a name in upper case', Buffer.concat([preface, frame(1, 5, 1, Buffer.from([0x88, 0x40, 1, 65, 1, 98]))]), reset],
  [
    'a body shorter than its length',
    Buffer.concat([
      preface,
      frame(1, 4, 1, Buffer.from([0x88, 0x0f, 0x0d, 2, 0x31, 0x30])),
      frame(0, 1, 1, Buffer.from('abc')),
    ]),
    `ChunkedEncodingError(ProtocolError('Connection broken: ${missing}', ${missing}))`,
  ],
];

/** `userClass` asks for HTTP/2, and believes the test authority. */
export function describeInvalidHttp2(name: string, userClass: HttpUserClass): void {
  describe(`${name} with a peer that breaks the rules of HTTP/2`, () => {
    let server: InvalidHttp2;
    const go = (script: Parameters<typeof live>[2]) =>
      live(userClass, { url: server.url, open: 0, hangUp: server.hangUp }, script);
    beforeAll(async () => {
      server = await startInvalidHttp2();
    });
    afterAll(() => server.close());

    it.each(cases)('%s fails at once, and the user continues', async (_, bytes, error) => {
      for (const method of ['GET', 'POST']) {
        server.say(bytes);
        const { samples, errors } = await go(async (client) => {
          const response = await client.request(method, '/bad', method === 'POST' ? { body: 'x' } : {});
          expect(response.status).toBe(0);
          expect((await client.get('/fine')).text()).toBe('fine');
        });
        expect(samples.map((sample) => sample.name)).toEqual(['/bad', '/fine']);
        expect(errors).toEqual([error, null]);
      }
    });

    it.each(streamCases)('%s fails at once, and the user may end', async (_, bytes, error) => {
      server.say(bytes);
      const { errors } = await go(async (client) => {
        expect((await client.get('/bad')).status).toBe(0);
      });
      expect(errors).toEqual([error]);
    });

    it('invalid frames behind an answer end the connection: the next request is sent on another one', async () => {
      server.say(Buffer.concat([preface, okHead(1, true), frame(1, 4, 1, Buffer.alloc(8, 0xff))]));
      const { errors } = await go(async (client) => {
        expect((await client.get('/answered')).status).toBe(200);
        expect((await client.post('/fine', { body: 'x' })).text()).toBe('fine');
        expect((await client.get('/fine')).text()).toBe('fine');
      });
      expect(errors).toEqual([null, null, null]);
    });

    it('requests of all parallel streams fail, and no other', async () => {
      server.say(Buffer.concat([preface, frame(1, 4, 3, Buffer.alloc(8, 0xff))]));
      const { errors } = await go(async (client) => {
        await Promise.all(['/1', '/2', '/3'].map((path) => client.get(path)));
        expect((await client.get('/fine')).text()).toBe('fine');
      });
      expect(errors).toEqual([broken, broken, broken, null]);
    });

    it('a large upload that nobody can read fails, too', async () => {
      server.say(Buffer.concat([preface, frame(1, 4, 1, Buffer.alloc(8, 0xff))]));
      const { errors } = await go(async (client) => {
        expect((await client.post('/bad', { body: Buffer.alloc(1_000_000) })).status).toBe(0);
        expect((await client.get('/fine')).text()).toBe('fine');
      });
      expect(errors).toEqual([broken, null]);
    });

    it('a valid answer that takes long is waited for', async () => {
      const said = server.say(preface); // settings alone, and then nothing: what was received is valid
      const { samples } = await go(async (client, stop) => {
        const answer = client.get('/slow');
        await said;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        stop();
        await answer;
      });
      expect(samples).toEqual([]);
    });
  });
}
