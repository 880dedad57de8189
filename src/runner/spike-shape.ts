/** A steady load with a spike: shows whether the host handles a sudden increase, and whether it recovers. */
import { LoadShape, type Tick } from '../core/shape.js';
import { nonNegativeInteger, nonNegativeNumber, positiveNumber } from '../util/rules.js';
import { badShape, checkSettings } from './shape-settings.js';

/** Has `spikeUsers` for `spikeDuration` seconds from `spikeAt` on, `baselineUsers` before and after, until `timeLimit`. */
export abstract class SpikeShape extends LoadShape {
  static override abstract = true;
  static baselineUsers = 10;
  /** Users during the spike, those of the baseline included. */
  static spikeUsers = 100;
  /** Seconds until the spike begins. */
  static spikeAt = 60;
  /** Seconds from then until the ramp down. */
  static spikeDuration = 60;
  /** Users started, and stopped, per second. */
  static spawnRate = 100;
  /** Seconds until the test ends. */
  static timeLimit = 300;

  /** @throws {TslocError} `BAD_SHAPE` */
  constructor() {
    super();
    checkSettings(new.target.name, new.target, {
      baselineUsers: nonNegativeInteger,
      spikeUsers: nonNegativeInteger,
      spikeAt: nonNegativeNumber,
      spikeDuration: positiveNumber,
      spawnRate: positiveNumber,
      timeLimit: positiveNumber,
    });
    const { name, spikeAt, timeLimit } = new.target;
    if (spikeAt >= timeLimit) throw badShape(`${name}.spikeAt`, `less than its timeLimit, ${timeLimit}`, spikeAt);
  }

  tick(): Tick | null {
    const { baselineUsers, spikeUsers, spikeAt, spikeDuration, spawnRate, timeLimit } = this
      .constructor as typeof SpikeShape;
    const runTime = this.getRunTime();
    if (runTime >= timeLimit) return null;
    const isSpike = runTime >= spikeAt && runTime < spikeAt + spikeDuration;
    return [isSpike ? spikeUsers : baselineUsers, spawnRate];
  }
}
