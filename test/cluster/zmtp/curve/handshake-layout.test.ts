import { describe, expect, it } from 'vitest';
import {
  helloBytes,
  noncePrefixes,
  vouchBytes,
  welcomeBytes,
} from '../../../../src/cluster/zmtp/curve/handshake-layout.js';

describe('the layout of the handshake', () => {
  it('has the sizes of RFC 26, without the names of the commands', () => {
    expect([helloBytes, welcomeBytes, vouchBytes]).toEqual([200 - 6, 168 - 8, 96]);
  });

  it('leaves 8 or 16 bytes of each nonce', () => {
    expect(new Set(Object.values(noncePrefixes).map((prefix) => 24 - prefix.length))).toEqual(new Set([8, 16]));
  });
});
