/** Sizes and names in the handshake of CURVE: https://rfc.zeromq.org/spec/26/ */
import { boxOverheadBytes, keyBytes } from './box.js';
import { countBytes, randomNonceBytes } from './nonce.js';

/** HELLO: version, padding, the client's key of this connection, a count, a box of 64 zeros. */
export const hello = { versionBytes: 2, paddingBytes: 72, zeroBytes: 64 };

export const helloBytes =
  hello.versionBytes + hello.paddingBytes + keyBytes + countBytes + hello.zeroBytes + boxOverheadBytes;

/** What the server gives and gets back. */
export const cookieBytes = 96;

/** WELCOME: a random nonce, a box of the server's key of this connection and the cookie. */
export const welcomeBytes = randomNonceBytes + keyBytes + cookieBytes + boxOverheadBytes;

/** Within INITIATE: a random nonce, a box of two keys. */
export const vouchBytes = randomNonceBytes + 2 * keyBytes + boxOverheadBytes;

/** What each box is for: the first bytes of its nonce. */
export const noncePrefixes = {
  hello: 'CurveZMQHELLO---',
  welcome: 'WELCOME-',
  initiate: 'CurveZMQINITIATE',
  vouch: 'VOUCH---',
  ready: 'CurveZMQREADY---',
  fromClient: 'CurveZMQMESSAGEC',
  fromServer: 'CurveZMQMESSAGES',
} as const;
