import { describe, expect, it } from 'vitest';
import { Capped } from '../../src/demo/capped.js';

describe('Capped', () => {
  it('drops the oldest key for one too many', () => {
    const capped = new Capped<number>(2);
    for (const [index, key] of ['a', 'b', 'c'].entries()) capped.set(key, index);
    expect(capped.size).toBe(2);
    expect(capped.get('a')).toBeUndefined();
    expect(capped.values()).toEqual([2, 1]);
  });

  it('makes a key the newest when it is set again', () => {
    const capped = new Capped<number>(2);
    for (const [index, key] of ['a', 'b', 'a', 'c'].entries()) capped.set(key, index);
    expect(capped.get('b')).toBeUndefined();
    expect(capped.values()).toEqual([3, 2]);
  });
});
