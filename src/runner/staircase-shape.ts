/** A load that goes up in steps, stays, and comes down again: shows whether the host recovers on the way down. */
import { LoadShape, type Tick } from '../core/shape.js';
import { positiveInteger, positiveNumber } from '../util/rules.js';
import { checkSettings } from './shape-settings.js';

/** Goes up `steps` of `stepUsers` each, stays on the top one for `holdTime` seconds, and ends after the lowest one. */
export abstract class StaircaseShape extends LoadShape {
  static override abstract = true;
  static steps = 5;
  /** Users that each step adds, and takes away. */
  static stepUsers = 10;
  /** Seconds on each step but the top one. */
  static stepTime = 30;
  /** Seconds on the top one. */
  static holdTime = 60;
  /** Users started, and stopped, per second. */
  static spawnRate = 10;

  /** @throws {TslocError} `BAD_SHAPE` */
  constructor() {
    super();
    checkSettings(new.target.name, new.target, {
      steps: positiveInteger,
      stepUsers: positiveInteger,
      stepTime: positiveNumber,
      holdTime: positiveNumber,
      spawnRate: positiveNumber,
    });
  }

  tick(): Tick | null {
    const { steps, stepUsers, stepTime, holdTime, spawnRate } = this.constructor as typeof StaircaseShape;
    const runTime = this.getRunTime();
    const top = (steps - 1) * stepTime;
    const up = Math.floor(runTime / stepTime) + 1;
    const down = steps - 1 - Math.floor((runTime - top - holdTime) / stepTime);
    const step = Math.min(up, steps, down);
    return step < 1 ? null : [step * stepUsers, spawnRate];
  }
}
