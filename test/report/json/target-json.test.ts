import { expect, it } from 'vitest';
import { judgementJson } from '../../../src/report/json/target-json.js';
import { workedJudgement } from '../../helpers/statistics/judgement.js';

it('has the verdict and each target with what was measured', () => {
  const json = JSON.parse(judgementJson(workedJudgement()));
  expect(json).toMatchObject({ version: 1, passed: false, exit_code: 1 });
  expect(json.targets[1]).toEqual({
    target: 'error rate <= 0.5%',
    title: 'Error Rate',
    level: 'threshold',
    state: 'missed',
    value: 0.25,
    operator: '<=',
    bound: 0.005,
    unit: 'share',
    note: null,
    line: 'Error Rate: 25% > 0.5% target',
  });
  expect(json.targets[3]).toMatchObject({ state: 'missed', value: null, note: 'no request of GET /<nope>' });
});
