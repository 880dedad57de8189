/** A load that follows the hours of the week. */
import { LoadShape, type Tick } from '../core/shape.js';
import { epochSeconds } from '../util/loop/clock.js';
import { nonNegativeInteger, nonNegativeNumber, positiveNumber } from '../util/rules.js';
import { loadAt, minutesOf, type SchedulePlan, weekdays } from './schedule.js';
import { badShape, checkKeys, checkSettings } from './shape-settings.js';

/** The base of the classes that {@link scheduleShape} returns. */
export abstract class ScheduleShape extends LoadShape {
  static override abstract = true;
  static plan: SchedulePlan;

  tick(): Tick | null {
    const { plan } = this.constructor as typeof ScheduleShape;
    const { startAt, timeScale = 1, timeLimit = Number.POSITIVE_INFINITY } = plan;
    const runTime = this.getRunTime();
    if (runTime >= timeLimit) return null;
    const planStart = startAt === undefined ? epochSeconds() - runTime : Date.parse(startAt) / 1000;
    const elapsed = runTime * timeScale;
    const { users, spawnRate } = loadAt(plan, planStart + elapsed, elapsed);
    return [users, spawnRate];
  }
}

type PlannedClass = Omit<typeof ScheduleShape, 'prototype'> & (new () => ScheduleShape);

/**
 * A shape made from a plan: `export const Week = scheduleShape({ businessHours: …, offHours: … })`.
 * @throws {TslocError} `BAD_SHAPE`
 */
export function scheduleShape(plan: SchedulePlan): PlannedClass {
  checkPlan(plan);
  return class PlannedShape extends ScheduleShape {
    static override abstract = false;
    static override plan = plan;
  };
}

function checkPlan(plan: SchedulePlan): void {
  checkKeys('plan', plan, ['businessHours', 'offHours', 'bursts', 'startAt', 'timeScale', 'timeLimit']);
  checkKeys('businessHours', plan.businessHours, ['users', 'spawnRate', 'from', 'to', 'days']);
  checkKeys('offHours', plan.offHours, ['users', 'spawnRate']);
  const load = { users: nonNegativeInteger, spawnRate: positiveNumber };
  checkSettings('businessHours', Object(plan.businessHours) as SchedulePlan['businessHours'], load);
  checkSettings('offHours', Object(plan.offHours) as SchedulePlan['offHours'], load);
  checkHours(plan.businessHours);
  const { startAt, timeScale = 1, timeLimit } = plan;
  checkSettings(
    'plan',
    { timeScale, timeLimit: timeLimit ?? 1 },
    { timeScale: positiveNumber, timeLimit: positiveNumber },
  );
  // A date without a time would be midnight UTC.
  const isMoment = startAt === undefined || (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(startAt) && Date.parse(startAt) > 0);
  if (!isMoment) throw badShape('plan.startAt', 'a date and time such as 2026-11-23T08:30', startAt);
  if (plan.bursts !== undefined) checkBursts(plan.bursts, timeScale);
}

function checkHours({ from, to, days = ['mon'] }: SchedulePlan['businessHours']): void {
  for (const [key, text] of Object.entries({ from, to })) {
    if (minutesOf(text) === null) throw badShape(`businessHours.${key}`, 'a time such as 09:00', text);
  }
  if (minutesOf(from) === minutesOf(to)) throw badShape('businessHours.to', 'another time than from', to);
  if (!Array.isArray(days) || days.length === 0 || !days.every((day) => weekdays.includes(day)))
    throw badShape('businessHours.days', `a list of any of ${weekdays.join(', ')}`, days);
}

function checkBursts(bursts: NonNullable<SchedulePlan['bursts']>, timeScale: number): void {
  checkKeys('bursts', bursts, ['every', 'duration', 'factor', 'seed']);
  checkSettings('bursts', bursts, { every: positiveNumber, duration: positiveNumber, factor: nonNegativeNumber });
  const { every, duration } = bursts;
  if (duration > every) throw badShape('bursts.duration', `at most the ${every} seconds of every`, duration);
  if (duration >= timeScale) return;
  const hint = 'A shape changes the load once a second: a shorter burst might be left out.';
  throw badShape('bursts.duration', `at least a second of the run, ${timeScale} seconds of the plan`, duration, hint);
}
