/** A load that grows in equal steps: finds the load at which the host fails. */
import { LoadShape, type Tick } from '../core/shape.js';
import { positiveInteger, positiveNumber } from '../util/rules.js';
import { checkSettings } from './shape-settings.js';

/** Adds `stepLoad` users at the start and after each `stepTime` seconds, until `timeLimit`. The defaults are Locust's. */
export abstract class StepShape extends LoadShape {
  static override abstract = true;
  /** Seconds. */
  static stepTime = 30;
  /** Users. */
  static stepLoad = 10;
  /** Users started per second. */
  static spawnRate = 10;
  /** Seconds until the test ends. */
  static timeLimit = 600;

  /** @throws {TslocError} `BAD_SHAPE` */
  constructor() {
    super();
    const rules = {
      stepTime: positiveNumber,
      stepLoad: positiveInteger,
      spawnRate: positiveNumber,
      timeLimit: positiveNumber,
    };
    checkSettings(new.target.name, new.target, rules);
  }

  tick(): Tick | null {
    const { stepTime, stepLoad, spawnRate, timeLimit } = this.constructor as typeof StepShape;
    const runTime = this.getRunTime();
    if (runTime >= timeLimit) return null;
    return [(Math.floor(runTime / stepTime) + 1) * stepLoad, spawnRate];
  }
}
