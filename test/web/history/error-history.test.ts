import { expect, it } from 'vitest';
import type { FailureView } from '../../../src/stats/view.js';
import { ErrorHistory } from '../../../src/web/history/error-history.js';

const failure = (error: string, occurrences: number): FailureView =>
  ({ key: error, method: 'GET', name: '/', error, occurrences, firstSeen: 0, lastSeen: 0 }) as FailureView;

it('counts the failures of each kind in each second', () => {
  const history = new ErrorHistory();
  expect(history.add(0, [failure('a', 3)])).toEqual([['a', 3]]);
  expect(history.add(1, [failure('a', 4), failure('b', 2)])).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
  expect(history.add(2, [failure('a', 4), failure('b', 2)])).toEqual([]);
  expect(history.slice(0, 3)).toEqual([[0, 3], [0, 1, 1, 2], []]);
  history.merge([2, 1]);
  expect(history.slice(0, 2)).toEqual([[0, 4, 1, 2], []]);
});

it('counts kinds beyond the fiftieth together', () => {
  const history = new ErrorHistory();
  const failures = Array.from({ length: 60 }, (_, i) => failure(`error ${i}`, 1));
  expect(history.add(0, failures).at(-1)).toEqual(['other errors', 10]);
  expect(history.kinds.length).toBe(51);
});

it('counts the same failure of two URLs as one kind', () => {
  const history = new ErrorHistory();
  const error = (url: string) => failure(`HTTPError('500 Server Error: Internal Server Error for url: ${url}')`, 2);
  const kind = "HTTPError('500 Server Error: Internal Server Error')";
  expect(history.add(0, [error('http://h/a'), error('/b?c=1')])).toEqual([[kind, 4]]);
});
