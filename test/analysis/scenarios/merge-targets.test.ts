import { describe, expect, it } from 'vitest';
import { mergeTargets } from '../../../src/analysis/scenarios/merge-targets.js';

const options = { targets: [], failIf: [], checkRps: null, checkFailRatio: null, checkAvgResponseTime: null };
const usual = ['p95 < 500ms', 'success rate >= 99.5%'];

describe('mergeTargets', () => {
  it.each<[string, string[], string[], string[]]>([
    ['keeps those of the scenario', [], [], usual],
    ['replaces one about the same', ['P95 <= 1s'], [], ['success rate >= 99.5%', 'P95 <= 1s']],
    [
      'adds one about another row, window or percentile',
      ['GET /a p95 < 1s', 'p99 < 2s'],
      [],
      [...usual, 'GET /a p95 < 1s', 'p99 < 2s'],
    ],
    [
      'replaces one by a target for this scenario',
      ['scenario smoke p95 < 1s'],
      [],
      ['success rate >= 99.5%', 'scenario smoke p95 < 1s'],
    ],
    [
      'keeps its own beside one for another scenario',
      ['scenario load p95 < 2s'],
      ['scenario load rps < 1'],
      [...usual, 'scenario load p95 < 2s'],
    ],
    ['replaces its success rate by an error rate', ['error rate < 5%'], [], ['p95 < 500ms', 'error rate < 5%']],
    ['is replaced by the opposite sense as well', [], ['p95 > 2s'], ['success rate >= 99.5%']],
  ])('%s', (_, given, failIf, merged) => {
    expect(mergeTargets('smoke', usual, { ...options, targets: given, failIf })).toEqual(merged);
  });

  it('replaces one by a check of locust-plugins', () => {
    expect(mergeTargets('smoke', usual, { ...options, checkFailRatio: 0.05 })).toEqual(['p95 < 500ms']);
  });

  it('refuses a line that cannot be read', () => {
    expect(() => mergeTargets('smoke', usual, { ...options, targets: ['p95 is fine'] })).toThrow('cannot be read');
  });
});
