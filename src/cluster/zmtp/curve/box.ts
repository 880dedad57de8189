/** The cryptography of CURVE: NaCl's `box`, that is X25519, HSalsa20, XSalsa20 and Poly1305. The only file that knows noble. */
import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { ProtocolError } from '../protocol-error.js';

export const keyBytes = 32;
/** What encryption adds to the text. */
export const boxOverheadBytes = 16;

/** A key pair of X25519. */
export interface KeyPair {
  readonly secret: KeyObject;
  /** 32 bytes. */
  readonly publicKey: Buffer;
}

/** A key pair of one connection. */
export function newKeyPair(): KeyPair {
  return withPublicKey(generateKeyPairSync('x25519').privateKey);
}

/** The key pair of a secret of 32 bytes. */
export function keyPairOf(secret: Uint8Array): KeyPair {
  const key = Buffer.concat([pkcs8Prefix, secret]);
  return withPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' }));
}

/** Encrypts and authenticates between two keys; the other side has one too, with the other halves. */
export class Box {
  readonly #key: Uint8Array;

  /** @throws {ProtocolError} for a public key that no peer can have, such as one of zeros */
  constructor(secret: KeyObject, publicKey: Uint8Array) {
    this.#key = sharedKey(secret, publicKey);
  }

  /** `nonce` has 24 bytes, and is never used again with these keys. */
  seal(nonce: Uint8Array, text: Uint8Array): Uint8Array {
    return xsalsa20poly1305(this.#key, nonce).encrypt(text);
  }

  /** @throws {ProtocolError} if the box was sealed with other keys, or was changed */
  open(nonce: Uint8Array, box: Uint8Array): Buffer {
    try {
      const text = xsalsa20poly1305(this.#key, nonce).decrypt(box);
      return Buffer.from(text.buffer, text.byteOffset, text.length);
    } catch {
      throw new ProtocolError('Expected a node with the same --master-token, got one with another key.');
    }
  }
}

// DER of a private and a public key of X25519, up to the 32 bytes of the key: RFC 8410.
const pkcs8Prefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
const spkiPrefix = Buffer.from('302a300506032b656e032100', 'hex');

function withPublicKey(secret: KeyObject): KeyPair {
  const der = createPublicKey(secret).export({ format: 'der', type: 'spki' });
  return { secret, publicKey: der.subarray(-keyBytes) };
}

/** `crypto_box_beforenm`: HSalsa20 of what X25519 gives, with a nonce of zeros. */
function sharedKey(privateKey: KeyObject, publicKey: Uint8Array): Uint8Array {
  const output = new Uint32Array(8);
  hsalsa(sigma, wordsOf(pointOf(privateKey, publicKey)), new Uint32Array(4), output);
  return new Uint8Array(output.buffer);
}

function pointOf(privateKey: KeyObject, key: Uint8Array): Buffer {
  try {
    const der = Buffer.concat([spkiPrefix, key]);
    return diffieHellman({ privateKey, publicKey: createPublicKey({ key: der, format: 'der', type: 'spki' }) });
  } catch {
    throw new ProtocolError('Expected a public key of a node, got an invalid one.'); // the result would be zero
  }
}

const sigma = wordsOf(Buffer.from('expand 32-byte k'));

function wordsOf(bytes: Buffer): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}
