import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StopUser } from '../../src/core/signals.js';
import { Feed, type FeedRule } from '../../src/data/feed.js';
import { rowSourceOf } from '../../src/data/row-source.js';
import { randomStream } from '../../src/util/random.js';

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Rows that come at uneven speed: each after some turns of the event loop's microtasks. */
async function* rows(count: number, turns: readonly number[]) {
  for (const i of upTo(count)) {
    for (let turn = 0; turn < (turns[i % turns.length] ?? 0); turn++) await null;
    yield i;
  }
}

function feedOf(given: unknown, rule: Partial<FeedRule> = {}, seed = 'seed'): () => Promise<unknown> {
  const feed = new Feed(rowSourceOf(given), { strategy: 'unique', onEnd: 'stop', ...rule }, seed);
  const random = randomStream(seed, 'User/0');
  return () => feed.next(random);
}

const take = (next: () => Promise<unknown>, count: number) => Promise.all(upTo(count).map(next));

describe('Feed', () => {
  const cases = fc.record({
    count: fc.integer({ min: 1, max: 20 }),
    asked: fc.nat(60),
    turns: fc.array(fc.nat(4), { maxLength: 5 }),
    isStreamed: fc.boolean(),
  });

  it('gives callers that ask all at once the rows in the order of their calls, none twice, none left out', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ count, asked, turns, isStreamed }) => {
        const given = isStreamed ? () => rows(count, turns) : upTo(count);
        const circular = await take(feedOf(given, { strategy: 'circular' }), asked);
        expect(circular).toEqual(upTo(asked).map((i) => i % count));
        const unique = await Promise.allSettled(upTo(asked).map(feedOf(given)));
        const settled = unique.map((call) => (call.status === 'fulfilled' ? call.value : 'stopped'));
        expect(settled).toEqual(upTo(asked).map((i) => (i < count ? i : 'stopped')));
      }),
    );
  });

  it('shuffles every row into each round, the same way for the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.string(), async ({ count, turns, isStreamed }, seed) => {
        const given = isStreamed ? () => rows(count, turns) : upTo(count);
        const rule = { strategy: 'shuffle', onEnd: 'restart' } as const;
        const taken = await take(feedOf(given, rule, seed), 2 * count);
        expect(taken.slice(0, count).toSorted((a, b) => Number(a) - Number(b))).toEqual(upTo(count));
        expect(taken.slice(count).toSorted((a, b) => Number(a) - Number(b))).toEqual(upTo(count));
        expect(await take(feedOf(given, rule, seed), 2 * count)).toEqual(taken);
      }),
    );
  });

  it('ends the user that asks after the last row', async () => {
    const next = feedOf(['a']);
    expect(await next()).toBe('a');
    await expect(next()).rejects.toThrow(StopUser);
    await expect(next()).rejects.toThrow('All 1 rows of the array have been given.');
  });

  it.each(['unique', 'shuffle'] as const)('says that %s rows are exhausted, if that is an error', async (strategy) => {
    const next = feedOf(['a', 'b'], { strategy, onEnd: 'error' });
    await take(next, 2);
    await expect(next()).rejects.toMatchObject({
      code: 'DATA_EXHAUSTED',
      message: 'Expected another row in the array, all 2 have been given.',
    });
  });

  it('begins again, if it may', async () => {
    expect(await take(feedOf(['a', 'b'], { onEnd: 'restart' }), 5)).toEqual(['a', 'b', 'a', 'b', 'a']);
    expect(
      await take(
        feedOf(() => rows(2, []), { onEnd: 'restart' }),
        5,
      ),
    ).toEqual([0, 1, 0, 1, 0]);
  });

  it.each(['unique', 'circular', 'random', 'shuffle'] as const)(
    'says that there are no rows to give (%s)',
    async (strategy) => {
      for (const onEnd of ['stop', 'restart', 'error'] as const)
        for (const given of [[], () => rows(0, [])])
          await expect(feedOf(given, { strategy, onEnd })()).rejects.toMatchObject({ code: 'DATA_EMPTY' });
    },
  );

  it('goes on after a row that could not be read', async () => {
    const given = {
      name: 'given',
      open: async () => ({
        count: 3,
        read: async (index: number) => {
          if (index === 1) throw new Error('broken');
          return index;
        },
      }),
    };
    const feed = new Feed(given, { strategy: 'unique', onEnd: 'stop' }, 'seed');
    const calls = await Promise.allSettled(upTo(3).map(() => feed.next(randomStream('seed', 'x'))));
    expect(calls.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('opens the rows only when the first one is asked for, and once', async () => {
    let opened = 0;
    const open = (isInOrder: boolean) => {
      opened++;
      return rowSourceOf([1, 2, 3]).open(isInOrder);
    };
    const counted = { name: 'rows', open };
    const feed = new Feed(counted, { strategy: 'shuffle', onEnd: 'stop' }, 'seed');
    expect(opened).toBe(0);
    await Promise.all(upTo(3).map(() => feed.next(randomStream('seed', 'x'))));
    expect(opened).toBe(1);
  });
});
