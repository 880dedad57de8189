import { errors } from 'undici';
import { describe, expect, it } from 'vitest';
import { fromUndici, isLengthMismatch } from '../../../src/wire/undici/undici-error.js';
import type { WireError } from '../../../src/wire/wire-error.js';

const parserError = (message: string, data?: string) => Object.assign(new errors.HTTPParserError(message), { data });

describe('an error of undici', () => {
  it.each([
    [new errors.HeadersOverflowError(), 'head-too-long'],
    [new errors.HeadersTimeoutError(), 'read-timeout'],
    [new errors.BodyTimeoutError(), 'read-timeout'],
    [new errors.ConnectTimeoutError(), 'connect-timeout'],
    [new errors.RequestContentLengthMismatchError(), 'body-length-mismatch'],
    [new errors.InvalidArgumentError('x'), 'unsendable'],
    [new errors.NotSupportedError('x'), 'unsendable'],
    [new errors.SocketError('other side closed'), 'closed'],
    [new errors.SocketError('bad response'), 'unexpected-continue'],
    [new errors.SocketError('bad upgrade'), 'unexpected-upgrade'],
    [new errors.ResponseContentLengthMismatchError(), 'malformed-response'],
    [parserError('Response does not match the HTTP/1.1 protocol (Expected HTTP/)', 'garbage'), 'not-http'],
    [parserError('… (Invalid character in chunk size)', 'zz'), 'bad-chunk-size'],
    [parserError('… (Invalid header token)', 'x'), 'malformed-response'],
    [parserError('… (Invalid EOF state)'), 'malformed-response'],
  ])('%s is %s before the head', (error, kind) => {
    expect(fromUndici(error, false)).toMatchObject({ kind, cause: error });
  });

  it('about the end of the response is a closed connection after the head', () => {
    for (const error of [new errors.ResponseContentLengthMismatchError(), parserError('… (Invalid EOF state)')])
      expect(fromUndici(error, true)).toMatchObject({ kind: 'closed' });
  });

  it('keeps the bytes received instead', () => {
    const error = fromUndici(parserError('(Expected HTTP/)', 'garbage'), false) as WireError;
    expect(error.received).toBe('garbage');
  });

  it('that is not undici’s is returned unchanged', () => {
    for (const error of [new Error('x'), Object.assign(new Error('x'), { code: 'ECONNRESET' })])
      expect(fromUndici(error, false)).toBe(error);
  });
});

it('distinguishes a wrong body length from other errors', () => {
  expect(isLengthMismatch(new errors.ResponseContentLengthMismatchError())).toBe(true);
  expect(isLengthMismatch(new errors.SocketError('other side closed'))).toBe(false);
  expect(isLengthMismatch(new Error('x'))).toBe(false);
});
