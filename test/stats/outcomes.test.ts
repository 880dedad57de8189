import { describe, expect, it } from 'vitest';
import { connectionError } from '../../src/http/errors/failures.js';
import { timeoutError } from '../../src/http/errors/timeout-error.js';
import { addOutcomes, createOutcomes, outcomeOf, outcomesJson, viewOutcomes } from '../../src/stats/outcomes.js';
import { WireError } from '../../src/wire/wire-error.js';

const none = { '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0, '429': 0, timeouts: 0, connectionErrors: 0 };
const atHead = { headersSeen: false, bytesRead: 0, bytesExpected: null };

function countOf(status: number | undefined, exception: Error | string | null = null) {
  const counts = createOutcomes();
  (counts[outcomeOf({ ...(status === undefined ? {} : { status }), exception })] as number)++;
  return viewOutcomes(counts);
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('the outcome of a request', () => {
  it.each([
    [200, { '2xx': 1 }],
    [299, { '2xx': 1 }],
    [302, { '3xx': 1 }],
    [404, { '4xx': 1 }],
    [429, { '4xx': 1, '429': 1 }],
    [503, { '5xx': 1 }],
    [0, {}],
    [undefined, {}],
    [101, {}],
    [600, {}],
  ])('of status %s', (status, counts) => {
    expect(countOf(status)).toEqual({ ...none, ...counts });
  });

  it.each<[string, Error | string, Partial<typeof none>]>([
    ['a limit of time', timeoutError('headers', 1000, 'http://a'), { timeouts: 1 }],
    ['a slow connection', connectionError(new WireError('connect-timeout', 'slow'), atHead), { timeouts: 1 }],
    ['a lost connection', connectionError(new WireError('closed', 'gone'), atHead), { connectionErrors: 1 }],
    ['a refused one', connectionError(systemError('ECONNREFUSED'), atHead), { connectionErrors: 1 }],
    ['an unknown host', connectionError(systemError('ENOTFOUND'), atHead), { connectionErrors: 1 }],
    ['a timeout of the system', connectionError(systemError('ETIMEDOUT'), atHead), { timeouts: 1 }],
    ['another client that cannot connect', systemError('ECONNRESET'), { connectionErrors: 1 }],
    ['another client that waited too long', Object.assign(new Error('x'), { name: 'TimeoutError' }), { timeouts: 1 }],
    ['an error of the test', new TypeError('x is undefined'), {}],
    ['a text', 'timeout', {}],
  ])('without a status, by %s', (_, exception, counts) => {
    expect(countOf(0, exception)).toEqual({ ...none, ...counts });
  });

  it('of a response that a test declares failed stays that of its status', () => {
    expect(countOf(200, timeoutError('total', 1, 'http://a'))).toEqual({ ...none, '2xx': 1 });
  });

  it('is none where an error cannot be read', () => {
    const hostile = new Proxy(new Error('x'), {
      get: () => {
        throw new Error('no');
      },
    });
    expect(countOf(0, hostile)).toEqual(none);
  });
});

it('adds counts of another version, and names them as JSON does', () => {
  const counts = createOutcomes();
  addOutcomes(counts, [0, 2, 3, 0, 1]);
  addOutcomes(counts, undefined);
  addOutcomes(counts, [0, 0, 0, 0, 0, 0, 4, 5, 99]);
  expect(outcomesJson(viewOutcomes(counts))).toEqual({
    ...{ '2xx': 3, '3xx': 0, '4xx': 3, '5xx': 0, '429': 2 },
    ...{ timeouts: 4, connection_errors: 5 },
  });
});
