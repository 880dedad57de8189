import { describe, expect, it } from 'vitest';
import { LEAKED_REQUESTS, Leak } from '../../../src/demo/faults/leak.js';

describe('Leak', () => {
  it('keeps 16 KiB of each request until 64 MiB are full', () => {
    const leak = new Leak();
    for (let n = 1; n <= LEAKED_REQUESTS; n++) expect(leak.allocate()).toBe(true);
    expect(leak.bytes).toBe(64 * 1024 * 1024);
    expect([leak.allocate(), leak.allocate()]).toEqual([false, false]);
    expect(leak.bytes).toBe(64 * 1024 * 1024);
  });
});
