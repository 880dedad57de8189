/** The worker's end of CURVE: HELLO → WELCOME, INITIATE → READY (https://rfc.zeromq.org/spec/26/). */
import { type Command, commandOf } from '../command.js';
import type { Frame } from '../frame.js';
import type { Mechanism } from '../mechanism.js';
import { type Metadata, metadataBytes, parseMetadata } from '../metadata.js';
import { ProtocolError } from '../protocol-error.js';
import { Box, boxOverheadBytes, type KeyPair, keyBytes, newKeyPair } from './box.js';
import { type CurveSession, openMessage, sealMessage } from './curve-messages.js';
import { hello, noncePrefixes, welcomeBytes } from './handshake-layout.js';
import { countBytes, nonceOf, ReceivedCount, randomNonce, randomNonceBytes, SentCount } from './nonce.js';

export class CurveClient implements Mechanism {
  readonly name = 'CURVE';
  readonly isServer = false;
  peer: Metadata | null = null;
  readonly #keys: KeyPair;
  readonly #serverKey: Uint8Array;
  readonly #own: Metadata;
  /** Of this connection alone. */
  readonly #transient = newKeyPair();
  readonly #sent = new SentCount();
  readonly #received = new ReceivedCount();
  /** Null until the server has welcomed. */
  #session: CurveSession | null = null;

  /** `keys` are those of the client, `serverKey` is the public key of the server. */
  constructor(keys: KeyPair, serverKey: Uint8Array, own: Metadata) {
    this.#keys = keys;
    this.#serverKey = serverKey;
    this.#own = own;
  }

  begin(): Buffer {
    const count = this.#sent.next();
    const box = new Box(this.#transient.secret, this.#serverKey).seal(
      nonceOf(noncePrefixes.hello, count),
      Buffer.alloc(hello.zeroBytes),
    );
    const version = Buffer.from([1, 0]);
    return commandOf('HELLO', version, Buffer.alloc(hello.paddingBytes), this.#transient.publicKey, count, box);
  }

  receive({ name, rest }: Command): Buffer | null {
    if (name === 'WELCOME' && !this.#session) return this.#initiate(rest);
    if (name !== 'READY' || !this.#session) throw new ProtocolError(`Expected WELCOME and READY of a master.`);
    this.#finish(this.#session, rest);
    return null;
  }

  seal(body: Buffer, flags: number): Buffer {
    return sealMessage(this.#session as CurveSession, body, flags);
  }

  open(frame: Frame): Frame {
    return openMessage(this.#session as CurveSession, frame);
  }

  #initiate(welcome: Buffer): Buffer {
    if (welcome.length !== welcomeBytes) {
      throw new ProtocolError('Expected WELCOME of a master, got one of another size.');
    }
    const nonce = nonceOf(noncePrefixes.welcome, welcome.subarray(0, randomNonceBytes));
    const text = new Box(this.#transient.secret, this.#serverKey).open(nonce, welcome.subarray(randomNonceBytes));
    const [transientServerKey, cookie] = [text.subarray(0, keyBytes), text.subarray(keyBytes)];
    const box = new Box(this.#transient.secret, transientServerKey);
    this.#session = { box, sent: this.#sent, received: this.#received, isServer: false };
    const count = this.#sent.next();
    const proof = Buffer.concat([this.#keys.publicKey, this.#vouch(transientServerKey), metadataBytes(this.#own)]);
    return commandOf('INITIATE', cookie, count, box.seal(nonceOf(noncePrefixes.initiate, count), proof));
  }

  /** Proves that the key of this connection is of the owner of the permanent one. */
  #vouch(transientServerKey: Uint8Array): Buffer {
    const nonce = randomNonce();
    const text = Buffer.concat([this.#transient.publicKey, this.#serverKey]);
    const box = new Box(this.#keys.secret, transientServerKey).seal(nonceOf(noncePrefixes.vouch, nonce), text);
    return Buffer.concat([nonce, box]);
  }

  #finish({ box }: CurveSession, ready: Buffer): void {
    if (ready.length < countBytes + boxOverheadBytes)
      throw new ProtocolError('Expected READY, got one that is cut off.');
    const count = ready.subarray(0, countBytes);
    const metadata = box.open(nonceOf(noncePrefixes.ready, count), ready.subarray(countBytes));
    this.#received.check(count);
    this.peer = parseMetadata(metadata);
  }
}
