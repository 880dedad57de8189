import { describe, expect, it } from 'vitest';
import { hostProblem, loadWords, runTimeProblem } from '../../../../src/web/page/form/form-problem.js';

describe('what is wrong with a form', () => {
  it.each(['', 'https://shop.example', 'http://127.0.0.1:8080/base', 'mqtt://broker'])(
    'is nothing for the host %j',
    (host) => {
      expect(hostProblem(host)).toBeNull();
    },
  );

  it.each(['shop.example', 'https://', 'localhost:80', 'http:/x'])('is the host %j', (host) => {
    expect(hostProblem(host)).toContain('Expected an address');
  });

  it('is a run time that is none', () => {
    expect(['', '90', '1h20m'].map(runTimeProblem)).toEqual([null, null, null]);
    expect(runTimeProblem('soon')).toContain('Expected a time');
  });

  it('says what a load means, if it means anything', () => {
    expect(loadWords(1000, 50)).toBe('Reaches 1,000 users after 20 s.');
    expect(loadWords(1, 1)).toBe('Reaches 1 user after 0 s.');
    expect([loadWords(0, 5), loadWords(5, 0), loadWords(Number.NaN, 1)]).toEqual(['', '', '']);
  });
});
