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
  /** Users started or stopped per second. */
  readonly spawnRate: number;
  /** How many seconds of the day pass in each second. */
  readonly timeScale: number;
}

/** The load `elapsed` seconds after the business hours of the first day began. */
export function dayLoadAt({ day, usersPerRequest, spawnRate, timeScale }: DayPlan, elapsed: number): Load {
  return { users: Math.round(requestsPerMinuteAt(day, elapsed * timeScale) * usersPerRequest), spawnRate };
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
