import { describe, expect, it } from 'vitest';
import { checkActor } from '../../src/core/actor.js';
import { User } from '../../src/user/user.js';

describe('the check of an actor', () => {
  it('has a name that no task and no field can have', () => {
    expect(typeof checkActor).toBe('symbol');
    expect(Symbol.keyFor(checkActor)).toBeUndefined();
    expect(checkActor in User.prototype).toBe(true);
  });
});
