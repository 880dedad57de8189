/** Tests against nginx: TLS with and without client certificates, HTTP/2, compression, ends of connections. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FastHttpUser } from '../../src/protocols/http/fast-http-user.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { type HttpUserClass, live, type Script } from '../contracts/lives.js';
import { root } from '../helpers/files/source-files.js';
import { nginxConfig } from './nginx-config.js';
import { findProgram, freePorts, type Service, startService } from './service.js';

const nginx = findProgram('nginx', 'nginx with TLS and HTTP/2');
const certificates = join(root, 'test/helpers/certificates');
const ca = join(certificates, 'ca.pem');

class Trusting extends HttpUser {
  static override network = { ca };
}
class Careless extends HttpUser {
  static override network = { verify: false };
}
class Modern extends Trusting {
  static override http2 = true;
}
class Known extends HttpUser {
  static override network = { ca, cert: join(certificates, 'client.pem'), key: join(certificates, 'client.key') };
}
class Newest extends HttpUser {
  static override network = { ca, minVersion: 'TLSv1.3' as const };
}
class Careful extends FastHttpUser {
  static override insecure = false;
}

describe.skipIf(nginx === undefined)('nginx', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsloc-nginx-'));
  const text = 'nginx says this. '.repeat(1000);
  const server = { url: '', open: 0 };
  let service: Service;
  let [plain, secure, closed, expired, wrongHost, selfSigned] = ['', '', '', '', '', ''];

  beforeAll(async () => {
    const ports = await freePorts(6);
    writeFileSync(join(folder, 'text.txt'), text);
    writeFileSync(join(folder, 'passwords'), 'us:{PLAIN}secret\n');
    writeFileSync(join(folder, 'nginx.conf'), nginxConfig(folder, certificates, ports));
    service = await startService(nginx as string, ['-p', folder, '-c', join(folder, 'nginx.conf')], ports[0] as number);
    plain = `http://127.0.0.1:${ports[0]}`;
    [secure, closed, expired, wrongHost, selfSigned] = ports.slice(1).map((port) => `https://127.0.0.1:${port}`) as [
      string,
      string,
      string,
      string,
      string,
    ];
  });
  afterAll(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  /** Each request is one sample; `failures` are the error texts that are expected, in order. */
  async function go(
    userClass: HttpUserClass,
    url: string,
    script: Script,
    failures: readonly (string | RegExp)[] = [],
  ) {
    server.url = url;
    const { samples, errors } = await live(userClass, server, script);
    const expected = failures.map((failure) => (failure instanceof RegExp ? expect.stringMatching(failure) : failure));
    expect(errors.filter((error) => error !== null)).toEqual(expected);
    return samples;
  }

  describe.each([
    ['HttpUser', HttpUser],
    ['FastHttpUser', FastHttpUser],
  ] as const)('and %s', (_, userClass) => {
    it('serves files, compressed, redirected, in part and not at all', async () => {
      const samples = await go(
        userClass,
        plain,
        async (client) => {
          const file = await client.get('/text.txt');
          expect([file.text(), file.headers.get('content-encoding')]).toEqual([text, 'gzip']);
          const etag = file.headers.get('etag') as string;
          expect((await client.get('/text.txt', { headers: { 'if-none-match': etag } })).status).toBe(304);
          expect((await client.get('/moved')).text()).toBe(text);
          const part = await client.get('/text.txt', {
            headers: { range: 'bytes=0-4', 'accept-encoding': 'identity' },
          });
          expect([part.status, part.text()]).toEqual([206, 'nginx']);
          expect((await client.head('/text.txt')).status).toBe(200);
          expect((await client.get('/nothing')).status).toBe(404);
        },
        ["HTTPError('404 Client Error: Not Found for url: /nothing')"],
      );
      expect(samples.map(({ responseLength }) => responseLength).slice(0, 5)).toEqual([
        text.length,
        0,
        text.length,
        5,
        0,
      ]);
    });

    it('fails requests in its own ways: too large, connection closed, bad gateway, unauthorized', () =>
      go(
        userClass,
        plain,
        async (client) => {
          await client.post('/text.txt', { body: Buffer.alloc(5_000) });
          await client.get('/hang-up');
          await client.get('/dead');
          await client.get('/secret/text.txt');
          const authorization = `Basic ${Buffer.from('us:secret').toString('base64')}`;
          expect((await client.get('/secret/text.txt', { headers: { authorization } })).text()).toBe(text);
        },
        [
          "HTTPError('413 Client Error: Request Entity Too Large for url: /text.txt')",
          "RemoteDisconnected('Remote end closed connection without response')",
          "HTTPError('502 Server Error: Bad Gateway for url: /dead')",
          "HTTPError('401 Client Error: Unauthorized for url: /secret/text.txt')",
        ],
      ));

    it('ends a connection after some requests without failing any', () =>
      go(userClass, plain, async (client) => {
        for (let i = 0; i < 50; i++) expect((await client.get('/short')).text()).toBe('short\n');
      }));

    it('gets http on its https port, and https on its http port', () =>
      go(
        userClass,
        plain,
        async (client) => {
          await client.get(`${secure.replace('https:', 'http:')}/x`);
          await client.get(`${plain.replace('http:', 'https:')}/x`);
        },
        [
          "HTTPError('400 Client Error: Bad Request for url: /x')",
          "SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number'))",
        ],
      ));
  });

  it.each([
    ['HttpUser with its authority', Trusting],
    ['HttpUser that verifies nothing', Careless],
    ['FastHttpUser', FastHttpUser],
  ] as const)('speaks HTTP/1.1 over TLS with %s', async (_, userClass) => {
    await go(userClass, secure, async (client) => {
      const response = await client.get('/text.txt');
      expect([response.text(), response.headers.get('x-protocol')]).toEqual([text, 'HTTP/1.1']);
      for (let i = 0; i < 20; i++) expect((await client.get('/short')).text()).toBe('short\n');
    });
  });

  it('speaks HTTP/2 if offered, one request or many at once, over connections that it ends', () =>
    go(
      Modern,
      secure,
      async (client) => {
        const response = await client.get('/text.txt');
        expect([response.text(), response.headers.get('x-protocol')]).toEqual([text, 'HTTP/2.0']);
        for (let i = 0; i < 30; i++) expect((await client.get('/short')).headers.get('x-protocol')).toBe('HTTP/2.0');
        const all = await Promise.all(Array.from({ length: 20 }, () => client.get('/text.txt')));
        expect(all.every((one) => one.text() === text)).toBe(true);
        expect((await client.post('/nothing', { json: {} })).status).toBe(404);
      },
      ["HTTPError('404 Client Error:  for url: /nothing')"],
    ));

  it.each([
    ['an unknown authority', HttpUser, () => secure, 'unable to get local issuer certificate'],
    ['an expired certificate', Trusting, () => expired, 'certificate has expired'],
    [
      'a certificate of another name',
      Trusting,
      () => wrongHost,
      "IP address mismatch, certificate is not valid for '127.0.0.1'.",
    ],
    ['a self-signed certificate', HttpUser, () => selfSigned, 'self-signed certificate'],
    ['a self-signed certificate, for a careful FastHttpUser', Careful, () => selfSigned, 'self-signed certificate'],
  ] as const)('is not trusted with %s, and the user continues', async (_, userClass, url, reason) => {
    await go(
      userClass,
      plain,
      async (client) => {
        expect((await client.get(`${url()}/x`)).status).toBe(0);
        expect((await client.get('/short')).status).toBe(200);
      },
      [certificateError(reason)],
    );
  });

  it('requests a client certificate, and accepts the correct one', async () => {
    await go(Known, closed, async (client) => {
      expect((await client.get('/short')).text()).toBe('short\n');
    });
    await go(Trusting, closed, async (client) => void (await client.get('/short')), [
      "HTTPError('400 Client Error: Bad Request for url: /short')",
    ]);
  });

  it('may support only an old TLS version', () =>
    go(Newest, closed, async (client) => void (await client.get('/short')), [/^SSLError\(SSLError\(1, '\[SSL: /]));
});

function certificateError(reason: string): string {
  const message = `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${reason}`;
  const quoted = message.includes("'") ? `"${message}"` : `'${message}'`;
  return `SSLError(SSLCertVerificationError(1, ${quoted}))`;
}
