import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { newIdentity } from '../../../src/cluster/link/identity.js';

describe('newIdentity', () => {
  it('is the host and 32 hex digits, and never the same', () => {
    expect(newIdentity('web01')).toMatch(/^web01_[0-9a-f]{32}$/);
    expect(newIdentity()).not.toBe(newIdentity());
    expect(newIdentity().startsWith(hostname().replaceAll('_', '-'))).toBe(true);
  });

  it('has no underscore in the host, which ends at the first one', () => {
    expect(newIdentity('load_gen_1').split('_')[0]).toBe('load-gen-1');
  });

  it('fits into the 255 bytes of ZeroMQ', () => {
    expect(newIdentity('h'.repeat(1_000)).length).toBeLessThanOrEqual(255);
  });
});
