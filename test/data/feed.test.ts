import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StopUser } from '../../src/core/signals.js';
import { Feed, type FeedSettings } from '../../src/data/feed.js';
import { createRowSource } from '../../src/data/row-source.js';
import { randomStream } from '../../src/util/random.js';

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Rows that become available at uneven speed: each after some microtasks. */
async function* rows(count: number, delays: readonly number[]) {
  for (const i of upTo(count)) {
    for (let delay = 0; delay < (delays[i % delays.length] ?? 0); delay++) await null;
    yield i;
  }
}

function feedOf(given: unknown, settings: Partial<FeedSettings> = {}, seed = 'seed'): () => Promise<unknown> {
  const feed = new Feed(createRowSource(given), { strategy: 'unique', onEnd: 'stop', ...settings }, seed);
  const random = randomStream(seed, 'User/0');
  return () => feed.next(random);
}

const take = (next: () => Promise<unknown>, count: number) => Promise.all(upTo(count).map(next));

describe('Feed', () => {
  const cases = fc.record({
    count: fc.integer({ min: 1, max: 20 }),
    calls: fc.nat(60),
    delays: fc.array(fc.nat(4), { maxLength: 5 }),
    isStreamed: fc.boolean(),
  });

  it('gives concurrent callers the rows in the order of their calls, each once', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ count, calls, delays, isStreamed }) => {
        const given = isStreamed ? () => rows(count, delays) : upTo(count);
        const circular = await take(feedOf(given, { strategy: 'circular' }), calls);
        expect(circular).toEqual(upTo(calls).map((i) => i % count));
        const unique = await Promise.allSettled(upTo(calls).map(feedOf(given)));
        const settled = unique.map((call) => (call.status === 'fulfilled' ? call.value : 'stopped'));
        expect(settled).toEqual(upTo(calls).map((i) => (i < count ? i : 'stopped')));
      }),
    );
  });

  it('gives each row once a round with shuffle, in the same order for the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.string(), async ({ count, delays, isStreamed }, seed) => {
        const given = isStreamed ? () => rows(count, delays) : upTo(count);
        const settings = { strategy: 'shuffle', onEnd: 'restart' } as const;
        const taken = await take(feedOf(given, settings, seed), 2 * count);
        expect(taken.slice(0, count).toSorted((a, b) => Number(a) - Number(b))).toEqual(upTo(count));
        expect(taken.slice(count).toSorted((a, b) => Number(a) - Number(b))).toEqual(upTo(count));
        expect(await take(feedOf(given, settings, seed), 2 * count)).toEqual(taken);
      }),
    );
  });

  it('ends the calling user after the last row', async () => {
    const next = feedOf(['a']);
    expect(await next()).toBe('a');
    await expect(next()).rejects.toThrow(StopUser);
    await expect(next()).rejects.toThrow('All 1 rows of the array have been used.');
  });

  it.each(['unique', 'shuffle'] as const)(
    'throws an error after the last row of %s, if onEnd is error',
    async (strategy) => {
      const next = feedOf(['a', 'b'], { strategy, onEnd: 'error' });
      await take(next, 2);
      await expect(next()).rejects.toMatchObject({
        code: 'DATA_EXHAUSTED',
        message: 'Expected another row in the array, all 2 have been used.',
      });
    },
  );

  it('restarts after the last row, if onEnd is restart', async () => {
    expect(await take(feedOf(['a', 'b'], { onEnd: 'restart' }), 5)).toEqual(['a', 'b', 'a', 'b', 'a']);
    expect(
      await take(
        feedOf(() => rows(2, []), { onEnd: 'restart' }),
        5,
      ),
    ).toEqual([0, 1, 0, 1, 0]);
  });

  it.each(['unique', 'circular', 'random', 'shuffle'] as const)(
    'throws an error if there are no rows (%s)',
    async (strategy) => {
      for (const onEnd of ['stop', 'restart', 'error'] as const)
        for (const given of [[], () => rows(0, [])])
          await expect(feedOf(given, { strategy, onEnd })()).rejects.toMatchObject({ code: 'DATA_EMPTY' });
    },
  );

  it('continues after a row that could not be read', async () => {
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

  it('opens the rows once, at the first call', async () => {
    let opened = 0;
    const open = (isSequential: boolean) => {
      opened++;
      return createRowSource([1, 2, 3]).open(isSequential);
    };
    const counted = { name: 'rows', open };
    const feed = new Feed(counted, { strategy: 'shuffle', onEnd: 'stop' }, 'seed');
    expect(opened).toBe(0);
    await Promise.all(upTo(3).map(() => feed.next(randomStream('seed', 'x'))));
    expect(opened).toBe(1);
  });
});
