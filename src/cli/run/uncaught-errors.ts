/** Errors that no promise carries, while a test runs: exceptions of its tasks. */
import { events } from '../../core/events/global-events.js';
import { isSignal, StopTest } from '../../core/signals.js';
import { framesOf } from '../../stats/exceptions.js';

/**
 * Records uncaught errors and unhandled rejections, until the returned function is called. `endTest` gets a StopTest among
 * them, or one that a listener of `userError` throws; other signals end a user: there is none here.
 */
export function recordUncaught(endTest: (reason: StopTest) => void): () => void {
  const endByStopTest = (signal: unknown) => signal instanceof StopTest && endTest(signal);
  const onUncaught = (exception: unknown) => {
    if (isSignal(exception)) return endByStopTest(exception);
    try {
      events.userError.fire({ userInstance: null, exception, traceback: framesOf(exception) });
    } catch (signal) {
      endByStopTest(signal);
    }
  };
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);
  return () => {
    process.off('uncaughtException', onUncaught);
    process.off('unhandledRejection', onUncaught);
  };
}
