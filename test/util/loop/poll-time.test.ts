import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { now } from '../../../src/util/loop/clock.js';
import { beginRead, currentPoll, endRead, pollTimestamp } from '../../../src/util/loop/poll-time.js';

/** Reads a socket that was last read in `look`; gives that of now, and when what it read has come. */
function read(look: number): { look: number; at: number } {
  const current = beginRead(look);
  const at = pollTimestamp();
  endRead();
  return { look: current, at };
}

function holdUp(ms: number): void {
  for (const end = now() + ms; now() < end; );
}

const long = -1;

describe('the time at which something has come', () => {
  it('is the same for all that the loop has learned of at once, whatever takes long meanwhile', async () => {
    await nextTurn();
    const first = read(long);
    holdUp(5);
    expect(read(long)).toEqual(first);
  });

  it('is that of another look in the next turn', async () => {
    const first = read(long);
    holdUp(5);
    await nextTurn();
    const second = read(long);
    expect(second.look).toBe(first.look + 1);
    expect(second.at).toBeGreaterThanOrEqual(first.at + 5);
  });

  it('cannot be before that was sent which it answers', async () => {
    read(long);
    holdUp(5);
    const sentAt = now();
    expect(read(currentPoll()).at).toBeGreaterThanOrEqual(sentAt);
  });

  it('is looked for anew where a socket has given so much that more may have come', () => {
    const first = read(long);
    holdUp(5);
    expect(read(first.look).at).toBeGreaterThanOrEqual(first.at + 5);
  });

  it('is not shared by more than the loop learns of at once', async () => {
    await nextTurn();
    const looks = Array.from({ length: 1_024 }, () => read(long).look);
    expect(new Set(looks).size).toBe(16);
  });

  it('is now where nothing is being read', async () => {
    read(long);
    holdUp(5);
    const before = now();
    expect(pollTimestamp()).toBeGreaterThanOrEqual(before);
  });
});
