/** Creates the load of a scenario from its settings. */
import { peakOf, type Ramp, rateFor, rateIn, type ScenarioLoad, type StagedLoad, scaleUsers } from './load.js';
import type { DaySettings, ScenarioSettings, SpikeSettings, StageSettings } from './settings.js';

/** Each user starts a task every 6 seconds where requests per minute determine the load. */
export const defaultPacingSeconds = 6;
/** The ramp if neither a spawn rate nor a ramp is given. */
const defaultRamp: Ramp = { seconds: 10, leastRate: 1 };
const secondsPerDay = 24 * 60 * 60;

/** Makes the error for a problem that follows "Expected scenario x": `to have at least one stage, got none`. */
type Wrong = (problem: string) => Error;

/** @throws what `wrong` makes where settings contradict each other */
export function createLoad(settings: ScenarioSettings, wrong: Wrong): ScenarioLoad {
  const { stages, day, spikes, users, requestsPerMinute, spawnRate, rampUp, runTime } = settings;
  if (spawnRate !== undefined && rampUp !== undefined) throw wrong('to have a spawn rate or a ramp, got both');
  if ([stages, day, spikes].filter((one) => one !== undefined).length > 1)
    throw wrong('to have one of stages, spikes and day, got several');
  if (requestsPerMinute !== undefined) {
    const other = Object.entries({ users, stages, day }).find(([, one]) => one !== undefined)?.[0];
    if (other !== undefined) throw wrong(`to have requests per minute or ${other}, got both`);
  }
  if (day !== undefined) return createDay(settings, day);
  if (stages !== undefined) return createStages(settings, stages, wrong);
  const userCount = usersOf(settings);
  if (spikes !== undefined) return createSpikes(settings, spikes, userCount, wrong);
  const ramp = userCount === null && rampUp === undefined ? null : rampOf(settings); // else the options decide
  const rate = spawnRate ?? null;
  return {
    kind: 'constant',
    users: userCount,
    spawnRate: ramp === null || userCount === null ? rate : rateIn(ramp, userCount),
    runTime: runTime ?? null,
    ramp,
  };
}

/** As many as start the requests per minute, by their pacing. null: the options decide. */
export function usersOf({ users, requestsPerMinute, pacing = defaultPacingSeconds }: ScenarioSettings): number | null {
  if (requestsPerMinute === undefined) return users ?? null;
  return Math.max(1, Math.round((requestsPerMinute * pacing) / 60));
}

/** By default not longer than a second for each user; null where a spawn rate is given. */
function rampOf({ spawnRate, rampUp }: ScenarioSettings): Ramp | null {
  if (spawnRate !== undefined) return null;
  return rampUp === undefined ? defaultRamp : { seconds: rampUp, leastRate: 0 };
}

/** The peak starts within the ramp; lesser changes take less time. */
function createDay(settings: ScenarioSettings, day: DaySettings): ScenarioLoad {
  const { users, runTime = secondsPerDay, pacing = defaultPacingSeconds } = settings;
  const load = { kind: 'day', day, usersPerRequest: pacing / 60, spawnRate: 1, timeScale: 1, runTime } as const;
  const ramp = rampOf(settings);
  const spawnRate = ramp === null ? (settings.spawnRate ?? 1) : rateIn(ramp, peakOf(load) ?? 1);
  const rated: ScenarioLoad = { ...load, spawnRate };
  return users === undefined ? rated : scaleUsers(rated, users);
}

function createStages(settings: ScenarioSettings, given: readonly StageSettings[], wrong: Wrong): ScenarioLoad {
  if (given.length === 0) throw wrong('to have at least one stage, got none');
  if (settings.runTime !== undefined) throw wrong('to have a run time or stages, which have durations, got both');
  let before = 0;
  const stages = given.map(({ users, rampUp = settings.rampUp, duration }) => {
    if (rampUp !== undefined && rampUp > duration)
      throw wrong(`to have ramps no longer than their stages, got ${rampUp} s in a stage of ${duration} s`);
    const change = Math.max(1, Math.abs(users - before));
    before = users;
    return {
      users,
      spawnRate: rampUp === undefined ? (settings.spawnRate ?? change) : rateFor(change, rampUp),
      duration,
    };
  });
  const load: StagedLoad = { kind: 'stages', stages };
  return settings.users === undefined ? load : scaleUsers(load, settings.users);
}

function createSpikes(
  { runTime, spawnRate, rampUp = 0 }: ScenarioSettings,
  spikes: SpikeSettings,
  users: number | null,
  wrong: Wrong,
): ScenarioLoad {
  if (users === null || runTime === undefined) throw wrong('to have users and a run time besides its spikes');
  if (spikes.users === undefined && spikes.multiplier === undefined)
    throw wrong('to have spikes with a number of users or a multiplier');
  const { every = (runTime * 2) / 3 } = spikes;
  const { duration = every / 2 } = spikes;
  if (duration > every) throw wrong(`to have spikes no longer than their interval, got ${duration} s of ${every} s`);
  const spikeUsers = spikes.users ?? Math.round(users * (spikes.multiplier as number));
  return {
    kind: 'spikes',
    users,
    spikeUsers,
    spawnRate: spawnRate ?? Math.max(1, spikeUsers),
    rampUp,
    every,
    duration,
    runTime,
  };
}
