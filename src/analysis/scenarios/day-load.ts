/** A load that follows the hours of a day: business hours with a peak, off hours, maintenance, random bursts. */
import type { Load } from '../../core/load.js';
import { randomStream } from '../../util/random.js';
import type { DaySettings, Hours } from './settings.js';

const minutesPerDay = 24 * 60;

/** The hours of a day, and how requests per minute become users. */
export interface DayPlan {
  readonly day: DaySettings;
  /** Users for one request a minute. */
  readonly usersPerRequest: number;
  /** Users started or stopped per second; null for all within `changeSeconds`. */
  readonly spawnRate: number | null;
  /** The time of the day within which users start and stop at a change of the load. */
  readonly changeSeconds: number;
  /** How many seconds of the day pass in each second. */
  readonly timeScale: number;
}

/** The load `elapsed` seconds after the business hours of the first day began. */
export function dayLoadAt(plan: DayPlan, elapsed: number): Load {
  const { spawnRate, changeSeconds, timeScale } = plan;
  const second = elapsed * timeScale;
  const users = usersAt(plan, second);
  if (spawnRate !== null) return { users, spawnRate };
  const most = Math.max(users, usersAt(plan, Math.max(0, second - changeSeconds))); // those that stop, too
  return { users, spawnRate: Math.max(1, most / changeSeconds) * timeScale };
}

function usersAt({ day, usersPerRequest }: DayPlan, second: number): number {
  return Math.round(requestsPerMinuteAt(day, second) * usersPerRequest);
}

/** Requests per minute at that moment. */
export function requestsPerMinuteAt(day: DaySettings, elapsed: number): number {
  const minute = (day.from + elapsed / 60) % minutesPerDay;
  if (day.maintenance !== undefined && isWithin(day.maintenance, minute)) return 0;
  const base = isWithin(day, minute) ? day.requestsPerMinute : day.offHoursRequestsPerMinute;
  const peak = day.peak !== undefined && isWithin(day.peak, minute) ? day.peak.multiplier : 1;
  return base * peak * burstAt(day, elapsed);
}

/** `to` may be on the next day. */
function isWithin({ from, to }: Hours, minute: number): boolean {
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

function burstAt({ bursts }: DaySettings, elapsed: number): number {
  if (bursts === undefined) return 1;
  const { multiplier, duration, every, seed = '1' } = bursts;
  const interval = Math.floor(elapsed / every);
  const begin = randomStream(seed, `burst ${interval}`).between(0, Math.max(0, every - duration));
  const within = elapsed - interval * every;
  return within >= begin && within < begin + duration ? multiplier : 1;
}
