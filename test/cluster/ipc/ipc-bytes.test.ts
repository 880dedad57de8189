import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../../src/cluster/ipc/ipc-bytes.js';

describe('bytesOf', () => {
  it('views bytes as a Buffer', () => {
    const view = new Uint8Array([1, 2, 3]).subarray(1);
    expect(bytesOf(view)).toEqual(Buffer.from([2, 3]));
  });

  it.each([null, 'text', [1], { type: 'Buffer', data: [1] }])('is empty for %j', (payload) => {
    expect(bytesOf(payload)).toHaveLength(0);
  });
});
