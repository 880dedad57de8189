import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { failureKindOf, isCertificateError, isTlsAlert } from '../../../src/http/errors/failure-kind.js';
import { RequestError } from '../../../src/http/errors/request-error.js';
import { createCloseError, WireError } from '../../../src/wire/wire-error.js';
import { deadUrl, serveAndSee } from '../../helpers/servers/server.js';
import { allClients } from '../../helpers/users/http-session.js';

const withCode = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more });

describe('the kind of a failure', () => {
  it.each<[string, Error]>([
    ['ConnectTimeoutError', new WireError('connect-timeout', 'slow')],
    ['ReadTimeoutError', new WireError('read-timeout', 'slow')],
    ['TimeoutError', withCode('ETIMEDOUT')],
  ])('is a timeout: %s', (name, root) => {
    expect(failureKindOf(name, root)).toBe('timeout');
  });

  it.each<Error>([
    createCloseError(),
    new WireError('not-http', 'x'),
    new WireError('tunnel-refused', 'x'),
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'].map((code) => withCode(code)),
    withCode('EMFILE', { syscall: 'connect' }),
    withCode('ESERVFAIL', { syscall: 'queryA' }),
    ...['ERR_SSL_WRONG_VERSION_NUMBER', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'EPROTO'].map((code) =>
      withCode(code),
    ),
    new Error(
      '80CC21F64B7F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl3_record.c:350:',
    ),
  ])('is the connection: %s', (root) => {
    expect(failureKindOf('X', root)).toBe('connection');
  });

  it.each<Error>([
    new WireError('unsendable', 'x'),
    new WireError('body-length-mismatch', 'x'),
    withCode('BAD_BODY'),
    withCode('ENOENT', { syscall: 'open' }),
    withCode('EISDIR', { syscall: 'read' }),
    withCode('EMFILE', { syscall: 'open' }),
    new RangeError('x'),
  ])('is neither: %s', (root) => {
    expect(failureKindOf('X', root)).toBe(null);
  });
});

describe('an error of TLS', () => {
  it('is recognized by its text, an error of a certificate by its code', () => {
    const alert = new Error('x:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:x');
    expect([isTlsAlert(alert), isTlsAlert(new Error('x'))]).toEqual([true, false]);
    expect([isCertificateError(withCode('CERT_HAS_EXPIRED')), isCertificateError(new Error('x'))]).toEqual([
      true,
      false,
    ]);
  });
});

describe.each(allClients)('a request of %s', (_, open) => {
  it('that cannot be sent, or whose body cannot be read, is no error of its connection', async () => {
    const server = await serveAndSee();
    const { session, samples } = open(server.url);
    const failing = Readable.from(
      (async function* () {
        yield 'first';
        throw new RangeError('no more rows');
      })(),
    );
    const short = Readable.from(['first']);
    await session.get('/', { headers: { 'x-a': 'line\nbreak' } });
    await session.post('/', { body: failing });
    await session.post('/', { body: createReadStream('/does/not/exist') });
    await session.post('/', { body: short, headers: { 'content-length': '9' } });
    await session.get(await deadUrl());
    const kinds = samples.map(({ exception }) => (exception instanceof RequestError ? exception.failureKind : 'other'));
    expect(kinds).toEqual([null, null, null, null, 'connection']);
  });
});
