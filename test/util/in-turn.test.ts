import { describe, expect, it } from 'vitest';
import { inTurn } from '../../src/util/in-turn.js';

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
    for (let i = 0; i < 1_000; i++) inTurn((n) => called.push(n), i);
    expect(called).toEqual([]);
    await turnsUntil(() => called.length === 1_000);
    expect(called).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
  });

  it('leave turns of the event loop to others before all have gone on', async () => {
    let calls = 0;
    for (let i = 0; i < 1_000; i++) inTurn(() => calls++, undefined);
    expect(await turnsUntil(() => calls === 1_000)).toBeGreaterThan(10);
  });

  it('may ask again while they go on, for longer than anything is kept', async () => {
    let calls = 0;
    const again = (rest: number) => {
      calls++;
      if (rest > 0) inTurn(again, rest - 1);
    };
    for (let i = 0; i < 100; i++) inTurn(again, 200);
    await turnsUntil(() => calls === 100 * 201);
    await nextTurn();
    expect(calls).toBe(100 * 201);
  });
});
