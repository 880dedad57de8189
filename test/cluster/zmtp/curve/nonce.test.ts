import { describe, expect, it } from 'vitest';
import { nonceOf, ReceivedCount, randomNonce, SentCount } from '../../../../src/cluster/zmtp/curve/nonce.js';

describe('nonces', () => {
  it('are a text and what is sent beside the box', () => {
    expect(nonceOf('WELCOME-', Buffer.from([1, 2])).toString('latin1')).toBe('WELCOME-\x01\x02');
  });

  it('of one direction count from one', () => {
    const sent = new SentCount();
    expect([sent.next().toString('hex'), sent.next().toString('hex')]).toEqual([
      '0000000000000001',
      '0000000000000002',
    ]);
  });

  it('are received once and in order, with gaps if need be', () => {
    const received = new ReceivedCount();
    const count = (text: string) => received.check(Buffer.from(text, 'hex'));
    expect(() => count('0000000000000000')).toThrow('got an earlier one again');
    count('0000000000000001');
    count('00000000000000ff');
    expect(() => count('00000000000000ff')).toThrow('got an earlier one again');
    expect(() => count('0000000000000002')).toThrow('got an earlier one again');
    count('ffffffffffffffff');
  });

  it('that are random have 16 bytes', () => {
    expect(randomNonce()).toHaveLength(16);
    expect(randomNonce()).not.toEqual(randomNonce());
  });
});
