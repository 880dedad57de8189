/** The master's end of CURVE, which accepts one client key: that of the token (https://rfc.zeromq.org/spec/26/). */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Command, commandOf } from '../command.js';
import type { Frame } from '../frame.js';
import type { Mechanism } from '../mechanism.js';
import { type Metadata, metadataBytes, parseMetadata } from '../metadata.js';
import { ProtocolError } from '../protocol-error.js';
import { Box, boxOverheadBytes, type KeyPair, keyBytes, newKeyPair } from './box.js';
import { type CurveSession, openMessage, sealMessage } from './curve-messages.js';
import { cookieBytes, hello, helloBytes, noncePrefixes, vouchBytes } from './handshake-layout.js';
import { countBytes, nonceOf, ReceivedCount, randomNonce, randomNonceBytes, SentCount } from './nonce.js';

/** What is known of the client after its HELLO. */
interface Welcomed {
  readonly clientKey: Buffer;
  readonly transient: KeyPair;
  readonly session: CurveSession;
}

export class CurveServer implements Mechanism {
  readonly name = 'CURVE';
  readonly isServer = true;
  peer: Metadata | null = null;
  readonly #keys: KeyPair;
  readonly #clientKey: Uint8Array;
  readonly #own: Metadata;
  /** The state is kept here, one connection each, so that the cookie need not contain it. */
  readonly #cookie = randomBytes(cookieBytes);
  readonly #sent = new SentCount();
  readonly #received = new ReceivedCount();
  #welcomed: Welcomed | null = null;

  /** `keys` are those of the server, `clientKey` is the public key of the clients that are accepted. */
  constructor(keys: KeyPair, clientKey: Uint8Array, own: Metadata) {
    this.#keys = keys;
    this.#clientKey = clientKey;
    this.#own = own;
  }

  begin(): null {
    return null;
  }

  receive({ name, rest }: Command): Buffer {
    if (name === 'HELLO' && !this.#welcomed) return this.#welcome(rest);
    if (name === 'INITIATE' && this.#welcomed) return this.#accept(this.#welcomed, rest);
    throw new ProtocolError('Expected HELLO and INITIATE of a worker, got another command.');
  }

  seal(body: Buffer, flags: number): Buffer {
    return sealMessage((this.#welcomed as Welcomed).session, body, flags);
  }

  open(frame: Frame): Frame {
    return openMessage((this.#welcomed as Welcomed).session, frame);
  }

  #welcome(bytes: Buffer): Buffer {
    if (bytes.length !== helloBytes || bytes[0] !== 1) {
      throw new ProtocolError('Expected HELLO of CurveZMQ 1, got one of another version.');
    }
    const parts = new Parts(bytes.subarray(hello.versionBytes + hello.paddingBytes));
    const [clientKey, count, box] = [parts.take(keyBytes), parts.take(countBytes), parts.rest()];
    const permanent = new Box(this.#keys.secret, clientKey);
    permanent.open(nonceOf(noncePrefixes.hello, count), box); // throws unless the client knows the server's key
    this.#received.check(count);
    const transient = newKeyPair();
    const session = {
      ...{ box: new Box(transient.secret, clientKey), isServer: true },
      ...{ sent: this.#sent, received: this.#received },
    };
    this.#welcomed = { clientKey: Buffer.from(clientKey), transient, session };
    const nonce = randomNonce();
    const answer = Buffer.concat([transient.publicKey, this.#cookie]);
    return commandOf('WELCOME', nonce, permanent.seal(nonceOf(noncePrefixes.welcome, nonce), answer));
  }

  #accept(welcomed: Welcomed, bytes: Buffer): Buffer {
    const minBytes = cookieBytes + countBytes + boxOverheadBytes + keyBytes + vouchBytes;
    if (bytes.length < minBytes) throw new ProtocolError('Expected INITIATE, got one that is cut off.');
    const parts = new Parts(bytes);
    const [cookie, count, box] = [parts.take(cookieBytes), parts.take(countBytes), parts.rest()];
    if (!timingSafeEqual(cookie, this.#cookie)) throw new ProtocolError('Expected the cookie of WELCOME, got another.');
    const proof = welcomed.session.box.open(nonceOf(noncePrefixes.initiate, count), box);
    this.#received.check(count);
    const proofParts = new Parts(proof);
    this.#checkClient(welcomed, proofParts.take(keyBytes), proofParts.take(vouchBytes));
    const sent = this.#sent.next();
    const ready = welcomed.session.box.seal(nonceOf(noncePrefixes.ready, sent), metadataBytes(this.#own));
    this.peer = parseMetadata(proofParts.rest());
    return commandOf('READY', sent, ready);
  }

  /** The client has the accepted key, and vouches with it for its key of this connection. */
  #checkClient({ transient, clientKey }: Welcomed, key: Buffer, vouch: Buffer): void {
    const [nonce, box] = [vouch.subarray(0, randomNonceBytes), vouch.subarray(randomNonceBytes)];
    const isKnown = timingSafeEqual(key, this.#clientKey);
    const vouched = new Box(transient.secret, key).open(nonceOf(noncePrefixes.vouch, nonce), box);
    const expected = Buffer.concat([clientKey, this.#keys.publicKey]);
    if (!isKnown || !vouched.equals(expected)) {
      throw new ProtocolError('Expected a worker with the same --master-token, got one with another key.');
    }
  }
}

/** Takes bytes off the front, part by part. */
class Parts {
  #rest: Buffer;

  constructor(bytes: Buffer) {
    this.#rest = bytes;
  }

  take(count: number): Buffer {
    const part = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return part;
  }

  rest(): Buffer {
    return this.#rest;
  }
}
