/** Makes the user classes of an environment ready for a test, so that what would keep their users from running is known early. */
import { TslocError } from '../util/error.js';
import { prepareClass } from './actor.js';
import type { Environment } from './environment.js';

/**
 * Call it before `testStart`. If that has listeners, a missing host is no error yet, since they may set it: else the first user
 * of its class throws the same error.
 * @throws {TslocError} what would keep users from running, such as `MISSING_HOST`
 */
export function prepareClasses(environment: Environment): void {
  const mayGetHost = environment.events.testStart.hasListeners;
  for (const userClass of environment.userClasses) {
    try {
      userClass[prepareClass]?.(environment);
    } catch (thrown) {
      if (!mayGetHost || !TslocError.is(thrown) || thrown.code !== 'MISSING_HOST') throw thrown;
    }
  }
}
