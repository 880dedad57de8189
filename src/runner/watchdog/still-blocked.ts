/** Code that blocks the event loop where there is no run time: it has a minute more. */
import { now } from '../../util/loop/clock.js';
import type { WatchdogListener } from './block-detector.js';
import { maxBlockedMs } from './run-deadline.js';

/** Calls `onBlocked` with where the event loop is blocked, and `end` with the same if it still is a minute later. */
export function endWhenStillBlocked(
  onBlocked: (frames: string) => void,
  end: (frames: string) => void,
): WatchdogListener {
  let endsAt = 0;
  let where = '';
  return {
    onBlocked(frames) {
      endsAt = now() + maxBlockedMs;
      where = frames;
      onBlocked(frames);
    },
    onStillBlocked() {
      if (now() >= endsAt) end(where);
    },
    onUnblocked() {},
  };
}
