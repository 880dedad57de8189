/** The load of a scenario as plain data, and what it is at any moment. Pure: the time is an argument. */
import type { Load } from '../../core/load.js';
import { type DayPlan, dayLoadAt, greatestRequestsPerMinute } from './day-load.js';

/** Load and run time. Times in seconds. */
export type ScenarioLoad = ConstantLoad | StagedLoad | SpikedLoad | DayLoad;

/** A number of users; null leaves it to the options. */
export interface ConstantLoad {
  readonly kind: 'constant';
  readonly users: number | null;
  readonly spawnRate: number | null;
  readonly runTime: number | null;
  /** What the spawn rate results from; null where the rate is given. */
  readonly ramp: Ramp | null;
}

/** The time until all users run. */
export interface Ramp {
  readonly seconds: number;
  /** Users per second at least. */
  readonly leastRate: number;
}

/** One number of users after another. */
export interface StagedLoad {
  readonly kind: 'stages';
  readonly stages: readonly { readonly users: number; readonly spawnRate: number; readonly duration: number }[];
}

/** A number of users that rises suddenly, and falls again. */
export interface SpikedLoad {
  readonly kind: 'spikes';
  readonly users: number;
  readonly spikeUsers: number;
  /** Of each change. */
  readonly spawnRate: number;
  /** The time until the first users run; 0 if they start at `spawnRate`, too. */
  readonly rampUp: number;
  /** A spike is at the end of each interval. */
  readonly every: number;
  readonly duration: number;
  readonly runTime: number;
}

/** Users by the hours of a day: as many as make the requests per minute. */
export interface DayLoad extends DayPlan {
  readonly kind: 'day';
  readonly runTime: number;
}

/** Users and spawn rate at `elapsed` seconds after the start; null after the end. Users of a constant load default to 1. */
export function loadAt(load: ScenarioLoad, elapsed: number): Load | null {
  if (elapsed >= (durationOf(load) ?? Number.POSITIVE_INFINITY)) return null;
  switch (load.kind) {
    case 'constant':
      return { users: load.users ?? 1, spawnRate: load.spawnRate ?? 1 };
    case 'stages':
      return stageAt(load, elapsed);
    case 'spikes':
      return spikedAt(load, elapsed);
    default:
      return dayLoadAt(load, elapsed);
  }
}

/** Seconds from start to end; null without an end. */
export function durationOf(load: ScenarioLoad): number | null {
  if (load.kind === 'stages') return load.stages.reduce((sum, { duration }) => sum + duration, 0);
  return load.runTime;
}

/** The greatest number of users; null where the options decide. */
export function peakOf(load: ScenarioLoad): number | null {
  if (load.kind === 'constant') return load.users;
  if (load.kind === 'spikes') return Math.max(load.users, load.spikeUsers);
  if (load.kind === 'stages') return Math.max(...load.stages.map(({ users }) => users));
  return Math.round(dayPeakOf(load));
}

/** The same load with another peak: every number of users in proportion, and as long for each change. */
export function scaleUsers(load: ScenarioLoad, peak: number): ScenarioLoad {
  const factor = peak / (load.kind === 'day' ? dayPeakOf(load) || 1 : Math.max(1, peakOf(load) ?? 1));
  const scaled = (users: number) => Math.round(users * factor);
  switch (load.kind) {
    case 'constant':
      return { ...load, users: peak, spawnRate: load.ramp === null ? load.spawnRate : rateIn(load.ramp, peak) };
    case 'stages': {
      const stages = load.stages.map((stage) => {
        return { ...stage, users: scaled(stage.users), spawnRate: stage.spawnRate * factor || 1 };
      });
      return { ...load, stages };
    }
    case 'spikes':
      return {
        ...load,
        users: scaled(load.users),
        spikeUsers: scaled(load.spikeUsers),
        spawnRate: load.spawnRate * factor || 1,
      };
    default:
      return {
        ...load,
        usersPerRequest: load.usersPerRequest * factor,
        spawnRate: load.spawnRate * factor || 1,
      };
  }
}

/** Before it is rounded: so that a scaled load has exactly its peak. */
function dayPeakOf({ day, runTime, timeScale, usersPerRequest }: DayLoad): number {
  return greatestRequestsPerMinute(day, runTime * timeScale) * usersPerRequest;
}

/** For a change of `users` within `rampUp` seconds; 0 is at once. */
export function rateFor(users: number, rampUp: number): number {
  return Math.max(users, 1) / (rampUp === 0 ? 1 : rampUp);
}

/** Users per second that a ramp to `users` takes. */
export function rateIn({ seconds, leastRate }: Ramp, users: number): number {
  return Math.max(leastRate, rateFor(users, seconds));
}

/** Users that run at `count` moments, evenly spread over the whole time: for a chart. */
export function usersOverTime(load: ScenarioLoad, count: number): number[] {
  const step = (durationOf(load) ?? 60) / count;
  const steps = 8; // of the ramp within each moment
  let users = 0;
  return Array.from({ length: count * steps }, (_, i) => {
    const { users: wanted, spawnRate } = loadAt(load, (i * step) / steps) ?? { users, spawnRate: 1 };
    const change = (spawnRate * step) / steps;
    users = wanted > users ? Math.min(wanted, users + change) : Math.max(wanted, users - change);
    return users;
  }).filter((_, i) => i % steps === steps - 1);
}

function spikedAt({ users, spikeUsers, spawnRate, rampUp, every, duration }: SpikedLoad, elapsed: number): Load {
  if (elapsed % every >= every - duration) return { users: spikeUsers, spawnRate };
  const isFirst = elapsed < every - duration; // also once all users run: a change of the rate alone would be a new load
  return { users, spawnRate: isFirst && rampUp > 0 ? Math.max(users, 1) / rampUp : spawnRate };
}

function stageAt({ stages }: StagedLoad, elapsed: number): Load {
  let end = 0;
  for (const { users, spawnRate, duration } of stages) {
    end += duration;
    if (elapsed < end) return { users, spawnRate };
  }
  return { users: 0, spawnRate: 1 };
}
