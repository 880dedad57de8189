/** What compiles of shapes, and what does not: checked only by the type checker. */
import {
  DoubleWaveShape,
  HttpUser,
  LoadShape,
  run,
  SpikeShape,
  StagesShape,
  StaircaseShape,
  StepShape,
  scheduleShape,
  type Tick,
} from 'tsloc';

class Visitor extends HttpUser {}

export class Plain extends LoadShape {
  static override useCommonOptions = true;

  tick(): [users: number, spawnRate: number] | null {
    const { numUsers } = this.runner?.environment.parsedOptions ?? {};
    return this.getRunTime() > 60 ? null : [Math.max(numUsers ?? 1, this.getCurrentUserCount()), 10];
  }
}

export class WithClasses extends LoadShape {
  override tick(): Tick | null {
    return [10, 1, [Visitor]];
  }
}

export class Later extends LoadShape {
  override async tick(): Promise<Tick | null> {
    return null;
  }
}

// @ts-expect-error a shape has a tick
export class Without extends LoadShape {}

export class Wrong extends LoadShape {
  // @ts-expect-error users, and a spawn rate
  override tick(): [number] {
    return [3];
  }
}

export class Misspelt extends LoadShape {
  // @ts-expect-error Python's spelling
  override use_common_options = true;

  tick(): null {
    // @ts-expect-error Python's spelling
    this.get_run_time();
    // @ts-expect-error Python's spelling
    this.get_current_user_count();
    return null;
  }
}

// @ts-expect-error abstract: it does not say how many users
new LoadShape();
// @ts-expect-error abstract: its numbers are yours to say
new StepShape();

export class Stages extends StagesShape {
  static override stages = [
    { duration: 60, users: 10, spawnRate: 10 },
    { duration: 120, users: 20, spawnRate: 5, userClasses: [Visitor] },
  ];
}

// @ts-expect-error Python's spelling
export class WrongStages extends StagesShape {
  static override stages = [{ duration: 60, users: 10, spawn_rate: 10 }];
}

export class Steps extends StepShape {
  static override stepTime = 30;
  // @ts-expect-error Python's spelling
  static override step_load = 10;
}

export class Spike extends SpikeShape {
  static override spikeUsers = 500;
  // @ts-expect-error no such setting
  static override spikeUser = 500;
}

// @ts-expect-error a number
export class Wave extends DoubleWaveShape {
  static override timeLimit = '10m';
}

// @ts-expect-error a number
export class Stairs extends StaircaseShape {
  static override holdTime = '1m';
}

export class Week extends scheduleShape({
  businessHours: { from: '09:00', to: '17:30', days: ['mon', 'fri'], users: 100, spawnRate: 10 },
  offHours: { users: 5, spawnRate: 1 },
  bursts: { every: 600, duration: 60, factor: 3, seed: 1 },
  startAt: '2026-11-23T08:30',
  timeScale: 60,
  timeLimit: 3600,
}) {}

const hours = { from: '09:00', to: '17:30', users: 100, spawnRate: 10 };
const offHours = { users: 5, spawnRate: 1 };

// @ts-expect-error a plan has off hours
scheduleShape({ businessHours: hours });
// @ts-expect-error no such day
scheduleShape({ businessHours: { ...hours, days: ['monday'] }, offHours });
// @ts-expect-error Python's spelling
scheduleShape({ businessHours: hours, offHours, time_scale: 60 });

export function runs(): void {
  void run({ userClasses: [Visitor], shape: new Plain() });
  // @ts-expect-error a shape, not its class
  void run({ userClasses: [Visitor], shape: Plain });
}
