import { lookup } from 'node:dns/promises';
import { describe, expect, it } from 'vitest';
import { connectionError } from '../../../src/http/errors/failures.js';
import { failureText } from '../../../src/stats/failures.js';
import { createCloseError } from '../../../src/wire/wire-error.js';
import { deadUrl, serve, serveBytes, serveRaw } from '../../helpers/servers/server.js';
import { openSession, sessionsBy } from '../../helpers/users/http-session.js';

async function failureOf(url: string, open = (host: string) => openSession(host)): Promise<string | null> {
  const { session, samples, errors } = open(url);
  const response = await session.get('/x');
  expect(response).toMatchObject({ status: 0, ok: false, error: samples[0]?.exception });
  expect([response.text(), response.bytes().length]).toEqual(['', 0]);
  expect(samples).toMatchObject([{ requestType: 'GET', name: '/x', responseLength: 0 }]);
  return errors()[0] ?? null;
}

/** As a user of a class with `static network`. */
const byNetwork = sessionsBy({});

describe('a failed request is called as Locust calls it:', () => {
  it.each([
    [404, 'Not Found', "HTTPError('404 Client Error: Not Found for url: /x')"],
    [400, 'Bad Request', "HTTPError('400 Client Error: Bad Request for url: /x')"],
    [429, '', "HTTPError('429 Client Error:  for url: /x')"],
    [599, "That's it", 'HTTPError("599 Server Error: That\'s it for url: /x")'],
    [503, 'Service Unavailable', "HTTPError('503 Server Error: Service Unavailable for url: /x')"],
  ])('status %i %s', async (status, reason, text) => {
    const server = await serveBytes(`HTTP/1.1 ${status} ${reason}\r\ncontent-length: 4\r\n\r\noops`);
    const { session, samples, errors } = openSession(server.url);
    const response = await session.get('/x');
    expect(response).toMatchObject({ status, ok: false, error: null });
    expect(response.text()).toBe('oops');
    expect(errors()).toEqual([text]);
    expect(samples[0]?.responseLength).toBe(4);
  });

  it('by its name, if it has one, so that many URLs form one row', async () => {
    const server = await serve((_, response) => response.writeHead(404).end());
    const { session, errors } = openSession(server.url);
    await session.get('/files/1', { name: '/files/:id' });
    await session.get('/files/2?a=b', { name: '/files/:id' });
    const text = "HTTPError('404 Client Error: Not Found for url: /files/:id')";
    expect(errors()).toEqual([text, text]);
  });

  it.each([200, 204, 299, 300, 304, 305, 306, 600, 999])('a status of %i is not a failure', async (status) => {
    const server = await serveBytes(`HTTP/1.1 ${status} Fine\r\ncontent-length: 0\r\n\r\n`);
    const { session, errors } = openSession(server.url);
    expect((await session.get('/x')).status).toBe(status);
    expect(errors()).toEqual([null]);
  });

  it('connection refused', async () => {
    expect(await failureOf(await deadUrl())).toBe("ConnectionRefusedError(111, 'Connection refused')");
  });

  it('unknown host', async () => {
    const host = 'does-not-exist.invalid';
    const code = await lookup(host).then(String, (error: NodeJS.ErrnoException) => error.code);
    // A machine without any name server says "try again" instead.
    const expected =
      code === 'EAI_AGAIN'
        ? "gaierror(-3, 'Temporary failure in name resolution')"
        : "gaierror(-2, 'Name or service not known')";
    expect(await failureOf(`http://${host}`)).toBe(expected);
  });

  it('reset while waiting for the response', async () => {
    const server = await serveRaw((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await failureOf(server.url)).toBe("ConnectionResetError(104, 'Connection reset by peer')");
  });

  it('closed without a response', async () => {
    const text = "RemoteDisconnected('Remote end closed connection without response')";
    expect(await failureOf((await serveBytes('')).url)).toBe(text);
    expect(await failureOf((await serveBytes('HTTP/1.1 200 OK\r\ncontent-le')).url)).toBe(text);
  });

  it('a body shorter than announced', async () => {
    const server = await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc');
    const incomplete = 'IncompleteRead(3 bytes read, 97 more expected)';
    expect(await failureOf(server.url)).toBe(
      `ChunkedEncodingError(ProtocolError('Connection broken: ${incomplete}', ${incomplete}))`,
    );
  });

  it('a body of chunks that never ends', async () => {
    const server = await serveBytes('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n5\r\nde');
    expect(await failureOf(server.url)).toBe("ChunkedEncodingError(ProtocolError('Response ended prematurely'))");
  });

  it('reset in the middle of a body', async () => {
    const server = await serveRaw((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc', () => socket.resetAndDestroy());
      });
    });
    expect(await failureOf(server.url)).toMatch(/^ChunkedEncodingError\(ProtocolError\('Connection broken: Incomplete/);
  });

  it('a response that is not HTTP: by its first line only', async () => {
    expect(await failureOf((await serveBytes('garbage\r\nmore 1234')).url)).toBe("BadStatusLine('garbage\\r\\n')");
    expect(await failureOf((await serveBytes('garbage')).url)).toBe("BadStatusLine('garbage')");
    for (const line of ['HTTP/3.0 200 OK\r\n\r\n', 'HTTP/11 204\r\n\r\n'])
      expect(await failureOf((await serveBytes(line)).url)).toBe(`UnknownProtocol('${line.split(' ')[0]}')`);
    expect(await failureOf((await serveBytes('HTTP/3.0 99 OK\r\n\r\n')).url)).toMatch(/^BadStatusLine\('HTTP\/3\.0 99/);
  });

  it('a header that is not HTTP', async () => {
    const server = await serveBytes('HTTP/1.1 200 OK\r\nbad header\r\n\r\n');
    expect(await failureOf(server.url)).toBe("HTTPParseError('Expected a name and a colon in each header line.')");
    expect(await failureOf(server.url, byNetwork)).toBe(
      "HTTPParseError('Response does not match the HTTP/1.1 protocol (Invalid header token)')",
    );
  });

  it('a head with contradictory lengths', async () => {
    const server = await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 5\r\n\r\nabcde');
    expect(await failureOf(server.url)).toBe("HTTPParseError('Expected one Content-Length, got several.')");
    expect(await failureOf(server.url, byNetwork)).toBe(
      "HTTPParseError('Response does not match the HTTP/1.1 protocol')",
    );
  });

  it('a head of more than 64 KB, in one line or many', async () => {
    const text = "LineTooLong('got more than 65536 bytes when reading header line')";
    const long = await serveBytes(`HTTP/1.1 200 OK\r\nx-long: ${'a'.repeat(65_536)}\r\n\r\n`);
    expect(await failureOf(long.url)).toBe(text);
    expect(await failureOf(long.url, byNetwork)).toBe(text);
    const many = await serveBytes(`HTTP/1.1 200 OK\r\n${`x-many: ${'a'.repeat(500)}\r\n`.repeat(200)}\r\n`);
    expect(await failureOf(many.url)).toBe(text);
    expect(await failureOf(many.url, byNetwork)).toBe(text);
    const head = `HTTP/1.1 200 OK\r\nx-long: ${'a'.repeat(60_000)}\r\ncontent-length: 0\r\n\r\n`;
    const { session, errors } = openSession((await serveBytes(head)).url);
    await session.get('/x');
    expect(errors()).toEqual([null]);
  });

  it('an unsolicited change of protocol', async () => {
    const server = await serveBytes('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
    expect(await failureOf(server.url)).toBe("HTTPParseError('Expected no change of protocol, got status 101.')");
  });

  it.each(['100 Continue', '101 Switching Protocols'])(
    'an unsolicited %s read by undici: by its status line',
    async (line) => {
      const server = await serveBytes(`HTTP/1.1 ${line}\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n`);
      expect(await failureOf(server.url, byNetwork)).toBe(`BadStatusLine('HTTP/1.1 ${line}\\r\\n')`);
    },
  );

  it('TLS to a port that does not speak it, without addresses that differ from run to run', async () => {
    const server = await serveBytes('plain text');
    expect(await failureOf(server.url.replace('http:', 'https:'))).toBe(
      "SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number'))",
    );
  });

  it.each([
    ['gzip', 'incorrect header check'],
    ['GZIP', 'incorrect header check'],
    ['deflate', 'invalid stored block lengths'],
  ])('an undecodable body (%s)', async (encoding, reason) => {
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: 5\r\n\r\n`;
    const server = await serveBytes(Buffer.concat([Buffer.from(head), Buffer.from('\0\0\0\0\0')]));
    const message = `Received response with content-encoding: ${encoding.toLowerCase()}, but failed to decode it.`;
    expect(await failureOf(server.url)).toBe(
      `ContentDecodingError(DecodeError('${message}', error('Error -3 while decompressing data: ${reason}')))`,
    );
  });
});

describe('connectionError', () => {
  const beforeHeaders = { headersSeen: false, bytesRead: 0, bytesExpected: null };
  const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });
  const textOf = (error: Error) => failureText(connectionError(error, beforeHeaders));

  it.each([
    ['EHOSTUNREACH', "OSError(113, 'No route to host')"],
    ['EAI_AGAIN', "gaierror(-3, 'Temporary failure in name resolution')"],
  ])('names %s as Python does, without ports or addresses', (code, text) => {
    expect(textOf(withCode(code, `connect ${code} 127.0.0.1:8000`))).toBe(text);
  });

  it('names a connection that breaks inside a body by the missing bytes, however it breaks', () => {
    const progress = { headersSeen: true, bytesRead: 3, bytesExpected: 10 };
    const incomplete = 'IncompleteRead(3 bytes read, 7 more expected)';
    for (const error of [withCode('ECONNRESET'), createCloseError()]) {
      expect(failureText(connectionError(error, progress))).toBe(
        `ChunkedEncodingError(ProtocolError('Connection broken: ${incomplete}', ${incomplete}))`,
      );
    }
  });

  it('takes the first of the errors of a host with several addresses', () => {
    const error = new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')], '');
    expect(textOf(error)).toBe("ConnectionRefusedError(111, 'Connection refused')");
  });

  it('looks for the cause of an error without a code', () => {
    expect(textOf(new Error('failed', { cause: withCode('ECONNREFUSED') }))).toMatch(/^ConnectionRefusedError/);
  });

  it('names OpenSSL’s reason without addresses, also if Node has no code for it', () => {
    const said =
      '80CC21F64B7F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl3_record.c:350:';
    const text = "SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number'))";
    expect(textOf(withCode('EPROTO', `write EPROTO ${said}`))).toBe(text);
    expect(textOf(withCode('ERR_SSL_WRONG_VERSION_NUMBER', said))).toBe(text);
  });

  it.each(['', '; if the root CA is installed locally, try running Node.js with --use-system-ca'])(
    'names an untrusted certificate, without advice: %j',
    (advice) => {
      const error = withCode('DEPTH_ZERO_SELF_SIGNED_CERT', `self-signed certificate${advice}`);
      const message = '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate';
      expect(textOf(error)).toBe(`SSLError(SSLCertVerificationError(1, '${message}'))`);
    },
  );

  it('keeps the text of an unknown error, and every original error as the cause', () => {
    const odd = new RangeError('too odd');
    expect(textOf(odd)).toBe("RangeError('too odd')");
    expect(connectionError(odd, beforeHeaders).cause).toBe(odd);
    const reset = withCode('ECONNRESET');
    expect(connectionError(reset, beforeHeaders)).toMatchObject({
      cause: reset,
      message: expect.stringContaining('104'),
    });
  });
});
