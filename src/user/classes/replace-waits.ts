/** Replaces every wait of the users of a class: scenarios set how often their tasks start. */
import { nextWaitSeconds, startWait } from '../hooks.js';
import type { User } from '../user.js';
import type { WaitTime } from '../wait.js';
import type { UserClass } from './check.js';

/** The own members of the prototype that {@link replaceWaits} sets. Without them, the class waits as before. */
export const waitMembers = [startWait, nextWaitSeconds] as const;

/**
 * Users of the class wait for what `waitTime` returns, after tasks of their task sets, too: any `waitTime` of the class and of task
 * sets has no effect. Does not apply to subclasses.
 */
export function replaceWaits(userClass: UserClass, waitTime: WaitTime): void {
  const { [startWait]: start, [nextWaitSeconds]: next } = userClass.prototype;
  Object.assign(userClass.prototype, {
    [startWait](this: User, waiter: Parameters<typeof start>[0], hasYielded?: boolean) {
      return start.call(this, this.constructor === userClass ? this : waiter, hasYielded);
    },
    [nextWaitSeconds](this: User) {
      return this.constructor === userClass ? waitTime(this) : next.call(this);
    },
  });
}
