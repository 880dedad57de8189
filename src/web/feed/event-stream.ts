/** `GET /stats/stream`: one viewer's server-sent events, with a limit on unread data. */
import { callAfterUnref } from '../../util/loop/clock.js';
import type { LiveFeed } from './live-feed.js';

/** A viewer with more unread bytes than this is disconnected; the page reconnects and gets the history again. */
const maxUnreadBytes = 8_000_000;
const aliveIntervalMs = 1000;
const aliveEvent = new TextEncoder().encode('event: alive\ndata: {}\n\n');

/**
 * The body of the reply: ends when the viewer disconnects or cannot keep up. The state that a connection begins with does
 * not count as unread: it is of any size, and no viewer can read it before it is complete.
 */
export function eventStream(feed: LiveFeed): ReadableStream<Uint8Array> {
  let disconnect = () => {};
  let isConnected = false;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (event: Uint8Array) => {
          if ((controller.desiredSize ?? 0) > 0) {
            controller.enqueue(event);
            return;
          }
          disconnect();
          controller.error(new Error('The viewer is too slow.'));
        };
        const leave = feed.connect({ send });
        const stopAlive = repeatAlive(send);
        disconnect = () => {
          stopAlive();
          leave();
        };
        isConnected = true;
      },
      cancel() {
        disconnect();
      },
    },
    { highWaterMark: maxUnreadBytes, size: (event) => (isConnected ? event.byteLength : 0) },
  );
}

/** Sends `alive` once a second until the returned function is called: snapshots are less frequent while reports are slow. */
function repeatAlive(send: (event: Uint8Array) => void): () => void {
  let cancel = callAfterUnref(aliveIntervalMs, function beat() {
    cancel = callAfterUnref(aliveIntervalMs, beat);
    send(aliveEvent);
  });
  return () => cancel();
}
