import { describe, expect, it } from 'vitest';
import { ByteSink } from '../../../src/cluster/msgpack/byte-sink.js';

describe('ByteSink', () => {
  it('grows as needed, and starts over after its bytes were taken', () => {
    const sink = new ByteSink();
    sink.byte(1);
    sink.bytes(new Uint8Array(3_000_000).fill(7));
    const taken = sink.takeBytes();
    expect(taken).toHaveLength(3_000_001);
    expect([taken[0], taken.at(-1)]).toEqual([1, 7]);
    sink.byte(2);
    expect(sink.takeBytes()).toEqual(Buffer.from([2]));
    expect(taken[0]).toBe(1); // a copy
  });

  it('forgets what was written when cleared', () => {
    const sink = new ByteSink();
    sink.text('half');
    sink.clear();
    sink.text('ü');
    expect(sink.takeBytes().toString('hex')).toBe('a2c3bc');
  });
});
