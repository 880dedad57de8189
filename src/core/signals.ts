/** What a task throws to control its user or the test: control flow, not errors. Locust's names. */
import { controlSignalBrand } from '../util/control-signal.js';

export { isSignal } from '../util/control-signal.js';

class Signal extends Error {
  // A field of its own: where Error.prototype is frozen, an assignment would throw.
  override readonly name: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
    Object.defineProperty(this, controlSignalBrand, { value: true });
  }
}

/** Ends the user that throws it, for good. It is also what a stopped user's waits and requests reject with. */
export class StopUser extends Signal {
  /** If true, the user is not replaced; when all users have ended like that, the run ends. */
  readonly isFinal: boolean;

  constructor(message = 'The user was asked to stop.', isFinal = false) {
    super(message);
    this.isFinal = isFinal;
  }
}

/** Ends the whole test gracefully. */
export class StopTest extends Signal {
  constructor(message = 'The test was asked to stop.') {
    super(message);
  }
}

/** Ends the task set that throws it; with `reschedule`, its parent continues without a wait. */
export class InterruptTaskSet extends Signal {
  readonly reschedule: boolean;

  constructor(reschedule = true) {
    super('The task set was interrupted.');
    this.reschedule = reschedule;
  }
}

/** Ends the task; the user waits as usual and continues with another one. */
export class RescheduleTask extends Signal {
  constructor(message = 'The task ended early.') {
    super(message);
  }
}

/** Ends the task; the user continues with another one without a wait. */
export class RescheduleTaskImmediately extends Signal {
  constructor(message = 'The task ended early, without a wait.') {
    super(message);
  }
}
