import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';
import { serve, serveAndSee, serveRaw } from '../../helpers/servers/server.js';
import { certificate, certificatePath, serveHttp2, serveTls } from '../../helpers/servers/tls-server.js';
import { openSession, sessionsBy } from '../../helpers/users/http-session.js';

const ca = certificatePath('ca.pem');

/** The error of a request to `url` by a class with `network`, or the body of its response. */
async function outcome(url: string, network: Parameters<typeof sessionsBy>[0], http2 = false): Promise<string | null> {
  const { session, errors } = sessionsBy(network, http2)(url);
  const response = await session.get('/');
  return errors()[0] ?? response.text();
}

const notVerified = (reason: string) => {
  const quote = reason.includes("'") ? '"' : "'";
  const text = `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${reason}`;
  return `SSLError(SSLCertVerificationError(1, ${quote}${text}${quote}))`;
};

describe('certificates of servers', () => {
  it('are trusted if a CA of the user has signed them, given as path, text or bytes', async () => {
    const { url } = await serveTls();
    const given = [ca, certificate('ca.pem'), Buffer.from(certificate('ca.pem')), [certificate('self-signed.pem'), ca]];
    for (const one of given) expect(await outcome(url, { ca: one })).toBe('secret');
  });

  it('are not trusted otherwise, with Locust’s error text', async () => {
    const { url } = await serveTls();
    expect(await outcome(url, { connections: 1 })).toBe(notVerified('unable to get local issuer certificate'));
    expect(await openSessionOutcome(url)).toBe(notVerified('unable to get local issuer certificate'));
  });

  it.each([
    ['self-signed', 'localhost', 'self-signed certificate'],
    ['expired', 'localhost', 'certificate has expired'],
    ['wrong-host', 'localhost', "Hostname mismatch, certificate is not valid for 'localhost'."],
    ['wrong-host', '127.0.0.1', "IP address mismatch, certificate is not valid for '127.0.0.1'."],
  ])('that are %s for %s fail with Locust’s error text, and pass without verification', async (name, host, reason) => {
    const { url } = await serveTls(undefined, { name });
    const there = url.replace('localhost', host);
    expect(await outcome(there, { ca })).toBe(notVerified(reason));
    expect(await outcome(there, { verify: false })).toBe('secret');
  });

  it('may be for another name than the URL, with serverName', async () => {
    const server = await serveTls(undefined, { name: 'wrong-host' });
    const { session, errors } = sessionsBy({ ca, serverName: 'other.test' })(server.url);
    await session.get('/');
    await session.get('/', { headers: { host: 'elsewhere.test' } });
    expect(errors()).toEqual([null, null]);
    expect(new Set(server.connections.map((socket) => socket.servername))).toEqual(new Set(['other.test']));
  });

  it.each([
    ['localhost', 'localhost'],
    ['127.0.0.1', false],
  ])(
    'are for the host of the URL, %s, whatever the Host header says, which does not connect again',
    async (host, name) => {
      for (const http2 of [false, true]) {
        const server = await serveTls(({ headers }, response) => response.end(headers.host));
        const url = server.url.replace('localhost', host);
        const { session, errors } = sessionsBy({ ca }, http2)(url);
        const hosts: string[] = [];
        for (const headers of [{}, { host: 'elsewhere.test' }, { host: '10.0.0.1' }, {}])
          hosts.push((await session.post('/', { headers })).text());
        expect(errors()).toEqual([null, null, null, null]);
        expect(hosts).toEqual([new URL(url).host, 'elsewhere.test', '10.0.0.1', new URL(url).host]);
        expect(server.connections.map((socket) => socket.servername)).toEqual([name]);
      }
    },
  );

  it('are verified at other origins than the host, too, unless the class does not verify', async () => {
    const [plain, secure] = [await serve((_, response) => response.end()), await serveTls()];
    const { session, errors } = sessionsBy({ verify: false })(plain.url);
    expect((await session.get(`${secure.url}/`)).text()).toBe('secret');
    const { session: careful, errors: its } = openSession(plain.url);
    await careful.get(`${secure.url}/`);
    expect([errors(), its()]).toEqual([[null], [notVerified('unable to get local issuer certificate')]]);
  });
});

async function openSessionOutcome(url: string): Promise<string | null | undefined> {
  const { session, errors } = openSession(url);
  await session.get('/');
  return errors()[0];
}

describe('certificates of clients', () => {
  const asking = { requestCert: true, ca: certificate('ca.pem') };
  const key = certificatePath('client.key');
  const cert = certificatePath('client.pem');

  it('are sent if servers request them: certificate and key, with a passphrase, or in a PKCS #12 file', async () => {
    const server = await serveTls(undefined, asking);
    const encrypted = certificate('client-encrypted.key');
    const pfx = certificatePath('client.pfx');
    for (const shown of [
      { cert, key },
      { cert, key: encrypted, passphrase: 'secret' },
      { pfx, passphrase: 'secret' },
    ])
      expect(await outcome(server.url, { ca, ...shown })).toBe('secret');
    const subjects = server.connections.map((socket) => socket.getPeerCertificate().subject?.CN);
    expect(subjects).toEqual(['client', 'client', 'client']);
  });

  it('that are missing fail the request with Locust’s error text', async () => {
    const { url } = await serveTls(undefined, asking);
    const expected = "SSLError(1, '[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert certificate required')";
    expect(await outcome(url, { ca })).toBe(expected);
    const old = await serveTls(undefined, { ...asking, maxVersion: 'TLSv1.2' });
    expect(await outcome(old.url, { ca })).toMatch(
      /^SSLError\(SSLError\(1, '\[SSL: [\w/]+ALERT_HANDSHAKE_FAILURE\] .*'\)\)$/,
    );
  });
});

describe('the version of TLS', () => {
  it.each([
    ['TLSv1.3', { minVersion: 'TLSv1.3' }],
    ['TLSv1.2', { maxVersion: 'TLSv1.2' }],
    ['TLSv1.1', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' }],
  ] as const)('is %s if configured', async (version, network) => {
    const server = await serveTls(undefined, { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
    expect(await outcome(server.url, { ca, ...network })).toBe('secret');
    expect(server.connections.map((socket) => socket.getProtocol())).toEqual([version]);
  });

  it('is rejected by a server that supports only others', async () => {
    const { url } = await serveTls(undefined, { maxVersion: 'TLSv1.2' });
    const text = "SSLError(SSLError(1, '[SSL: TLSV1_ALERT_PROTOCOL_VERSION] tlsv1 alert protocol version'))";
    expect(await outcome(url, { ca, minVersion: 'TLSv1.3' })).toBe(text);
  });
});

describe('TLS sessions', () => {
  it('are shared by the users of a class, and resumed', async () => {
    const server = await serveTls(undefined, { maxVersion: 'TLSv1.2' });
    const open = sessionsBy({ ca });
    for (let i = 0; i < 3; i++) await open(server.url).session.get('/');
    expect(server.connections.map((socket) => socket.isSessionReused())).toEqual([false, true, true]);
  });
});

describe('hosts', () => {
  it('are mapped as configured, while Host, SNI and URL stay those of the request', async () => {
    const server = await serveTls(({ headers }, response) => response.end(headers.host));
    const port = new URL(server.url).port;
    const network = { ca, resolve: { 'api.example.test:443': `127.0.0.1:${port}` } };
    const { session, samples } = sessionsBy(network)('https://api.example.test');
    const response = await session.get('/x');
    expect([response.text(), response.url]).toEqual(['api.example.test', 'https://api.example.test/x']);
    expect(samples).toMatchObject([{ name: '/x', exception: null }]);
    expect(server.connections.map(({ servername }) => servername)).toEqual(['api.example.test']);
    expect(await outcome('https://127.0.0.9', { ca, resolve: { '*': `127.0.0.1:${port}` } })).toBe(
      notVerified("IP address mismatch, certificate is not valid for '127.0.0.9'."),
    );
  });

  it('of plain http are mapped, too, for any port', async () => {
    const server = await serveAndSee();
    const { session, errors } = sessionsBy({ resolve: { 'api.test': server.url.slice('http://'.length) } })(
      'http://api.test:99',
    );
    await session.get('/');
    await session.get('http://api.test/');
    await session.get('http://api.test:99/');
    expect([errors(), server.accepted]).toEqual([[null, null, null], 2]);
    expect(server.seen.map(({ headers }) => headers.host)).toEqual(['api.test:99', 'api.test', 'api.test:99']);
  });

  it('refuse connections with the usual text, wherever they are', async () => {
    const resolve = { 'api.test': '127.0.0.1:1' };
    for (const url of ['http://api.test', 'https://api.test'])
      expect(await outcome(url, { resolve })).toBe("ConnectionRefusedError(111, 'Connection refused')");
  });

  it('can be replaced by a Unix socket', async () => {
    const socketPath = join(temporaryFolder(), 'socket');
    const server = createServer(({ headers }, response) => response.end(headers.host));
    await new Promise<void>((resolve) => server.listen(socketPath, resolve));
    onTestFinished(() => void server.close().closeAllConnections());
    expect(await outcome('http://api.test', { socketPath })).toBe('api.test');
    const missing = "FileNotFoundError(2, 'No such file or directory')";
    expect(await outcome('http://api.test', { socketPath: `${socketPath}.old` })).toBe(missing);
  });

  it('are looked up once with dnsCache', async () => {
    const server = await serveAndSee();
    const open = sessionsBy({ dnsCache: 'forever', family: 4, keepAlive: false });
    const { session, errors } = open(server.url.replace('127.0.0.1', 'localhost'));
    for (let i = 0; i < 3; i++) await session.get('/');
    expect([errors(), server.accepted]).toEqual([[null, null, null], 3]);
  });

  it('have only addresses of the configured IP version', async () => {
    const { url } = await serveAndSee();
    expect(await outcome(url.replace('127.0.0.1', 'localhost'), { family: 4 })).toBe('');
    expect(await outcome(url.replace('127.0.0.1', 'localhost'), { family: 6 })).toMatch(/refused|gaierror/);
  });
});

describe('source addresses', () => {
  it('are assigned to users in rotation, for all connections of a user', async () => {
    const from: (string | undefined)[] = [];
    const server = await serve(({ socket }, response) => {
      from.push(socket.remoteAddress);
      response.end();
    });
    const open = sessionsBy({ sourceAddresses: ['127.0.0.2', '127.0.0.3'], keepAlive: false });
    for (let user = 0; user < 3; user++) {
      const { session, errors } = open(server.url.replace('127.0.0.1', 'localhost'));
      await Promise.all([session.get('/'), session.get('/')]);
      expect(errors()).toEqual([null, null]);
    }
    expect(from).toEqual(['127.0.0.2', '127.0.0.2', '127.0.0.3', '127.0.0.3', '127.0.0.2', '127.0.0.2']);
  });

  it('that this machine does not have fail the request', async () => {
    const { url } = await serveAndSee();
    const expected = "OSError(99, 'Cannot assign requested address')";
    expect(await outcome(url, { sourceAddresses: ['192.0.2.1'] })).toBe(expected);
  });
});

describe('connections', () => {
  it('are opened for each request without keep-alive', async () => {
    const server = await serveAndSee();
    const { session } = sessionsBy({ keepAlive: false })(server.url);
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) await session.request(method, '/');
    expect(server.accepted).toBe(4);
    expect(server.seen.map(({ headers }) => headers.connection)).toEqual(Array(4).fill('close'));
    await server.idle();
  });

  it.each([1, 3])('are at most %i per user, if configured', async (connections) => {
    const server = await serveAndSee();
    const { session, errors } = sessionsBy({ connections })(server.url);
    await Promise.all(Array.from({ length: 12 }, () => session.get('/')));
    expect([server.accepted, new Set(errors())]).toEqual([connections, new Set([null])]);
  });
});

describe('HTTP/2', () => {
  it('is used with servers that support it, many concurrent requests on one connection', async () => {
    let [together, most] = [0, 0];
    const held: (() => void)[] = [];
    const server = await serveHttp2(({ httpVersion, method }, response) => {
      most = Math.max(most, ++together);
      held.push(() => {
        together--;
        response.end(`${method} by ${httpVersion}`);
      });
      if (held.length === 20) for (const answer of held) answer();
    });
    const { session, errors } = sessionsBy({ ca }, true)(server.url);
    const texts = await Promise.all(
      Array.from({ length: 20 }, async (_, i) =>
        (await (i % 2 ? session.post('/', { json: i }) : session.get('/'))).text(),
      ),
    );
    expect(new Set(texts)).toEqual(new Set(['GET by 2.0', 'POST by 2.0']));
    expect([most, server.accepted, server.sessions.length, new Set(errors())]).toEqual([20, 1, 1, new Set([null])]);
  });

  it('is not used with others, with the usual number of connections', async () => {
    const server = await serveTls(({ httpVersion }, response) => response.end(httpVersion));
    const { session, errors } = sessionsBy({ ca, connections: 4 }, true)(server.url);
    const responses = await Promise.all(Array.from({ length: 12 }, () => session.get('/')));
    expect(new Set(responses.map((response) => response.text()))).toEqual(new Set(['1.1']));
    expect([server.accepted, new Set(errors())]).toEqual([4, new Set([null])]);
    const plain = await serve(({ httpVersion }, response) => response.end(httpVersion));
    expect(await outcome(plain.url, {}, true)).toBe('1.1');
  });

  it('is used only if configured', async () => {
    const { url } = await serveHttp2(({ httpVersion }, response) => response.end(httpVersion));
    expect([await outcome(url, { ca }), await outcome(url, { ca }, true)]).toEqual(['1.1', '2.0']);
  });

  it('supports headers, cookies, redirects, bodies and errors', async () => {
    const server = await serveHttp2((request, response) => {
      if (request.url === '/from')
        return void response.writeHead(302, { location: '/to', 'set-cookie': ['a=1', 'b=2'] }).end();
      if (request.url === '/404') return void response.writeHead(404).end();
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => response.end(`${request.headers.cookie} ${request.headers['x-a']} ${body}`));
    });
    const { session, errors } = sessionsBy({ ca }, true)(server.url);
    expect((await session.get('/from', { headers: { 'X-A': 'b', Connection: 'keep-alive' } })).text()).toBe(
      'a=1; b=2 b ',
    );
    expect((await session.post('/', { form: { c: 'd' } })).text()).toBe('a=1; b=2 undefined c=d');
    expect((await session.head('/')).status).toBe(200);
    expect((await session.get('/404')).status).toBe(404);
    expect([errors(), server.accepted]).toEqual([
      [null, null, null, "HTTPError('404 Client Error:  for url: /404')"],
      1,
    ]);
  });

  it('continues after GOAWAY, and after a stream reset', async () => {
    const server = await serveHttp2((request, response) => {
      if (request.url === '/reset')
        return void (response as never as { stream: { close(code: number): void } }).stream.close(2);
      response.end('fine');
    });
    const { session, errors } = sessionsBy({ ca }, true)(server.url);
    await session.get('/');
    server.sessions[0]?.goaway();
    server.sessions[0]?.close();
    await server.idle();
    expect((await session.get('/')).text()).toBe('fine');
    await session.get('/reset');
    expect((await session.get('/')).text()).toBe('fine');
    expect(errors()).toEqual([null, null, expect.any(String), null]);
  });

  it('ends each pending request exactly once after GOAWAY, and sends none twice', async () => {
    let arrived = 0;
    const server = await serveHttp2(() => {
      if (++arrived === 5) server.sessions[0]?.destroy(undefined, 2);
    });
    const { session, errors, samples } = sessionsBy({ ca }, true)(server.url);
    await Promise.all(Array.from({ length: 5 }, () => session.get('/')));
    expect([arrived, samples.length]).toEqual([5, 5]);
    for (const error of errors()) expect(error).toMatch(/./);
  });

  it('ends with the user', async () => {
    let arrived = 0;
    const server = await serveHttp2(() => void arrived++);
    const { session, samples } = sessionsBy({ ca }, true)(server.url);
    const requests = Array.from({ length: 5 }, () => session.get('/'));
    while (arrived < 5) await new Promise(setImmediate);
    session.cancel(new Error('over'));
    for (const request of requests) await expect(request).rejects.toThrow('over');
    await server.idle();
    expect(samples).toEqual([]);
  });
});

describe('a host that closes each connection without notice', () => {
  it('does not make requests to other hosts connect again', async () => {
    const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';
    const closing = await serveRaw((socket) => socket.once('data', () => socket.end(answer)));
    const fine = await serve((_, response) => response.end());
    const { session, errors } = sessionsBy({})(fine.url);
    await session.post('/');
    for (let i = 0; i < 3; i++) {
      await session.get(`${closing.url}/`);
      await closing.idle();
    }
    await session.post('/');
    expect([fine.accepted, closing.accepted, errors()]).toEqual([1, 3, [null, null, null, null, null]]);
  });
});
