import { describe, expect, it } from 'vitest';
import { ActionQueue } from '../../../src/util/loop/action-queue.js';
import { TimeSlice } from '../../../src/util/loop/time-slice.js';

describe('an action queue', () => {
  it('calls actions with their arguments in the order in which they were added', () => {
    const queue = new ActionQueue();
    const called: number[] = [];
    const slices = [new TimeSlice(), new TimeSlice()];
    slices.forEach((slice, i) => {
      queue.add((n: number) => called.push(n), i, slice);
    });
    expect([queue.length, queue.isEmpty, queue.firstSlice]).toEqual([2, false, slices[0]]);
    queue.callFirst();
    expect(queue.firstSlice).toBe(slices[1]);
    queue.callFirst();
    expect([called, queue.length, queue.isEmpty]).toEqual([[0, 1], 0, true]);
  });

  it('keeps order and length while it is compacted, and while called actions add others', () => {
    const queue = new ActionQueue();
    const called: number[] = [];
    let added = 0;
    const addAnother = () => queue.add(call, added++, slice);
    const call = (n: number) => {
      called.push(n);
      if (added < 20_000) addAnother();
    };
    const slice = new TimeSlice();
    for (let i = 0; i < 50; i++) addAnother();
    while (!queue.isEmpty) {
      queue.callFirst();
      if (called.length % 32 === 0) queue.compact();
      if (queue.length !== added - called.length) throw new Error(`${queue.length} items of ${added - called.length}`);
    }
    expect(called).toEqual(Array.from({ length: 20_000 }, (_, i) => i));
  });

  it('removes an action before it calls it, so that one that throws is not called again', () => {
    const queue = new ActionQueue();
    queue.add(
      () => {
        throw new Error('on purpose');
      },
      undefined,
      new TimeSlice(),
    );
    expect(() => queue.callFirst()).toThrow('on purpose');
    expect(queue.isEmpty).toBe(true);
  });
});
