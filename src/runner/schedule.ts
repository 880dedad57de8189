/** The load of a week, as plain data: business hours, off hours, bursts. Pure: the time is an argument. */
import type { Load } from '../core/load.js';
import { type Random, randomStream } from '../util/random.js';

/** In the order of `Date.getDay()`. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** The load at some hours; the spawn rate is per second of the run. */
export type ScheduledLoad = Pick<Load, 'users' | 'spawnRate'>;

/** Hours with their own load. */
export interface BusinessHours extends ScheduledLoad {
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`, up to `24:00`; before `from` it is on the next day. */
  readonly to: string;
  /** The days on which they begin; Monday to Friday by default. */
  readonly days?: readonly Weekday[];
}

/** More users at random times. */
export interface Bursts {
  /** Average seconds of the plan from one burst to the next. */
  readonly every: number;
  /** Length of a burst in seconds of the plan. */
  readonly duration: number;
  /** Factor by which the users of the hour are multiplied during a burst. */
  readonly factor: number;
  /** The same seed gives the same moments; 0 by default. */
  readonly seed?: string | number;
}

/** The loads by time of day, in local time. */
export interface SchedulePlan {
  readonly businessHours: BusinessHours;
  readonly offHours: ScheduledLoad;
  readonly bursts?: Bursts;
  /** The time of the plan at which a run starts, such as `2026-11-23T08:30`; by default the current time. */
  readonly startAt?: string;
  /** Seconds of the plan in a second of the run: 60 plays an hour in a minute. 1 by default. */
  readonly timeScale?: number;
  /** Seconds of the run until the test ends; by default it runs until it is stopped. */
  readonly timeLimit?: number;
}

/** The load at an epoch second of the plan, `elapsed` seconds of the plan after it began. */
export function loadAt(plan: SchedulePlan, epochSecond: number, elapsed: number): ScheduledLoad {
  const { users, spawnRate } = isWithin(plan.businessHours, new Date(epochSecond * 1000))
    ? plan.businessHours
    : plan.offHours;
  const isBurst = plan.bursts !== undefined && isBurstAt(plan.bursts, elapsed);
  return { users: Math.round(users * (isBurst ? (plan.bursts?.factor ?? 1) : 1)), spawnRate };
}

/** Minutes since midnight of `HH:MM`; null for anything else, and for more than `24:00`. */
export function minutesOf(text: string): number | null {
  const [, hours, minutes] = /^(\d\d?):([0-5]\d)$/.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return total <= 24 * 60 ? total : null;
}

function isWithin({ from, to, days = workdays }: BusinessHours, date: Date): boolean {
  const [start, end] = [minutesOf(from) ?? 0, minutesOf(to) ?? 0];
  const minute = date.getHours() * 60 + date.getMinutes();
  const beginsOn = (day: number) => days.includes(weekdays[(day + 7) % 7] as Weekday);
  const today = date.getDay();
  if (start < end) return beginsOn(today) && minute >= start && minute < end;
  return (beginsOn(today) && minute >= start) || (beginsOn(today - 1) && minute < end);
}

const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** One burst in each interval of `every` seconds, at a random offset: the function needs no state. */
function isBurstAt({ every, duration, seed = 0 }: Bursts, elapsed: number): boolean {
  const intervalIndex = Math.floor(elapsed / every);
  const random: Random = randomStream(seed, `burst/${intervalIndex}`);
  const begin = random.between(0, every - duration);
  const within = elapsed - intervalIndex * every;
  return within >= begin && within < begin + duration;
}
