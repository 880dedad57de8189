import { expect, it } from 'vitest';
import { BodyMemory } from '../../../src/http/response/body-memory.js';

it('counts what is held, and says when that is beyond the limit', () => {
  const memory = new BodyMemory();
  memory.maxBytes = 10;
  expect([memory.hold(6), memory.hold(4), memory.hold(1)]).toEqual([true, true, false]);
  memory.release(7);
  expect([memory.heldBytes, memory.hold(6)]).toEqual([4, true]);
});

it('has no limit before a run sets one', () => {
  expect(new BodyMemory().hold(Number.MAX_SAFE_INTEGER)).toBe(true);
});
