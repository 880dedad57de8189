import { describe, expect, it } from 'vitest';
import { Events } from '../../src/core/events/global-events.js';
import { makeOptions } from '../../src/core/options/options.js';
import { RequestError } from '../../src/http/errors/request-error.js';
import { checkExpectedStatuses, expectStatuses } from '../../src/run/expect-statuses.js';
import { run } from '../../src/run/run-in-script.js';
import { WorkerRun } from '../../src/run/worker-run.js';
import type { Sample } from '../../src/stats/sample.js';
import { Log } from '../../src/util/log/log.js';
import { MemoryHub } from '../helpers/cluster/memory-link.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';
import { quiet, Walker } from '../helpers/users/walker.js';

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
    const message = "argument --expected-statuses: expected a status from 100 to 599, got 'teapot'";
    expect(() => expectStatuses(environment)).toThrow(message);
    expect(() => checkExpectedStatuses(environment.parsedOptions)).toThrow(message);
  });

  it('leaves the events of a refused run to the next one', async () => {
    const events = new Events();
    const given = { userClasses: [Walker], events, log: quiet, users: 1 };
    const refused = expect.objectContaining({ code: 'BAD_OPTION' });
    await expect(run({ ...given, expectedStatuses: ['4xx'] })).rejects.toEqual(refused);
    const worker = () =>
      new WorkerRun({
        ...given,
        options: makeOptions({ expectedStatuses: ['4xx'] }),
        log: new Log('CRITICAL', quiet),
        link: new MemoryHub().workerLink(),
        waitBeforeReadySeconds: 0,
        version: '',
      });
    expect(worker).toThrow(refused);
    expect((await run(given)).exitCode).toBe(0);
  });
});
