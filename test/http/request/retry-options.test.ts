import { describe, expect, it } from 'vitest';
import { anyMethod, completeRetryOptions, type Retry } from '../../../src/http/request/retry-options.js';
import { withPolyfill } from '../../helpers/extended-prototypes.js';

describe('the options of retry', () => {
  it('have defaults', () => {
    const statuses = [408, 425, 429, 500, 502, 503, 504];
    const expected = { limit: 2, statuses, methods: anyMethod, delaySeconds: 0.3, backoff: 2, maxWaitSeconds: 60 };
    expect(completeRetryOptions(2)).toEqual(expected);
    expect(completeRetryOptions({ limit: 2 })).toEqual(expected);
  });

  it('are own properties, and only the known ones', () => {
    expect(withPolyfill(() => completeRetryOptions({ limit: 2 })).limit).toBe(2);
    expect(() => completeRetryOptions({ limit: 2, toString: 1 } as never)).toThrow("got 'toString'");
  });

  it('are overridden by given values', () => {
    const given = { limit: 1, statuses: [404], methods: ['GET'], delaySeconds: 1, backoff: 1, maxWaitSeconds: 9 };
    expect(completeRetryOptions(given)).toEqual(given);
  });

  it.each<[unknown, string]>([
    [-1, 'a whole number as the limit of retry, got -1'],
    ['3', 'retry as a number or an object, got 3'],
    [{ limit: 1, delay: 2 }, "a known option of retry, got 'delay'"],
    [{ limit: 1, statuses: 500 }, 'a list of statuses in retry, got 500'],
    [{ limit: 1, delaySeconds: 70 }, 'delaySeconds of at most maxWaitSeconds (60) in retry, got 70'],
  ])('are refused: %j', (given, expected) => {
    expect(() => completeRetryOptions(given as Retry)).toThrow(`Expected ${expected}.`);
  });
});
