import { describe, expect, it } from 'vitest';
import { wireFailure } from '../../../src/http/errors/wire-failure.js';
import { headTooLongError, notHttpError } from '../../../src/wire/h1/parse-error.js';
import { createCloseError, WireError, type WireErrorKind } from '../../../src/wire/wire-error.js';

const nothingYet = { headersSeen: false, bytesRead: 0, bytesExpected: null };
const textOf = (error: WireError, progress = nothingYet) => wireFailure(error, error, progress).repr;

describe('an error of a transport, as Locust prints it', () => {
  it.each<[WireErrorKind, string]>([
    ['closed', "RemoteDisconnected('Remote end closed connection without response')"],
    ['connect-timeout', "ConnectTimeoutError('Connection timed out.')"],
    ['read-timeout', "ReadTimeoutError('Read timed out.')"],
    ['malformed-response', "HTTPParseError('some text')"],
    ['unexpected-continue', String.raw`BadStatusLine('HTTP/1.1 100 Continue\r\n')`],
    ['unexpected-upgrade', String.raw`BadStatusLine('HTTP/1.1 101 Switching Protocols\r\n')`],
    ['http2', "HTTP2Error('some text')"],
    ['tunnel-refused', "OSError('some text')"],
    ['socks-auth', "SOCKS5AuthError('some text')"],
    ['socks-reply', "SOCKS5Error('some text')"],
    ['bad-proxy-answer', "GeneralProxyError('some text')"],
  ])('%s: %s', (kind, text) => {
    expect(textOf(new WireError(kind, 'some text'))).toBe(text);
  });

  it('names what is not HTTP by its first line, or by its version', () => {
    expect(textOf(notHttpError(Buffer.from('garbage\r\nmore')))).toBe(String.raw`BadStatusLine('garbage\r\n')`);
    expect(textOf(notHttpError(Buffer.from('HTTP/3.0 200 OK\r\n')))).toBe("UnknownProtocol('HTTP/3.0')");
  });

  it('names a head that is too long and a wait that is too long alike before and after the head', () => {
    for (const headersSeen of [false, true]) {
      const progress = { ...nothingYet, headersSeen };
      expect(textOf(headTooLongError(), progress)).toBe(
        "LineTooLong('got more than 65536 bytes when reading header line')",
      );
      expect(textOf(new WireError('read-timeout', ''), progress)).toBe("ReadTimeoutError('Read timed out.')");
    }
  });

  it('names a body that breaks off by the missing bytes', () => {
    const progress = { headersSeen: true, bytesRead: 3, bytesExpected: null };
    expect(wireFailure(createCloseError(), createCloseError(), progress).repr).toContain('Response ended prematurely');
  });

  it('names an error without its own text like its cause', () => {
    const cause = new RangeError('odd');
    expect(textOf(new WireError('unsendable', 'odd', { cause }))).toBe("RangeError('odd')");
  });
});
