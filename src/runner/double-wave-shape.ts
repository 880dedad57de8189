/** A load that rises and falls twice, as on a day with two peak hours. */
import { LoadShape, type Tick } from '../core/shape.js';
import { nonNegativeInteger, positiveNumber } from '../util/rules.js';
import { checkSettings } from './shape-settings.js';

/** Two bell curves on top of `minUsers`, with their peaks after 1/3 and 2/3 of `timeLimit`. The defaults are Locust's. */
export abstract class DoubleWaveShape extends LoadShape {
  static override abstract = true;
  static minUsers = 20;
  static peakOneUsers = 60;
  static peakTwoUsers = 40;
  /** Seconds until the test ends. */
  static timeLimit = 600;

  /** @throws {TslocError} `BAD_SHAPE` */
  constructor() {
    super();
    const rules = {
      minUsers: nonNegativeInteger,
      peakOneUsers: nonNegativeInteger,
      peakTwoUsers: nonNegativeInteger,
      timeLimit: positiveNumber,
    };
    checkSettings(new.target.name, new.target, rules);
  }

  /** The spawn rate is what the wave needs, and one more to make up for a late tick. */
  tick(): Tick | null {
    const wave = this.constructor as typeof DoubleWaveShape;
    const runTime = this.getRunTime();
    if (runTime >= wave.timeLimit) return null;
    const users = usersAt(runTime, wave);
    const before = runTime < 1 ? 0 : usersAt(runTime - 1, wave);
    return [users, Math.abs(users - before) + 1];
  }
}

function usersAt(runTime: number, wave: typeof DoubleWaveShape): number {
  const { minUsers, peakOneUsers, peakTwoUsers, timeLimit } = wave;
  const x = runTime / ((timeLimit / 10) * (2 / 3));
  const bell = (peak: number, middle: number) => (peak - minUsers) * Math.exp(-((x - middle) ** 2));
  return Math.max(0, Math.round(minUsers + bell(peakOneUsers, 5) + bell(peakTwoUsers, 10)));
}
