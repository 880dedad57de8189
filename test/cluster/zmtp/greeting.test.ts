import { describe, expect, it } from 'vitest';
import { checkGreeting, greetingBytes, greetingOf, parseGreeting } from '../../../src/cluster/zmtp/greeting.js';

describe('the greeting', () => {
  it('is 64 bytes of ZMTP 3.1', () => {
    const bytes = greetingOf({ mechanism: 'NULL', isServer: false });
    expect(bytes).toHaveLength(greetingBytes);
    expect(bytes.subarray(0, 16).toString('hex')).toBe('ff00000000000000017f03014e554c4c');
    expect(bytes.subarray(16).every((byte) => byte === 0)).toBe(true);
  });

  it.each([
    { mechanism: 'NULL', isServer: false },
    { mechanism: 'CURVE', isServer: true },
  ])('says the mechanism and the role: %j', (greeting) => {
    expect(parseGreeting(greetingOf(greeting))).toEqual(greeting);
  });

  it('accepts any part of a greeting so far', () => {
    const bytes = greetingOf({ mechanism: 'NULL', isServer: false });
    for (let end = 0; end <= bytes.length; end++) expect(() => checkGreeting(bytes.subarray(0, end))).not.toThrow();
  });

  it('refuses another protocol at its first byte, and shows what it got', () => {
    expect(() => checkGreeting(Buffer.from('G'))).toThrow('Expected a node of a distributed test (ZMTP), got "G".');
    expect(() => checkGreeting(Buffer.from('GET /\r\n'))).toThrow('got "GET /\\r\\n"');
    expect(() => checkGreeting(Buffer.from([0xff, ...new Array(9).fill(0)]))).toThrow('Expected a node');
  });

  it('refuses ZMTP 2', () => {
    const bytes = greetingOf({ mechanism: 'NULL', isServer: false });
    bytes[10] = 1;
    expect(() => checkGreeting(bytes)).toThrow('Expected ZMTP 3 (ZeroMQ 4), got an older version (1).');
  });
});
