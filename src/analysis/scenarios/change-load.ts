/** Applies options of the command line to the load of a scenario. */
import { durationOf, type ScenarioLoad, scaleUsers } from './load.js';

/** Each is optional: `--users`, `--spawn-rate`, `--run-time` in seconds, `--time-scale`. */
export interface LoadChanges {
  /** The new peak. */
  readonly users?: number;
  readonly spawnRate?: number;
  /** Ends the load earlier; a constant load and a day may also last longer. */
  readonly runTime?: number;
  /** How many seconds of the plan pass in each second. */
  readonly timeScale?: number;
}

/** The changed load. */
export function changeLoad(
  load: ScenarioLoad,
  { users, spawnRate, runTime, timeScale = 1 }: LoadChanges,
): ScenarioLoad {
  const scaled = timeScale === 1 ? load : scaleTime(load, timeScale);
  const isLonger = scaled.kind === 'day' && runTime !== undefined && runTime > scaled.runTime;
  const lasting = isLonger ? { ...scaled, runTime } : scaled; // bursts of the days added may be the peak
  const peaked = users === undefined ? lasting : scaleUsers(lasting, users);
  const rated = spawnRate === undefined ? peaked : withSpawnRate(peaked, spawnRate);
  return runTime === undefined ? rated : withRunTime(rated, runTime);
}

/** Everything takes less time, ramps included. */
function scaleTime(load: ScenarioLoad, factor: number): ScenarioLoad {
  switch (load.kind) {
    case 'constant': {
      const { spawnRate, runTime, ramp } = load;
      return {
        ...load,
        ramp: ramp && { seconds: ramp.seconds / factor, leastRate: ramp.leastRate * factor },
        spawnRate: spawnRate && spawnRate * factor,
        runTime: runTime && runTime / factor,
      };
    }
    case 'stages': {
      const stages = load.stages.map(({ users, spawnRate, duration }) => {
        return { users, spawnRate: spawnRate * factor, duration: duration / factor };
      });
      return { ...load, stages };
    }
    case 'spikes': {
      const { spawnRate, rampUp, every, duration, runTime } = load;
      return {
        ...load,
        ...{
          spawnRate: spawnRate * factor,
          rampUp: rampUp / factor,
          every: every / factor,
          duration: duration / factor,
          runTime: runTime / factor,
        },
      };
    }
    default: {
      const { spawnRate, timeScale, runTime } = load;
      return {
        ...load,
        spawnRate: spawnRate * factor,
        timeScale: timeScale * factor,
        runTime: runTime / factor,
      };
    }
  }
}

function withSpawnRate(load: ScenarioLoad, spawnRate: number): ScenarioLoad {
  if (load.kind === 'stages') return { ...load, stages: load.stages.map((stage) => ({ ...stage, spawnRate })) };
  if (load.kind === 'spikes') return { ...load, spawnRate, rampUp: 0 };
  return load.kind === 'day' ? { ...load, spawnRate } : { ...load, spawnRate, ramp: null };
}

function withRunTime(load: ScenarioLoad, runTime: number): ScenarioLoad {
  if (load.kind === 'constant' || load.kind === 'day') return { ...load, runTime };
  if (load.kind === 'spikes') return { ...load, runTime: Math.min(runTime, load.runTime) };
  if (runTime >= (durationOf(load) as number)) return load;
  let rest = runTime;
  const stages = load.stages.flatMap((stage) => {
    const duration = Math.min(stage.duration, rest);
    rest -= duration;
    return duration > 0 ? [{ ...stage, duration }] : [];
  });
  return { ...load, stages };
}
