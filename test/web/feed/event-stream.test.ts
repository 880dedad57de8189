import { expect, it } from 'vitest';
import { eventStream } from '../../../src/web/feed/event-stream.js';
import type { LiveFeed, Viewer } from '../../../src/web/feed/live-feed.js';

function streamOf() {
  let viewer: Viewer | null = null;
  let isConnected = false;
  const feed = {
    connect(given: Viewer) {
      viewer = given;
      isConnected = true;
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

it('disconnects a viewer that leaves 8 MB unread', async () => {
  const { stream, send, isConnected } = streamOf();
  for (let i = 0; i < 9; i++) send('x'.repeat(1_000_000));
  expect(isConnected()).toBe(false);
  await expect(stream.getReader().read()).rejects.toThrow('too slow');
});
