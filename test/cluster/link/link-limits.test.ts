import { expect, it } from 'vitest';
import { isFull, queueLimits, unreadLimits } from '../../../src/cluster/link/link-limits.js';

it('keeps what ZeroMQ keeps by default, and ten times as many messages for a worker that does not read', () => {
  expect(queueLimits).toEqual({ messages: 1_000, bytes: 64 * 1_048_576 });
  expect(unreadLimits).toEqual({ messages: 10_000, bytes: 64 * 1_048_576 });
});

it('limits messages and bytes, but never refuses the only message', () => {
  const limits = { messages: 2, bytes: 10 };
  expect(isFull({ messages: 0, bytes: 0 }, 11, limits)).toBe(false);
  expect(isFull({ messages: 1, bytes: 4 }, 6, limits)).toBe(false);
  expect(isFull({ messages: 1, bytes: 4 }, 7, limits)).toBe(true);
  expect(isFull({ messages: 2, bytes: 0 }, 0, limits)).toBe(true);
});
