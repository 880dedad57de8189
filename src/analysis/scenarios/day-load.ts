/** A load that follows the hours of a day: business hours with a peak, off hours, maintenance, random bursts. */
import type { Load } from '../../core/load.js';
import { randomStream } from '../../util/random.js';
import type { DaySettings, Hours } from './settings.js';

type Bursts = NonNullable<DaySettings['bursts']>;

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

/** The most requests per minute within the first `seconds`: computed at each moment at which the number may rise. */
export function greatestRequestsPerMinute(day: DaySettings, seconds: number): number {
  const { bursts, ...hours } = day;
  const changes = hourChanges(day);
  const limit = Math.max(...changes.map((at) => requestsPerMinuteAt(hours, at))) * Math.max(1, bursts?.multiplier ?? 1);
  let greatest = 0;
  for (const moment of momentsOfChange(changes, bursts, seconds)) {
    greatest = Math.max(greatest, requestsPerMinuteAt(day, moment));
    if (greatest === limit) break;
  }
  return greatest;
}

/** Seconds since the start of the business hours at which a part of the day begins; the first is 0. */
function hourChanges({ from, to, peak, maintenance }: DaySettings): number[] {
  const minutes = [from, to, ...[peak, maintenance].flatMap((hours) => (hours ? [hours.from, hours.to] : []))];
  return minutes.map((minute) => ((minute - from + minutesPerDay) % minutesPerDay) * 60);
}

function* momentsOfChange(changes: readonly number[], bursts: Bursts | undefined, seconds: number): Generator<number> {
  for (let dayStart = 0; dayStart < seconds; dayStart += minutesPerDay * 60)
    for (const change of changes) if (dayStart + change < seconds) yield dayStart + change;
  for (let interval = 0; bursts !== undefined && interval * bursts.every < seconds; interval++)
    for (const moment of burstIn(bursts, interval)) if (moment < seconds) yield moment;
}

/** `to` may be on the next day; equal times are the whole day. */
function isWithin({ from, to }: Hours, minute: number): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

function burstAt({ bursts }: DaySettings, elapsed: number): number {
  if (bursts === undefined) return 1;
  const [begin, end] = burstIn(bursts, Math.floor(elapsed / bursts.every));
  return elapsed >= begin && elapsed < end ? bursts.multiplier : 1;
}

/** Begin and end of the burst of an interval, in seconds. */
function burstIn({ duration, every, seed = '1' }: Bursts, interval: number): [begin: number, end: number] {
  const latest = Math.max(0, every - duration);
  const begin = interval * every + randomStream(seed, `burst ${interval}`).between(0, latest);
  return [begin, begin + duration];
}
