/** Patterns of load by name, for scenarios of the library. */
import { defaultPacingSeconds, usersOf } from './create-load.js';
import type { ScenarioSettings } from './settings.js';

/** Names of the patterns. */
export const loadPatterns = ['steady', 'spike', 'stress', 'soak', 'realistic'] as const;

/** How the number of users develops. */
export type LoadPattern = (typeof loadPatterns)[number];

/** A scenario of a script. Times are seconds, or texts such as `90s`, `10m`, `1h30m`. */
export interface ScenarioOptions
  extends Omit<
    ScenarioSettings,
    'extends' | 'rampUp' | 'runTime' | 'stages' | 'day' | 'schedule' | 'stopTimeout' | 'spikes'
  > {
  readonly name: string;
  /** By default `steady`. */
  readonly pattern?: LoadPattern;
  /** Time until all users run. */
  readonly rampUpTime?: number | string;
  readonly duration: number | string;
  readonly stopTimeout?: number | string;
}

/** Shares of the users in the hours of a day, from morning to night. */
const dayCurve = [0.2, 0.4, 0.7, 1, 0.9, 0.6, 0.8, 1, 0.8, 0.5, 0.3, 0.2];

/** Settings with the load of the pattern; `runTime` is divided into its parts. */
export function patternSettings(pattern: LoadPattern, settings: ScenarioSettings): ScenarioSettings {
  if (pattern === 'steady') return settings;
  const { runTime = 0, rampUp, requestsPerMinute, users: _, ...given } = settings;
  const users = usersOf(settings) ?? 1;
  const isPaced = requestsPerMinute !== undefined;
  const rest = isPaced ? { ...given, pacing: given.pacing ?? defaultPacingSeconds } : given;
  // A spawn rate takes the place of the usual ramp; together with a given one, it is an error.
  const ramp = (seconds: number) => (rest.spawnRate === undefined || rampUp !== undefined ? { rampUp: seconds } : {});
  if (pattern === 'soak') return { ...rest, users, runTime, ...ramp(rampUp ?? runTime / 10) };
  if (pattern === 'spike') return { ...rest, users, runTime, ...ramp(rampUp ?? 0), spikes: { multiplier: 5 } };
  const shares = pattern === 'stress' ? [0.25, 0.5, 0.75, 1] : dayCurve;
  const duration = runTime / shares.length;
  const stages = shares.map((share) => ({ users: Math.max(1, Math.round(users * share)), duration }));
  if (pattern === 'stress') return { ...rest, ...ramp(Math.min(duration, rampUp ?? duration / 4)), stages };
  const first = rampUp === undefined ? {} : { rampUp: Math.min(duration, rampUp) };
  return {
    ...rest,
    ...ramp(duration / 2),
    stages: stages.map((stage, i) => (i === 0 ? { ...stage, ...first } : stage)),
  };
}
