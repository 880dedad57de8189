/** A load that is a list of stages. */
import { LoadShape, type Tick } from '../core/shape.js';
import { nonNegativeInteger, positiveNumber } from '../util/rules.js';
import { badShape, checkSettings } from './shape-settings.js';

/** One stage of a {@link StagesShape}. */
export interface ShapeStage {
  /** When it ends, in seconds since the start of the test, as in Locust's examples: not its length. */
  readonly duration: number;
  readonly users: number;
  /** Users started or stopped per second. */
  readonly spawnRate: number;
  /** The classes that added users come from; by default those of the stage before. */
  readonly userClasses?: readonly { readonly name: string }[];
}

/** Goes from stage to stage, and ends with the last one: `static stages = [{ duration: 60, users: 10, spawnRate: 10 }]`. */
export abstract class StagesShape extends LoadShape {
  static override abstract = true;
  static stages: readonly ShapeStage[] = [];

  /** @throws {TslocError} `BAD_SHAPE` */
  constructor() {
    super();
    checkStages(new.target.name, new.target.stages);
  }

  tick(): Tick | null {
    const runTime = this.getRunTime();
    const { stages } = this.constructor as typeof StagesShape;
    const stage = stages.find(({ duration }) => runTime < duration);
    return stage === undefined ? null : [stage.users, stage.spawnRate, stage.userClasses ?? null];
  }
}

function checkStages(owner: string, stages: unknown): void {
  if (!Array.isArray(stages) || stages.length === 0) throw badShape(`${owner}.stages`, 'a list of stages', stages);
  let end = 0;
  for (const [i, stage] of (stages as readonly ShapeStage[]).entries()) {
    const name = `${owner}.stages[${i}]`;
    checkSettings(name, Object(stage) as ShapeStage, {
      duration: positiveNumber,
      users: nonNegativeInteger,
      spawnRate: positiveNumber,
    });
    if (stage.duration <= end) {
      const hint = 'The duration of a stage is its end, in seconds since the start of the test.';
      throw badShape(`${name}.duration`, `more than the ${end} of the stage before`, stage.duration, hint);
    }
    checkStageClasses(`${name}.userClasses`, stage.userClasses ?? []);
    end = stage.duration;
  }
}

function checkStageClasses(what: string, userClasses: unknown): void {
  const isList = Array.isArray(userClasses) && userClasses.every((one) => typeof one === 'function');
  if (!isList) throw badShape(what, 'a list of user classes', userClasses);
}
