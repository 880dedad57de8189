import { describe, expect, it } from 'vitest';
import { metadataBytes, parseMetadata } from '../../../src/cluster/zmtp/metadata.js';

const withIdentity = (identity: Uint8Array) =>
  Buffer.concat([Buffer.from('\x08Identity\0\0\0'), Buffer.from([identity.length]), identity]);

describe('the properties of the handshake', () => {
  it('are read as they are written', () => {
    const own = { socketType: 'DEALER', identity: 'höst_1' };
    expect(metadataBytes(own).subarray(0, 22).toString('latin1')).toBe('\x0bSocket-Type\0\0\0\x06DEALER');
    expect(parseMetadata(metadataBytes(own))).toEqual(own);
  });

  it('have names in any case, and others are ignored', () => {
    const bytes = Buffer.from('\x0bsocket-TYPE\0\0\0\x06ROUTER\x07X-Other\0\0\0\x01v');
    expect(parseMetadata(bytes)).toEqual({ socketType: 'ROUTER', identity: '' });
    expect(parseMetadata(Buffer.alloc(0))).toEqual({ socketType: '', identity: '' });
  });

  it('are refused if they are cut off', () => {
    const bytes = metadataBytes({ socketType: 'DEALER', identity: '' });
    const end = bytes.length - '\x08Identity\0\0\0\0'.length;
    for (let length = 1; length < bytes.length; length++) {
      if (length === end) continue; // one property is whole
      expect(() => parseMetadata(bytes.subarray(0, length)), String(length)).toThrow('end too early');
    }
  });

  it.each([
    ['more than 255 bytes', Buffer.from('\x08Identity\0\0\x01\0'.concat('x'.repeat(256)))],
    ['a first byte of zero', withIdentity(Buffer.from([0, 1]))],
    ['no UTF-8', withIdentity(Buffer.from([0xff]))],
    ['a line ending', withIdentity(Buffer.from('h_1\nh_2'))],
    ['an escape sequence', withIdentity(Buffer.from('\x1b[2J'))],
  ])('are refused for an identity of %s', (_name, bytes) => {
    expect(() => parseMetadata(bytes)).toThrow('Expected an identity');
  });
});
