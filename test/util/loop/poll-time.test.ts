import { setImmediate as nextTick } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { now } from '../../../src/util/loop/clock.js';
import { PollTime } from '../../../src/util/loop/poll-time.js';

let pollTime: PollTime;
beforeEach(() => {
  pollTime = new PollTime();
});

/** Reads a socket whose last poll was `lastActivePoll`; returns the poll of this read, and its timestamp. */
function read(lastActivePoll: number): { poll: number; at: number } {
  const poll = pollTime.beginRead(lastActivePoll);
  const at = pollTime.timestamp();
  pollTime.endRead();
  return { poll, at };
}

function block(ms: number): void {
  for (const end = now() + ms; now() < end; );
}

/** The last poll of a socket that has sent and received nothing for a long time. */
const longAgo = -1;

describe('the poll timestamp of a read', () => {
  it('is the same for all reads of one poll, however long their callbacks take', async () => {
    await nextTick();
    const first = read(longAgo);
    block(5);
    expect(read(longAgo)).toEqual(first);
  });

  it('is that of another poll in the next event-loop tick', async () => {
    const first = read(longAgo);
    block(5);
    await nextTick();
    const second = read(longAgo);
    expect(second.poll).toBe(first.poll + 1);
    expect(second.at).toBeGreaterThanOrEqual(first.at + 5);
  });

  it('is not before the request was sent', async () => {
    read(longAgo);
    block(5);
    const sentAt = now();
    expect(read(pollTime.currentPoll).at).toBeGreaterThanOrEqual(sentAt);
  });

  it('is taken again for a socket that is read twice', () => {
    const first = read(longAgo);
    block(5);
    expect(read(first.poll).at).toBeGreaterThanOrEqual(first.at + 5);
  });

  it('is shared by 64 reads at most', async () => {
    await nextTick();
    const polls = Array.from({ length: 1_024 }, () => read(longAgo).poll);
    expect(new Set(polls).size).toBe(16);
  });

  it('is the current time outside of a read', async () => {
    read(longAgo);
    block(5);
    const before = now();
    expect(pollTime.timestamp()).toBeGreaterThanOrEqual(before);
  });
});
