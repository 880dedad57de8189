import { describe, expect, it } from 'vitest';
import { summaryTable, worstExitCode } from '../../../src/cli/scenarios/summary-table.js';

const result = {
  scenario: 'smoke',
  exitCode: 0,
  durationSeconds: 60.4,
  requests: 1200,
  failures: 3,
  requestsPerSecond: 19.87,
  p95: 123,
  targets: 2,
  targetsMet: 1,
};
const outcomes = [
  { name: 'smoke', exitCode: 0, result },
  { name: 'stress-2000', exitCode: 1, result: { ...result, targets: 0, requests: 7 } },
  { name: 'soak', exitCode: 130, result: null },
  { name: 'peak', exitCode: null, result: null },
];

describe('summaryTable', () => {
  it('has a line for each scenario', () => {
    expect(summaryTable(outcomes)).toEqual([
      'Scenarios',
      'Scenario    Result  Exit code Duration # reqs # fails req/s 95% Targets met',
      '-----------|-------|---------|--------|------|-------|-----|---|-----------',
      'smoke       PASS            0      60s   1200       3 19.87 123         1/2',
      'stress-2000 FAIL            1      60s      7       3 19.87 123',
      'soak        FAIL          130',
      'peak        not run',
      '-----------|-------|---------|--------|------|-------|-----|---|-----------',
    ]);
  });
});

describe('worstExitCode', () => {
  it.each([
    [[0, 0], 0],
    [[0, 1], 1],
    [[2, 1], 2],
    [[0, null], 1],
    [[130, null], 130],
    [[], 0],
  ])('of %j is %d', (codes, worst) => {
    expect(worstExitCode(codes.map((exitCode) => ({ name: 'a', exitCode, result: null })))).toBe(worst);
  });
});
