import { expect, it } from 'vitest';
import { optionTargets } from '../../../src/analysis/targets/option-targets.js';
import { printTarget } from '../../helpers/statistics/print-target.js';

const none = { targets: [], failIf: [], checkRps: null, checkFailRatio: null, checkAvgResponseTime: null };

it('stand for targets, those of locust-plugins with its sense and its exit code', () => {
  const checks = { checkRps: 5, checkFailRatio: 0.05, checkAvgResponseTime: 50 };
  const targets = optionTargets({ targets: ['p95 < 1s'], failIf: ['error rate > 1%'], ...checks });
  expect(targets.map((target) => [printTarget(target), target.text, target.exitCode])).toEqual([
    ['p95 < 1000ms', 'p95 < 1s', 1],
    ['error rate <= 1%', '--fail-if error rate > 1%', 1],
    ['rps >= 5/s', '--check-rps 5', 3],
    ['error rate <= 5%', '--check-fail-ratio 0.05', 3],
    ['avg <= 50ms', '--check-avg-response-time 50', 3],
  ]);
  expect(optionTargets(none)).toEqual([]);
  expect(optionTargets({ ...none, checkFailRatio: 0 })).toHaveLength(1);
});
