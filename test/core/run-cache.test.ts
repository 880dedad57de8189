import { expect, it } from 'vitest';
import { RunCache } from '../../src/core/run-cache.js';
import { newEnvironment } from '../helpers/users/start-user.js';

it('makes a value once for each key of a run, and again for another run', () => {
  const cache = new RunCache<string, { readonly n: number }>();
  let made = 0;
  const create = () => ({ n: ++made });
  const [first, second] = [newEnvironment().environment, newEnvironment().environment];
  const numbers = () => [first, second].flatMap((run) => ['a', 'b'].map((key) => cache.get(run, key, create).n));
  expect([numbers(), numbers()]).toEqual([
    [1, 2, 3, 4],
    [1, 2, 3, 4],
  ]);
});

it('replaces a value that is no longer valid, and keeps nothing of a creation that fails', () => {
  const cache = new RunCache<string, { readonly host: string }>();
  const { environment } = newEnvironment();
  const lookUp = (host: string) =>
    cache.get(
      environment,
      'key',
      () => Object.freeze({ host }),
      (kept) => kept.host === host,
    );
  const first = lookUp('a');
  expect([lookUp('a') === first, lookUp('b').host]).toEqual([true, 'b']);
  const fail = () => {
    throw new Error('no');
  };
  expect(() => cache.get(environment, 'other', fail)).toThrow('no');
  expect(cache.get(environment, 'other', () => ({ host: 'c' })).host).toBe('c');
});
