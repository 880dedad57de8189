import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Leases } from '../../src/core/leases.js';
import { StopUser } from '../../src/core/signals.js';
import { type Feeder, type FeederOptions, type FeederUser, feeder } from '../../src/data/feeder.js';
import type { User } from '../../src/user/user.js';
import { randomStream } from '../../src/util/random.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';

/** Users of one run. */
function usersOf(seed: string, count: number): FeederUser[] {
  const environment = { seed };
  return Array.from({ length: count }, (_, i) => ({ environment, random: randomStream(seed, `Shopper/${i}`) }));
}

/** The rows of each user, when all call next() in turn, `times` times. */
async function served<T>(rows: Feeder<T>, users: readonly FeederUser[], times: number): Promise<T[][]> {
  const got = users.map((): T[] => []);
  for (let i = 0; i < times; i++) for (const [n, user] of users.entries()) got[n]?.push(await rows.next(user));
  return got;
}

const hundred = Array.from({ length: 100 }, (_, i) => i);

describe('feeder', () => {
  it('gives the users of a run the rows of a file', async () => {
    const path = join(temporaryFolder(), 'accounts.csv');
    writeFileSync(path, 'name,password\nann,1\nbob,2\n');
    const accounts = feeder<{ name: string; password: string }>(path, { strategy: 'unique', onEnd: 'stop' });
    const [ann, bob, late] = usersOf('seed', 3) as [FeederUser, FeederUser, FeederUser];
    expect((await accounts.next(ann)).name).toBe('ann');
    expect(await accounts.next(bob)).toEqual({ name: 'bob', password: '2' });
    await expect(accounts.next(late)).rejects.toThrow(StopUser);
  });

  it('restarts without end by default', async () => {
    expect(await served(feeder(['a', 'b']), usersOf('seed', 1), 5)).toEqual([['a', 'b', 'a', 'b', 'a']]);
  });

  it('ends users after the last row by default', async () => {
    for (const strategy of ['unique', 'shuffle'] as const)
      await expect(served(feeder(['a', 'b'], { strategy }), usersOf('seed', 1), 3)).rejects.toThrow(StopUser);
  });

  it('gives each row once where onEnd is set', async () => {
    await expect(served(feeder(['a', 'b'], { onEnd: 'stop' }), usersOf('seed', 1), 3)).rejects.toThrow(StopUser);
    const late = served(feeder(['a', 'b'], { onEnd: 'error' }), usersOf('seed', 1), 3);
    await expect(late).rejects.toMatchObject({ code: 'DATA_EXHAUSTED' });
    const again = served(feeder(['a', 'b'], { onEnd: 'restart' }), usersOf('seed', 1), 3);
    expect(await again).toEqual([['a', 'b', 'a']]);
  });

  it.each(['circular', 'random'] as const)('%s has no end: its onEnd can only be restart', async (strategy) => {
    for (const onEnd of ['stop', 'error'] as const)
      expect(() => feeder(['a'], { strategy, onEnd })).toThrow(
        `Expected a strategy that has an end (unique or shuffle) with onEnd: '${onEnd}', got '${strategy}'.`,
      );
    expect(await served(feeder(['a'], { strategy, onEnd: 'restart' }), usersOf('seed', 1), 2)).toEqual([['a', 'a']]);
  });

  it('reads a file by its URL, in a folder whose name has spaces and accents, in the same order as any other', async () => {
    const shuffled = async (folder: string) => {
      const path = join(temporaryFolder(), folder, 'words.csv');
      mkdirSync(dirname(path));
      writeFileSync(path, `word\n${hundred.join('\n')}\n`);
      return served(feeder(pathToFileURL(path), { strategy: 'shuffle' }), usersOf('seed', 1), 100);
    };
    const [once] = await shuffled('sp ace');
    expect(await shuffled('é')).toEqual([once]);
    expect(new Set(once?.map((row) => (row as { word: string }).word)).size).toBe(100);
    expect(() => feeder(new URL('http://127.0.0.1/words.csv'))).toThrow(
      expect.objectContaining({ code: 'BAD_FEEDER' }),
    );
  });

  it.each<FeederOptions>([
    { strategy: 'random' },
    { strategy: 'shuffle', onEnd: 'restart' },
    { strategy: 'unique' },
    { strategy: 'circular' },
  ])('gives every user the same rows for the same seed: $strategy', async (options) => {
    const run = () => served(feeder(hundred, options), usersOf('seed', 3), 20);
    expect(await run()).toEqual(await run());
  });

  it.each(['random', 'shuffle'] as const)('gives other rows for another seed: %s', async (strategy) => {
    const run = (seed: string) => served(feeder(hundred, { strategy }), usersOf(seed, 2), 20);
    expect(await run('one')).not.toEqual(await run('two'));
  });

  it('chooses random rows for each user, independent of other users', async () => {
    const rows = feeder(hundred, { strategy: 'random' });
    const [alone] = await served(rows, usersOf('seed', 1), 20);
    const [first, second] = await served(rows, usersOf('seed', 2), 20);
    expect(first).toEqual(alone);
    expect(second).not.toEqual(alone);
  });

  it.each(['unique', 'shuffle'] as const)('gives concurrent runs their own rows: %s', async (strategy) => {
    const rows = feeder(hundred, { strategy });
    const [one, two] = [usersOf('seed', 1), usersOf('seed', 1)];
    const [both] = await served(rows, [...one, ...two], 100).then((got) => [got]);
    expect(both?.[0]).toEqual(both?.[1]);
    expect(both?.[0]?.toSorted((a, b) => a - b)).toEqual(hundred);
  });

  it.each([
    [{ strategy: 'unqiue' }, "Expected strategy to be one of circular, unique, shuffle, random, got 'unqiue'."],
    [{ onEnd: 'repeat' }, "Expected onEnd to be one of stop, restart, error, got 'repeat'."],
    [{ onend: 'stop' }, "Expected strategy and onEnd as options, got 'onend'."],
  ])('refuses the options %o', (options, message) => {
    expect(() => feeder([1], options as FeederOptions)).toThrow(
      expect.objectContaining({ code: 'BAD_FEEDER', message }),
    );
  });

  it('requires the user', async () => {
    const rows = feeder([1]) as unknown as { next(user?: unknown): Promise<number> };
    for (const wrong of [undefined, {}, { random: {} }])
      await expect(rows.next(wrong)).rejects.toMatchObject({
        code: 'BAD_FEEDER',
        hint: 'Write next(this) in a user, next(this.user) in a task set.',
      });
  });

  it('accepts any user class', () => {
    expectTypeOf<User>().toExtend<FeederUser>();
  });

  it('infers the type of the rows', () => {
    expectTypeOf(() => feeder('accounts.csv')).returns.toEqualTypeOf<Feeder<Record<string, string>>>();
    expectTypeOf(() => feeder('words.json')).returns.toEqualTypeOf<Feeder<unknown>>();
    expectTypeOf(() => feeder<number>('words.jsonl')).returns.toEqualTypeOf<Feeder<number>>();
    expectTypeOf(() => feeder([{ id: 1 }])).returns.toEqualTypeOf<Feeder<{ id: number }>>();
    expectTypeOf(() =>
      feeder(async function* () {
        yield 'a';
      }),
    ).returns.toEqualTypeOf<Feeder<string>>();
  });
});

describe('shuffled arrays', () => {
  const orderOf = async (given: FeederOptions, leases: Leases | null, rows: Feeder<number>) => {
    const environment = { seed: 'seed', leases };
    const user = { environment, random: randomStream('seed', 'Shopper/0') };
    const [order = []] = await served(rows, [user], 100);
    expect([given, new Set(order).size]).toEqual([given, 100]);
    return order.join();
  };
  const sharedLeases = (): Leases => {
    const next = new Map<string, number>();
    const take = (series: string) => {
      const number = next.get(series) ?? 0;
      next.set(series, number + 1);
      return number;
    };
    return { isShared: true, take };
  };

  it.each([
    ['in one process', () => null],
    ['on workers', sharedLeases],
  ])('have an order of their own each, the same in each run: %s', async (_, makeLeases) => {
    const given: FeederOptions[] = [{}, {}, { onEnd: 'restart' }];
    const feeders = given.map((options) => feeder([...hundred], { strategy: 'shuffle', ...options }));
    const ordersOf = (leases: Leases | null) =>
      Promise.all(feeders.map((rows, i) => orderOf(given[i] as FeederOptions, leases, rows)));
    const orders = await ordersOf(makeLeases());
    expect(new Set(orders).size).toBe(3);
    expect(await ordersOf(makeLeases())).toEqual(orders);
  });

  it('have the order of their file where they are from one', async () => {
    const path = join(temporaryFolder(), 'rows.json');
    writeFileSync(path, JSON.stringify(hundred));
    const orders = [1, 2].map(() => orderOf({}, null, feeder<number>(path, { strategy: 'shuffle' })));
    expect(new Set(await Promise.all(orders)).size).toBe(1);
  });
});
