/** The contract of HTTP clients, and where each user class differs from it. */
import { FastHttpUser } from '../../src/protocols/http/fast-http-user.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { serveTruncatedHttp1, serveTruncatedHttp2 } from '../helpers/misbehaving/truncating-tls.js';
import { describeHttpClient, type Manner } from './http-client.js';
import { describeHttp2Peers } from './http2-peers.js';
import { describeInvalidHttp2 } from './invalid-http2.js';
import { describeTruncatingTls } from './truncating-tls.js';

const lengthRule = 'Expected a whole number of at most 15 digits as Content-Length.';
const chunkRule = 'Expected CRLF after each chunk size and each chunk, and valid chunk extensions and trailers.';
const textRule = 'Expected each line of the head to end with CRLF and to have no control characters.';
const nameRule = 'Expected a name and a colon in each header line.';

class TrustingUser extends HttpUser {
  static override network = { ca: 'test/helpers/certificates/ca.pem' };
}

/** Through undici, with default options. */
class NetworkUser extends HttpUser {
  static override network = {};
}

class ModernUser extends TrustingUser {
  static override http2 = true;
}

class CarefulUser extends FastHttpUser {
  static override insecure = false;
}

/** Limitations of undici. */
const ofUndici: Manner = {
  exceptions: {
    '/100': {
      promise: 'a 100 that nobody asked for fails: undici takes none',
      error: String.raw`BadStatusLine('HTTP/1.1 100 Continue\r\n')`,
    },
    // Of a reason phrase in several packets, undici keeps the last.
    '/byte-by-byte': { error: /^HTTPError\('404 Client Error: .* for url: \/byte-by-byte'\)$/ },
  },
  // undici has limits for headers and bodies only.
  patientWith: ['/endless-status-line', '/endless-chunk-extension'],
  certificates: [
    [TrustingUser, 'server', null],
    [TrustingUser, 'expired', 'certificate has expired'],
    [TrustingUser, 'wrong-host', "Hostname mismatch, certificate is not valid for 'localhost'."],
    [NetworkUser, 'self-signed', 'self-signed certificate'],
    [NetworkUser, 'server', 'unable to get local issuer certificate'],
  ],
};

/** Differences of our parser: its own messages, and errors that undici does not detect. */
const ofSockets: Manner = {
  exceptions: {
    '/length-and-chunks': { error: refused('Expected Content-Length or Transfer-Encoding, got both.') },
    '/two-lengths': { error: refused('Expected one Content-Length, got several.') },
    '/odd-length': { error: refused(lengthRule) },
    '/negative-length': { error: refused(lengthRule) },
    '/chunk-too-long': { error: refusedBody(chunkRule) },
    '/endless-trailers': { error: refusedBody('Expected at most 16384 bytes of chunk extensions and trailers.') },
    '/endless-headers': { error: refused('Expected at most 500 headers.') },
    '/101': { error: refused('Expected no change of protocol, got status 101.') },
    '/odd-version': { error: "UnknownProtocol('HTTP/9.9')" },
    '/odd-status': { error: String.raw`BadStatusLine('HTTP/1.1 abc OK\r\n')` },
    '/short-status': { error: String.raw`BadStatusLine('HTTP/1.1 42 OK\r\n')` },
    '/status-zero': { error: String.raw`BadStatusLine('HTTP/1.1 000 None\r\n')` },
    '/long-status': { error: String.raw`BadStatusLine('HTTP/1.1 1000 OK\r\n')` },
    '/bare-newlines': { error: refused(textRule) },
    '/nul-in-a-header': { error: refused(textRule) },
    '/no-colon': { error: refused(nameRule) },
    '/space-before-colon': { error: refused(nameRule) },
    '/folded-header': { error: refused(nameRule) },
  },
  patientWith: [],
  certificates: [
    [HttpUser, 'self-signed', 'self-signed certificate'],
    [HttpUser, 'server', 'unable to get local issuer certificate'],
  ],
};

const ofFastUsers: Manner = {
  ...ofSockets,
  certificates: [
    [FastHttpUser, 'self-signed', null],
    [CarefulUser, 'self-signed', 'self-signed certificate'],
    [CarefulUser, 'server', 'unable to get local issuer certificate'],
  ],
};

describeHttpClient('HttpUser', HttpUser, ofSockets);
describeHttpClient('FastHttpUser', FastHttpUser, ofFastUsers);
describeHttpClient('HttpUser with a network', NetworkUser, ofUndici);
describeHttp2Peers('HttpUser', ModernUser);
describeInvalidHttp2('HttpUser', ModernUser);
describeTruncatingTls('FastHttpUser', FastHttpUser, serveTruncatedHttp1, null);
describeTruncatingTls('HttpUser with a network', TrustingUser, serveTruncatedHttp1, null);
describeTruncatingTls(
  'HttpUser with HTTP/2',
  ModernUser,
  serveTruncatedHttp2,
  "ChunkedEncodingError(ProtocolError('Response ended prematurely'))",
);

function refused(rule: string): string {
  return `HTTPParseError('${rule}')`;
}

function refusedBody(rule: string): string {
  return `ChunkedEncodingError(ProtocolError('${rule}'))`;
}
