import { describe, expect, it } from 'vitest';
import { inTurn, Slice } from '../../src/util/in-turn.js';

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Turns of the event loop until `isTrue`; the test's own time limit ends a wait in vain. */
async function turnsUntil(isTrue: () => boolean): Promise<number> {
  let turns = 0;
  for (; !isTrue(); turns++) await nextTurn();
  return turns;
}

describe('those who go on in turn', () => {
  it('do so in the order in which they asked, and never at once', async () => {
    const called: number[] = [];
    for (let i = 0; i < 1_000; i++) inTurn((n) => called.push(n), i, new Slice());
    expect(called).toEqual([]);
    await turnsUntil(() => called.length === 1_000);
    expect(called).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
  });

  it('leave turns of the event loop to others before all have gone on', async () => {
    let calls = 0;
    for (let i = 0; i < 1_000; i++) inTurn(() => calls++, undefined, new Slice());
    expect(await turnsUntil(() => calls === 1_000)).toBeGreaterThan(10);
  });

  it('may ask again while they go on, for longer than anything is kept', async () => {
    let calls = 0;
    const slices = Array.from({ length: 100 }, () => new Slice());
    const again = ([slice, rest]: readonly [Slice, number]) => {
      calls++;
      if (rest > 0) inTurn(again, [slice, rest - 1], slice);
    };
    for (const slice of slices) inTurn(again, [slice, 200], slice);
    await turnsUntil(() => calls === 100 * 201);
    await nextTurn();
    expect(calls).toBe(100 * 201);
  });

  it('do so some times in a row, and then let all others go first', async () => {
    const called: number[] = [];
    const slices = Array.from({ length: 200 }, () => new Slice());
    const again = (i: number) => {
      called.push(i);
      if (called.length <= 200 * 50) inTurn(again, i, slices[i] as Slice);
    };
    for (let i = 0; i < 200; i++) inTurn(again, i, slices[i] as Slice);
    await turnsUntil(() => called.length > 200 * 50);
    const firstRound = called.slice(0, 200 * 16);
    for (let i = 0; i < 200; i++) expect(firstRound.filter((one) => one === i)).toHaveLength(16);
    const beforeTheLast = called.slice(0, called.indexOf(199));
    expect(beforeTheLast.filter((one) => one === 0)).toHaveLength(16);
    await nextTurn();
  });

  it('go on at last, whoever always comes before them', async () => {
    let isOver = false;
    const favoured = Array.from({ length: 64 }, () => new Slice());
    const again = (slice: Slice) => {
      slice.left = 1;
      if (!isOver) inTurn(again, slice, slice);
    };
    for (const slice of favoured) inTurn(again, slice, slice);
    await turnsUntil(() => favoured.every(({ left }) => left > 0));
    let calls = 0;
    for (let i = 0; i < 100; i++) inTurn(() => calls++, undefined, new Slice());
    await turnsUntil(() => calls === 100);
    isOver = true;
    await nextTurn();
  });
});
