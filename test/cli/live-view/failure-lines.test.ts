import { expect, it } from 'vitest';
import { failureLines } from '../../../src/cli/live-view/failure-lines.js';

const failure = (name: string, text: string, occurrences = 1) => ({ label: `GET ${name}`, text, occurrences });
const texts = (name: string, error: string, width: number) =>
  failureLines([failure(name, error)], width)
    .at(-1)
    ?.map(({ text }) => text)
    .join('');

it('show the error, and shorten the name where both do not fit', () => {
  expect(failureLines([], 80)).toEqual([]);
  expect(
    failureLines(
      ['a', 'b', 'c', 'd'].map((name) => failure(name, 'no')),
      80,
    ),
  ).toHaveLength(5);
  expect(texts('/orders', 'too slow\u001b[31m', 80)).toBe('1× GET /orders: too slow\\x1b[31m');
  expect(texts('/files/[id]/a/long/path/that/goes/on', 'too slow', 39)).toBe('1× GET /files/[i…that/goes/on: too slow');
  expect(texts('/files/[id]/a/long/path', 'HTTPError: 503 Server Error for url', 39)).toBe(
    '1× GET /fil…ng/path: HTTPError: 503 Se…',
  );
});
