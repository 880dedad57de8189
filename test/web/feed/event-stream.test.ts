import { expect, it, onTestFinished, vi } from 'vitest';
import { eventStream } from '../../../src/web/feed/event-stream.js';
import type { LiveFeed, Viewer } from '../../../src/web/feed/live-feed.js';

/** A stream whose feed sends `first` when it is connected. */
function streamOf(first: readonly string[] = []) {
  let viewer: Viewer | null = null;
  let isConnected = false;
  const feed = {
    connect(given: Viewer) {
      viewer = given;
      isConnected = true;
      for (const event of first) given.send(new TextEncoder().encode(event));
      return () => {
        isConnected = false;
      };
    },
  } as unknown as LiveFeed;
  const stream = eventStream(feed);
  return {
    stream,
    send: (event: string) => viewer?.send(new TextEncoder().encode(event)),
    isConnected: () => isConnected,
  };
}

it('passes on events until its reader cancels', async () => {
  const { stream, send, isConnected } = streamOf();
  const reader = stream.getReader();
  send('event: a\n\n');
  expect(new TextDecoder().decode((await reader.read()).value)).toBe('event: a\n\n');
  await reader.cancel();
  expect(isConnected()).toBe(false);
});

it('sends `alive` each second until its reader cancels, since snapshots may be less frequent', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { stream } = streamOf();
  const reader = stream.getReader();
  const read = async () => new TextDecoder().decode((await reader.read()).value);
  vi.advanceTimersByTime(2_000);
  expect([await read(), await read()]).toEqual(Array(2).fill('event: alive\ndata: {}\n\n'));
  await reader.cancel();
  expect(vi.getTimerCount()).toBe(0);
});

it('disconnects a viewer that leaves 8 MB unread', async () => {
  const { stream, send, isConnected } = streamOf();
  for (let i = 0; i < 9; i++) send('x'.repeat(1_000_000));
  expect(isConnected()).toBe(false);
  await expect(stream.getReader().read()).rejects.toThrow('too slow');
});

it('sends a first state of more than 8 MB, and what follows it', async () => {
  const { stream, send, isConnected } = streamOf(['h'.repeat(5_000_000), 's'.repeat(20_000_000)]);
  send('event: a\n\n');
  const reader = stream.getReader();
  const lengths = [await reader.read(), await reader.read(), await reader.read()].map(({ value }) => value?.length);
  expect(lengths).toEqual([5_000_000, 20_000_000, 10]);
  expect(isConnected()).toBe(true);
});

it('sends one event of more than 8 MB to a viewer that has read all before it', async () => {
  const { stream, send } = streamOf();
  const reader = stream.getReader();
  send('x'.repeat(9_000_000));
  expect((await reader.read()).value?.length).toBe(9_000_000);
});
