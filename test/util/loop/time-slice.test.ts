import { expect, it } from 'vitest';
import { Scheduler } from '../../../src/util/loop/scheduler.js';
import { TimeSlice } from '../../../src/util/loop/time-slice.js';

it('a new time slice has no calls left until its user is first scheduled', () => {
  const slice = new TimeSlice();
  expect(slice.callsLeft).toBe(0);
  new Scheduler().schedule(() => {}, undefined, slice);
  expect([slice.callsLeft, slice.expiredCount]).toEqual([15, 0]);
});
