import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BinaryHeap, type HeapItem } from '../../src/util/binary-heap.js';

const entryDueAt = (due: number): HeapItem => ({ due, place: -1 });

/** Takes them all, one after the other. */
function drain(agenda: BinaryHeap<HeapItem>): number[] {
  const dues: number[] = [];
  for (let { first } = agenda; first !== undefined; first = agenda.first) {
    dues.push(first.due);
    agenda.remove(first);
  }
  return dues;
}

describe('an agenda', () => {
  it('is empty at first', () => {
    expect(new BinaryHeap().first).toBeUndefined();
  });

  it('names whoever is due first, however they were added and whoever has left', () => {
    const moments = fc.array(fc.tuple(fc.integer(), fc.boolean()));
    fc.assert(
      fc.property(moments, fc.nat(), (asked, seed) => {
        const agenda = new BinaryHeap<HeapItem>();
        const entries = asked.map(([due, leaves]) => ({ ...entryDueAt(due), leaves }));
        for (const entry of entries) agenda.add(entry);
        const leavers = entries.filter(({ leaves }) => leaves);
        while (leavers.length > 0) agenda.remove(leavers.splice(seed % leavers.length, 1)[0] as HeapItem);
        const left = entries.filter(({ leaves }) => !leaves).map(({ due }) => due);
        expect(drain(agenda)).toEqual(left.sort((a, b) => a - b));
      }),
    );
  });

  it('is left by each once: leaving again, or without having come, changes nothing', () => {
    const agenda = new BinaryHeap<HeapItem>();
    const [early, late] = [entryDueAt(1), entryDueAt(2)];
    agenda.add(early);
    agenda.add(late);
    for (const entry of [early, early, entryDueAt(0)]) agenda.remove(entry);
    expect([early.place, agenda.first]).toEqual([-1, late]);
  });
});
