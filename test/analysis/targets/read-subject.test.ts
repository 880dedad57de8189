import { describe, expect, it } from 'vitest';
import { readSubject } from '../../../src/analysis/targets/read-subject.js';
import { scanTarget } from '../../../src/analysis/targets/scan-target.js';

const read = (text: string) => readSubject(scanTarget(`${text} < 5`).left, 99);

describe('the left side of a target', () => {
  it('takes the longest metric at its end; what is before it is the scope', () => {
    expect(read('connection error rate')).toMatchObject({ scope: { kind: 'all' }, unit: 'share' });
    expect(read('cache hit rate')).toMatchObject({
      scope: { kind: 'named', pattern: 'cache hit' },
      metric: { kind: 'figure', name: 'rate' },
      unit: null,
    });
    expect(read('GET /error rate limit p95').scope).toEqual({ kind: 'rows', pattern: 'GET /error rate limit' });
  });

  it('takes a name for rows if it has a method, a slash or an asterisk', () => {
    for (const row of ['POST login', '/login', 'log*']) expect(read(`${row} p95`).scope.kind).toBe('rows');
    expect(read('login p95').scope.kind).toBe('named');
  });

  it('refuses a level that does not exist', () => {
    expect(() => read('thresold: p95')).toThrow(
      expect.objectContaining({ at: 0, suggestion: 'Did you mean threshold:? A name with a colon is quoted.' }),
    );
    expect(() => read('warn: p95')).toThrow("'warn:' is no level");
    expect(read('"warn:" p95').scope).toEqual({ kind: 'named', pattern: 'warn:' });
  });

  it('takes quoted words for names', () => {
    expect(read('"user" max').scope).toEqual({ kind: 'named', pattern: 'user' });
    expect(read('"eror" rate').scope).toEqual({ kind: 'named', pattern: 'eror' });
    expect(read('"target:" p95')).toMatchObject({ level: 'threshold', scope: { kind: 'named', pattern: 'target:' } });
  });
});
