import { describe, expect, it } from 'vitest';
import { catchResponseError, statusError } from '../../src/http/errors/failures.js';
import { acceptStatuses } from '../../src/http/expected-statuses.js';
import { makeSample } from '../helpers/statistics/samples.js';

const accept = acceptStatuses(new Set([429]));

describe('acceptStatuses', () => {
  it.each([
    ['an expected status', 429, statusError(429, 'Too Many Requests', '/a'), null],
    ['another status', 500, statusError(500, 'Internal Server Error', '/a'), 'HTTPError'],
    ['a failure that the test decided on', 429, catchResponseError('wrong body'), 'CatchResponseError'],
    ['a success', 200, null, null],
    ['an exception of a client of your own', 429, 'limited', undefined],
  ])('%s', (_, status, exception, name) => {
    const sample = makeSample({ status, exception });
    accept(sample);
    expect(sample.exception === null ? null : (sample.exception as Error).name).toBe(name);
  });
});
