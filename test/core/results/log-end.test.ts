import { expect, it } from 'vitest';
import { logEnd } from '../../../src/core/results/log-end.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { TslocError } from '../../../src/util/error.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

it('logs what made a run impossible, what no row counts, and the verdict', () => {
  const { environment, log } = makeEnvironment();
  logEnd(environment, takeSnapshot(environment), { exitCode: 0, reason: null });
  expect(log.splice(0)).toEqual(['INFO/locust.main: Shutting down (exit code 0)']);
  environment.fatalError = new TslocError('MISSING_HOST', 'No host.', { hint: 'Set one.' });
  environment.requestsInFlight.start();
  environment.resentRequests = 2;
  logEnd(environment, takeSnapshot(environment), { exitCode: 3, reason: 'Too slow.' });
  expect(log.map((line) => line.split('locust.main: ')[1])).toEqual([
    expect.stringMatching(/^No host\.[\s\S]*Set one\./),
    expect.stringContaining('1 requests were in flight at the end'),
    '2 requests were sent again on a new connection: the server had closed the idle one.',
    'Too slow.',
    'Shutting down (exit code 3)',
  ]);
});
