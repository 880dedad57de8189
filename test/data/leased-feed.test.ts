import { describe, expect, it } from 'vitest';
import type { Leases } from '../../src/core/leases.js';
import { StopUser } from '../../src/core/signals.js';
import { Feed, type FeedSettings } from '../../src/data/feed.js';
import { LeasedFeed } from '../../src/data/leased-feed.js';
import { createRowSource } from '../../src/data/row-source.js';
import { randomStream } from '../../src/util/random.js';

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
async function* later() {
  yield* upTo(6);
}
const random = randomStream('seed', 'User/0');

/** Gives the numbers in turn to whichever node asks, some of them at once. */
function sharedBy(): Leases {
  let next = 0;
  const take = (_series: string, limit: number) => {
    const number = next < limit ? next++ : undefined;
    return next % 3 === 0 ? Promise.resolve(number) : number;
  };
  return { isShared: true, take };
}

function feedsOf(given: unknown, settings: Partial<FeedSettings>, nodes = 3): (() => Promise<unknown>)[] {
  const leases = sharedBy();
  return upTo(nodes).map(() => {
    const all = { strategy: 'unique', onEnd: 'stop', ...settings } as const;
    const feed = new LeasedFeed(createRowSource(given), all, 'seed', { leases, series: 's' });
    return () => feed.next(random, {});
  });
}

const take = (nodes: (() => Promise<unknown>)[], count: number) =>
  Promise.all(upTo(count).map((i) => nodes[i % nodes.length]?.()));

describe('LeasedFeed', () => {
  it.each([
    ['an array', upTo(30)],
    ['an iterable', () => upTo(30).values()],
  ])('gives each row of %s to one node, then ends users', async (_, given) => {
    const nodes = feedsOf(given, {});
    expect((await take(nodes, 30)).sort((a, b) => Number(a) - Number(b))).toEqual(upTo(30));
    for (const node of nodes) await expect(node()).rejects.toThrow(StopUser);
  });

  it.each([
    ['a generator', () => upTo(6).values()],
    ['an async generator', () => later()],
    ['a function', () => () => upTo(6).values()],
  ])('reads rows of %s again when the master gives their numbers again', async (_, given) => {
    const numbers = [0, 1, 4, 2, 0, 3, 5, 1];
    const leases: Leases = { isShared: true, take: () => numbers.shift() };
    const feed = new LeasedFeed(createRowSource(given()), { strategy: 'unique', onEnd: 'stop' }, 'seed', {
      leases,
      series: 's',
    });
    const rows = [];
    for (let i = 0; i < 8; i++) rows.push(await feed.next(random, {}));
    expect(rows).toEqual([0, 1, 4, 2, 0, 3, 5, 1]);
  });

  it('shuffles as one process does, with another order in each round', async () => {
    const settings = { strategy: 'shuffle', onEnd: 'restart' } as const;
    const feed = new Feed(createRowSource(upTo(12)), settings, 'seed');
    const alone = [];
    for (let i = 0; i < 12; i++) alone.push(await feed.next(random));
    const nodes = feedsOf(upTo(12), settings);
    const first = await take(nodes, 12);
    const second = await take(nodes, 12);
    expect(first).toEqual(alone);
    expect(second).not.toEqual(first);
    expect([...second].sort()).toEqual([...first].sort());
  });

  it('starts over with restart, also where the number of rows is unknown at first', async () => {
    const nodes = feedsOf(() => upTo(4).values(), { onEnd: 'restart' });
    expect(await take(nodes, 12)).toEqual([...upTo(4), ...upTo(4), ...upTo(4)]);
  });

  it('throws where that was asked for, and for a source without rows', async () => {
    const nodes = feedsOf(upTo(3), { onEnd: 'error' });
    await take(nodes, 3);
    await expect(nodes[0]?.()).rejects.toMatchObject({ code: 'DATA_EXHAUSTED' });
    for (const onEnd of ['stop', 'restart'] as const)
      for (const given of [[], () => [].values()])
        await expect(feedsOf(given, { onEnd })[0]?.()).rejects.toMatchObject({ code: 'DATA_EMPTY' });
  });
});
