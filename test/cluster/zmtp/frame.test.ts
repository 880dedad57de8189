import { describe, expect, it } from 'vitest';
import { commandFlag, frameBytesOf, moreFlag } from '../../../src/cluster/zmtp/frame.js';

describe('frameBytesOf', () => {
  it('writes flags, length and body', () => {
    expect(frameBytesOf(Buffer.from('abc'), 0).toString('hex')).toBe('0003616263');
    expect(frameBytesOf(Buffer.from('abc'), moreFlag).toString('hex')).toBe('0103616263');
    expect(frameBytesOf(Buffer.alloc(0), commandFlag).toString('hex')).toBe('0400');
  });

  it('writes eight bytes of length from 256 bytes on', () => {
    expect(frameBytesOf(Buffer.alloc(255), 0).subarray(0, 2).toString('hex')).toBe('00ff');
    expect(frameBytesOf(Buffer.alloc(256), 0).subarray(0, 9).toString('hex')).toBe('020000000000000100');
    expect(frameBytesOf(Buffer.alloc(256), commandFlag)[0]).toBe(6);
  });
});
