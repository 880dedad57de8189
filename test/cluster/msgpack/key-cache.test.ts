import { describe, expect, it } from 'vitest';
import { KeyCache } from '../../../src/cluster/msgpack/key-cache.js';

describe('KeyCache', () => {
  const bytes = Buffer.from('name num_requests nome');

  it('finds a key by its bytes alone', () => {
    const cache = new KeyCache();
    expect(cache.get(bytes, 0, 4)).toBeUndefined();
    cache.set(bytes, 0, 'name');
    expect(cache.get(bytes, 0, 4)).toBe('name');
    expect(cache.get(bytes, 5, 12)).toBeUndefined();
    expect(cache.get(Buffer.from('nbme'), 0, 4)).toBeUndefined();
    expect(cache.get(bytes, 0, 3)).toBeUndefined();
  });

  it('keeps as many keys as a report has', () => {
    const cache = new KeyCache();
    const names = [
      'name',
      'method',
      'num_requests',
      'num_failures',
      'response_times',
      'start_time',
      'min_response_time',
    ];
    for (const name of names) cache.set(Buffer.from(name), 0, name);
    for (const name of names) expect(cache.get(Buffer.from(name), 0, name.length)).toBe(name);
  });

  it('has a place for the empty key', () => {
    const cache = new KeyCache();
    cache.set(bytes, 0, '');
    expect(cache.get(bytes, 0, 0)).toBe('');
  });
});
