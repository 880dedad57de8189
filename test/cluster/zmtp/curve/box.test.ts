import { describe, expect, it } from 'vitest';
import { Box, keyPairOf, newKeyPair } from '../../../../src/cluster/zmtp/curve/box.js';

const counted = (from: number, length: number) => Buffer.from(Array.from({ length }, (_, i) => from + i));

describe('Box', () => {
  it('makes the keys and boxes that libsodium makes', () => {
    const [one, other] = [keyPairOf(counted(1, 32)), keyPairOf(counted(33, 32))];
    expect([one.publicKey.toString('hex'), other.publicKey.toString('hex')]).toEqual([
      '07a37cbc142093c8b755dc1b10e86cb426374ad16aa853ed0bdfc0b2b86d1c7c',
      '5869aff450549732cbaaed5e5df9b30a6da31cb0e5742bad5ad4a1a768f1a67b',
    ]);
    const sealed = new Box(one.secret, other.publicKey).seal(counted(0, 24), Buffer.from('CurveZMQ and NaCl'));
    expect(Buffer.from(sealed).toString('hex')).toBe(
      '6a90239726d5edc056c69245854bbace5180a92f3f673083d9932f67df0c70fe19',
    );
  });

  it('opens what the owner of the other halves sealed, and nothing else', () => {
    const [one, other, third] = [newKeyPair(), newKeyPair(), newKeyPair()];
    const nonce = Buffer.alloc(24, 1);
    const sealed = new Box(one.secret, other.publicKey).seal(nonce, Buffer.from('text'));
    const open = (box: Box, at: Uint8Array = nonce) => box.open(at, sealed).toString();
    expect(open(new Box(other.secret, one.publicKey))).toBe('text');
    expect(() => open(new Box(third.secret, one.publicKey))).toThrow('same --master-token');
    expect(() => open(new Box(other.secret, one.publicKey), Buffer.alloc(24, 2))).toThrow('same --master-token');
    sealed[19] = (sealed[19] as number) ^ 1;
    expect(() => open(new Box(other.secret, one.publicKey))).toThrow('same --master-token');
    expect(() => new Box(other.secret, one.publicKey).open(nonce, Buffer.alloc(3))).toThrow('same --master-token');
  });

  it('refuses the public keys with which every secret makes zero', () => {
    for (const key of [Buffer.alloc(32), Buffer.from([1, ...new Array(31).fill(0)])]) {
      expect(() => new Box(newKeyPair().secret, key)).toThrow('got an invalid one');
    }
  });
});
