/** Tests against httpbin: TSLOC_HTTPBIN_PYTHON names a Python that can import it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FastHttpUser } from '../../src/protocols/http/fast-http-user.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { live, type Script } from '../contracts/lives.js';
import { freePorts, type Service, startService } from './service.js';

const python = process.env.TSLOC_HTTPBIN_PYTHON;
if (python === undefined) console.log('httpbin is not tested: TSLOC_HTTPBIN_PYTHON names no Python with httpbin');

describe.skipIf(python === undefined)('httpbin', () => {
  let service: Service;
  const server = { url: '', open: 0 };
  beforeAll(async () => {
    const [port] = (await freePorts(1)) as [number];
    const app = ['-m', 'flask', '--app', 'httpbin:app', 'run', '--host', '127.0.0.1', '--port', String(port)];
    service = await startService(python as string, app, port);
    server.url = `http://127.0.0.1:${port}`;
  });
  afterAll(() => service.stop());

  describe.each([
    ['HttpUser', HttpUser],
    ['FastHttpUser', FastHttpUser],
  ] as const)('and %s', (_, userClass) => {
    /** Every request is one sample; `failures` are the error texts that are expected, in order. */
    async function go(script: Script, failures: readonly string[] = []): Promise<void> {
      const { errors } = await live(userClass, server, script);
      expect(errors.filter((error) => error !== null)).toEqual(failures);
    }

    it('receives parameters, headers and every kind of body', () =>
      go(async (client) => {
        const got = (
          await client.get('/get', { params: { q: 'zwei Wörter', n: 1 }, headers: { 'X-Own': 'a' } })
        ).json<Echo>();
        expect(got).toMatchObject({ args: { q: 'zwei Wörter', n: '1' }, headers: { 'X-Own': 'a' } });
        expect((await client.post('/post', { json: { a: ['ü'] } })).json<Echo>().json).toEqual({ a: ['ü'] });
        expect((await client.post('/post', { form: { a: 'x y&z' } })).json<Echo>().form).toEqual({ a: 'x y&z' });
        expect((await client.put('/put', { body: 'raw text' })).json<Echo>().data).toBe('raw text');
        expect((await client.patch('/patch', { json: null })).json<Echo>().json).toBeNull();
        expect((await client.delete('/delete')).json<Echo>().url).toBe(`${server.url}/delete`);
        const form = new FormData();
        form.append('field', 'value');
        form.append('file', new Blob(['content of it']), 'a.txt');
        const parts = (await client.post('/post', { body: form })).json<Echo>();
        expect(parts).toMatchObject({ form: { field: 'value' }, files: { file: 'content of it' } });
      }));

    it.each(['gzip', 'deflate', 'brotli'])('may compress its responses (%s)', (encoding) =>
      go(async (client) => {
        const word = { gzip: 'gzipped', deflate: 'deflated', brotli: 'brotli' }[encoding] as string;
        expect((await client.get(`/${encoding}`)).json()).toMatchObject({ [word]: true });
      }),
    );

    it('may redirect', () =>
      go(async (client) => {
        for (const path of ['/redirect/5', '/relative-redirect/5', '/absolute-redirect/5']) {
          const response = await client.get(path);
          expect([response.status, response.history.length, response.url]).toEqual([200, 5, `${server.url}/get`]);
        }
        const kept = await client.post('/redirect-to?url=/post&status_code=307', { form: { a: '1' } });
        expect(kept.json<Echo>().form).toEqual({ a: '1' });
        expect((await client.post('/redirect-to?url=/get&status_code=303', { form: { a: '1' } })).status).toBe(200);
        expect((await client.get('/redirect/3', { allowRedirects: false })).status).toBe(302);
      }));

    it('fails the request when it redirects too often', () =>
      go(
        async (client) => {
          expect((await client.get('/redirect/31')).history).toHaveLength(30);
        },
        ["TooManyRedirects('Exceeded 30 redirects.')"],
      ));

    it('sets and deletes cookies', () =>
      go(async (client) => {
        expect((await client.get('/cookies/set?flavour=oat&size=2')).json()).toEqual({
          cookies: { flavour: 'oat', size: '2' },
        });
        expect((await client.get('/cookies/delete?size=')).json()).toEqual({ cookies: { flavour: 'oat' } });
      }));

    it('accepts credentials', () =>
      go(
        async (client) => {
          await client.get('/basic-auth/us/pass%20word');
          const authorization = `Basic ${Buffer.from('us:pass word').toString('base64')}`;
          const known = await client.get('/basic-auth/us/pass%20word', { headers: { authorization } });
          expect(known.json()).toEqual({ authenticated: true, user: 'us' });
          const bearer = await client.get('/bearer', { headers: { authorization: 'Bearer t' } });
          expect(bearer.json()).toEqual({ authenticated: true, token: 't' });
        },
        ["HTTPError('401 Client Error: UNAUTHORIZED for url: /basic-auth/us/pass%20word')"],
      ));

    it.each([
      [404, 'Client Error: NOT FOUND'],
      [418, "Client Error: I'M A TEAPOT"],
      [503, 'Server Error: SERVICE UNAVAILABLE'],
    ])('fails the request with status %i', (status, words) =>
      go(
        async (client) => {
          expect((await client.get(`/status/${status}`)).status).toBe(status);
        },
        [quoted(`${status} ${words} for url: /status/${status}`)],
      ),
    );

    it('may delay and stream its responses', async () => {
      const { samples, errors } = await live(userClass, server, async (client) => {
        expect((await client.get('/stream/5')).text().trim().split('\n')).toHaveLength(5);
        expect((await client.get('/stream-bytes/5000?chunk_size=100')).bytes()).toHaveLength(5000);
        expect((await client.get('/drip?duration=0.2&numbytes=5&delay=0')).text()).toBe('*****');
        expect((await client.get('/range/100', { headers: { range: 'bytes=10-19' } })).text()).toBe('klmnopqrst');
      });
      expect(errors).toEqual([null, null, null, null]);
      expect(samples.map(({ responseLength }) => responseLength).slice(1)).toEqual([5000, 5, 10]);
      expect(samples[2]?.responseTime).toBeGreaterThan(100);
    });

    it('fails the request when it exceeds a timeout', () =>
      go(
        async (client) => {
          await client.get('/delay/3', { timeout: 0.2 });
        },
        [
          `ReadTimeout(ReadTimeoutError("HTTPConnectionPool(host='127.0.0.1', port=${new URL(server.url).port}): Read timed out. (read timeout=0.2)"))`,
        ],
      ));

    it('sends texts in several charsets', () =>
      go(async (client) => {
        expect((await client.get('/encoding/utf8')).text()).toContain('∮ E⋅da = Q');
        expect((await client.get('/html')).text()).toContain('Herman Melville');
        expect((await client.get('/image/png')).bytes().subarray(1, 4).toString()).toBe('PNG');
        expect((await client.head('/get')).bytes()).toHaveLength(0);
        expect((await client.options('/get')).headers.get('allow')).toContain('GET');
        expect((await client.get('/cache', { headers: { 'if-none-match': 'x' } })).status).toBe(304);
      }));
  });
});

/** Its description of a request. */
interface Echo {
  readonly args: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly form: Record<string, string>;
  readonly files: Record<string, string>;
  readonly data: string;
  readonly json: unknown;
  readonly url: string;
}

function quoted(message: string): string {
  return message.includes("'") ? `HTTPError("${message}")` : `HTTPError('${message}')`;
}
