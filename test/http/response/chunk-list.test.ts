import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ChunkList } from '../../../src/http/response/chunk-list.js';

it('holds a million chunks of one byte in a few buffers', () => {
  const list = new ChunkList();
  const chunk = Buffer.from('x');
  for (let i = 0; i < 1_000_000; i++) list.add(chunk);
  expect(list.bufferCount).toBeLessThan(10);
  expect(list.concat(chunk, 1_000_001).equals(Buffer.alloc(1_000_001, 'x'))).toBe(true);
});

it('returns all bytes in order, for any sizes, and keeps none of the small buffers', () => {
  const chunks = fc.array(fc.oneof(fc.uint8Array({ maxLength: 50 }), fc.constant(new Uint8Array(5_000).fill(7))));
  fc.assert(
    fc.property(fc.uint8Array(), chunks, (first, rest) => {
      const list = new ChunkList();
      for (const bytes of rest) {
        const chunk = Buffer.from(bytes);
        list.add(chunk);
        if (chunk.length < 4_096) chunk.fill(0);
      }
      const all = Buffer.concat([first, ...rest]);
      expect(list.concat(Buffer.from(first), all.length).equals(all)).toBe(true);
    }),
  );
});
