import { expect, it } from 'vitest';
import { targetFlags } from '../../../../src/core/options/flags/target-flags.js';

it('target options have empty defaults: no targets, no reports, no checks', () => {
  const defaults = Object.values(targetFlags).map((flag) => flag.default);
  expect(defaults).toEqual([[], [], null, null, null, null, null]);
});

it('checks have the names and variables of locust-plugins', () => {
  const { checkRps, checkFailRatio, checkAvgResponseTime } = targetFlags;
  expect([checkRps, checkFailRatio, checkAvgResponseTime].map(({ long, env }) => [long, env])).toEqual([
    ['--check-rps', 'LOCUST_CHECK_RPS'],
    ['--check-fail-ratio', 'LOCUST_CHECK_FAIL_RATIO'],
    ['--check-avg-response-time', 'LOCUST_CHECK_AVG_RESPONSE_TIME'],
  ]);
});
