import { describe, expect, it } from 'vitest';
import { Events } from '../../src/core/events/global-events.js';
import { RequestError } from '../../src/http/errors/request-error.js';
import { expectStatuses } from '../../src/run/expect-statuses.js';
import type { Sample } from '../../src/stats/sample.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

const limited = (): Sample => makeSample({ status: 429, exception: new RequestError('HTTPError', '429 Client Error') });

describe('expectStatuses', () => {
  it('lets a request with such a status succeed, for statistics and listeners, until it is ended', () => {
    const { environment } = makeEnvironment({ expectedStatuses: ['429', '503,504'] });
    const seen: unknown[] = [];
    environment.events.request.addListener(({ exception }) => void seen.push(exception));
    const end = expectStatuses(environment);
    environment.events.request.report(limited());
    expect([environment.stats.total.numRequests, environment.stats.total.numFailures, seen]).toEqual([1, 0, [null]]);
    end();
    environment.events.request.report(limited());
    expect(environment.stats.total.numFailures).toBe(1);
  });

  it('refuses anything but a status', () => {
    const { environment } = makeEnvironment({ expectedStatuses: ['teapot'] });
    expect(() => expectStatuses(environment)).toThrow(
      "argument --expected-statuses: expected a status from 100 to 599, got 'teapot'",
    );
    expect(new Events().isInUse).toBe(false);
  });
});
