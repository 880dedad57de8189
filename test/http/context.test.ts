import { describe, expect, it } from 'vitest';
import { contextOf, noContext } from '../../src/http/context.js';

describe('the context of a request', () => {
  it('is that of the user with its own laid over it', () => {
    const user = { context: () => ({ tenant: 'a', round: 1 }) };
    expect(contextOf(user, { round: 2, page: 3 })).toEqual({ tenant: 'a', round: 2, page: 3 });
    expect(contextOf(user, undefined)).toEqual({ tenant: 'a', round: 1 });
  });

  it('is no new object where only one of them says something: it is asked for every request', () => {
    const [own, shared] = [{ page: 1 }, { tenant: 'a' }];
    expect(contextOf(null, own)).toBe(own);
    expect(contextOf({ context: () => noContext }, own)).toBe(own);
    expect(contextOf({ context: () => shared }, undefined)).toBe(shared);
    expect(contextOf(null, undefined)).toBe(noContext);
    expect(Object.isFrozen(noContext)).toBe(true);
  });
});
