/** Makes `static waitTime` the only wait of a user class: scenarios set how often its tasks start. */
import { nextWaitSeconds, startWait } from '../hooks.js';
import type { User } from '../user.js';
import type { UserClass } from './check.js';

/** The own members of the prototype that {@link useStaticWait} sets. Without them, the class waits as before. */
export const waitMembers = [startWait, nextWaitSeconds] as const;

/**
 * Users of the class wait for what its `static waitTime` returns, after tasks of their task sets, too: its method `waitTime()`
 * and any `waitTime` of task sets have no effect. Does not apply to subclasses.
 */
export function useStaticWait(userClass: UserClass): void {
  const { [startWait]: start, [nextWaitSeconds]: next } = userClass.prototype;
  Object.assign(userClass.prototype, {
    [startWait](this: User, waiter: Parameters<typeof start>[0], hasYielded?: boolean) {
      return start.call(this, this.constructor === userClass ? this : waiter, hasYielded);
    },
    [nextWaitSeconds](this: User) {
      return this.constructor === userClass ? userClass.waitTime(this) : next.call(this);
    },
  });
}
