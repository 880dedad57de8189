import { describe, expect, it } from 'vitest';
import { BoundedMap } from '../../src/demo/bounded-map.js';

describe('BoundedMap', () => {
  it('deletes the oldest key beyond its capacity', () => {
    const capped = new BoundedMap<number>(2);
    for (const [index, key] of ['a', 'b', 'c'].entries()) capped.set(key, index);
    expect(capped.size).toBe(2);
    expect(capped.get('a')).toBeUndefined();
    expect(capped.values()).toEqual([2, 1]);
  });

  it('makes a key the newest when it is set again', () => {
    const capped = new BoundedMap<number>(2);
    for (const [index, key] of ['a', 'b', 'a', 'c'].entries()) capped.set(key, index);
    expect(capped.get('b')).toBeUndefined();
    expect(capped.values()).toEqual([3, 2]);
  });
});
