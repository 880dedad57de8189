/** What a task throws to steer its user: control flow, not errors. Locust's names. */
import { controlSignalBrand } from '../util/control-signal.js';

export { isSignal } from '../util/control-signal.js';

class Signal extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
    Object.defineProperty(this, controlSignalBrand, { value: true });
  }
}

/** Ends the user that throws it, for good. It is also what a stopped user's waits and requests reject with. */
export class StopUser extends Signal {
  /** True if nobody is to take the user's place; when all users have ended like that, so does the run. */
  readonly isFinal: boolean;

  constructor(message = 'The user was asked to stop.', isFinal = false) {
    super(message);
    this.isFinal = isFinal;
  }
}

/** Ends the whole test, in order. */
export class StopTest extends Signal {
  constructor(message = 'The test was asked to stop.') {
    super(message);
  }
}

/** Ends the task set that throws it; with `reschedule`, its parent goes on without waiting. */
export class InterruptTaskSet extends Signal {
  readonly reschedule: boolean;

  constructor(reschedule = true) {
    super('The task set was interrupted.');
    this.reschedule = reschedule;
  }
}

/** Ends the task; the user waits as usual and goes on with another one. */
export class RescheduleTask extends Signal {
  constructor(message = 'The task ended early.') {
    super(message);
  }
}

/** Ends the task; the user goes on with another one without waiting. */
export class RescheduleTaskImmediately extends Signal {
  constructor(message = 'The task ended early, without a wait.') {
    super(message);
  }
}
