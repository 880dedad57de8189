/** `GET /stats/stream`: one viewer's server-sent events, with a limit on unread data. */
import type { LiveFeed } from './live-feed.js';

/** A viewer with more unread bytes than this is disconnected; the page reconnects and gets the history again. */
const maxUnreadBytes = 8_000_000;

/** The body of the reply: ends when the viewer disconnects or cannot keep up. */
export function eventStream(feed: LiveFeed): ReadableStream<Uint8Array> {
  let disconnect = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let isOpen = true;
        const send = (event: Uint8Array) => {
          if (!isOpen) return;
          controller.enqueue(event);
          if ((controller.desiredSize ?? 0) > 0) return;
          isOpen = false;
          disconnect();
          controller.error(new Error('The viewer is too slow.'));
        };
        disconnect = feed.connect({ send });
        if (!isOpen) disconnect();
      },
      cancel() {
        disconnect();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: maxUnreadBytes }),
  );
}
