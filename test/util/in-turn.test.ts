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
  it('do so in the order in which they asked, and not at once while they are few', async () => {
    const called: number[] = [];
    const order = (count: number) => Array.from({ length: count }, (_, i) => i);
    for (let i = 0; i < 50; i++) inTurn((n) => called.push(n), i);
    expect(called).toEqual([]);
    await turnsUntil(() => called.length === 50);
    for (let i = 50; i < 1_000; i++) inTurn((n) => called.push(n), i);
    await turnsUntil(() => called.length === 1_000);
    expect(called).toEqual(order(1_000));
  });

  it('leave a turn of the event loop to others before all have gone on', async () => {
    let calls = 0;
    for (let i = 0; i < 60; i++) inTurn(() => calls++, undefined);
    await nextTurn();
    expect(calls).toBe(32);
    await nextTurn();
    expect(calls).toBe(60);
  });

  it('do not become many: all go on when 64 wait', async () => {
    let calls = 0;
    for (let i = 0; i < 63; i++) inTurn(() => calls++, undefined);
    expect(calls).toBe(0);
    inTurn(() => calls++, undefined);
    expect(calls).toBe(64);
    await nextTurn();
    expect(calls).toBe(64);
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
