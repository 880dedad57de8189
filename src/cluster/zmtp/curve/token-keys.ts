/** The keys of a test's nodes, from the secret that they share (`--master-token`). */
import { scrypt } from 'node:crypto';
import { type KeyPair, keyBytes, keyPairOf } from './box.js';

/** Both key pairs: a node with the token derives both, so each end knows the public key of the other. */
export interface TokenKeys {
  /** Of the master. */
  readonly server: KeyPair;
  /** Of all workers. */
  readonly client: KeyPair;
}

/**
 * scrypt (N = 16,384, r = 8, p = 5, salt `tsloc master token`) of the token in UTF-8 gives 64 bytes: the secret key of the
 * server, then that of the clients. Who records a connection can try tokens, each for some 200 ms: a token of 20 random
 * characters is out of reach, a word is not.
 */
export function deriveTokenKeys(token: string): Promise<TokenKeys> {
  if (last?.token !== token) last = { token, keys: derive(token) };
  return last.keys;
}

/** Of the token that was asked for last. */
let last: { readonly token: string; readonly keys: Promise<TokenKeys> } | null = null;

function derive(token: string): Promise<TokenKeys> {
  return new Promise((resolve, reject) => {
    scrypt(token.normalize('NFC'), 'tsloc master token', keyBytes * 2, { N: 16_384, r: 8, p: 5 }, (error, bytes) => {
      if (error) reject(error);
      else resolve({ server: keyPairOf(bytes.subarray(0, keyBytes)), client: keyPairOf(bytes.subarray(keyBytes)) });
    });
  });
}
