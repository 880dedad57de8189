import { describe, expect, it } from 'vitest';
import { hostProblem, loadWords, runTimeProblem } from '../../../../src/web/page/form/form-problem.js';

describe('the error of a form', () => {
  it.each(['', 'https://shop.example', 'http://127.0.0.1:8080/base', 'mqtt://broker'])(
    'is null for the host %j',
    (host) => {
      expect(hostProblem(host)).toBeNull();
    },
  );

  it.each(['shop.example', 'https://', 'localhost:80', 'http:/x'])('reports the host %j', (host) => {
    expect(hostProblem(host)).toContain('Expected an address');
  });

  it('reports an invalid run time', () => {
    expect(['', '90', '1h20m'].map(runTimeProblem)).toEqual([null, null, null]);
    expect(runTimeProblem('soon')).toContain('Expected a time');
  });

  it('describes a valid load', () => {
    expect(loadWords(1000, 50)).toBe('Reaches 1,000 users after 20 s.');
    expect(loadWords(1, 1)).toBe('Reaches 1 user after 0 s.');
    expect([loadWords(0, 5), loadWords(5, 0), loadWords(Number.NaN, 1)]).toEqual(['', '', '']);
  });
});
