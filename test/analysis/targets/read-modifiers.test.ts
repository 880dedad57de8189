import { describe, expect, it } from 'vitest';
import { readModifiers } from '../../../src/analysis/targets/read-modifiers.js';
import { scanTarget } from '../../../src/analysis/targets/scan-target.js';

const read = (text: string) => readModifiers(scanTarget(`x < ${text}`).right, 99);

describe('what follows the bound', () => {
  it.each([
    ['', { kind: 'run' }, null],
    ['AFTER ramp', { kind: 'after ramp' }, null],
    ['last 1h', { kind: 'last', seconds: 3600 }, null],
    ['every 5', { kind: 'every', seconds: 5 }, null],
    ['abort', { kind: 'run' }, 10],
    ['abort after 0s', { kind: 'run' }, 0],
    ['abort after ramp', { kind: 'after ramp' }, 10],
    ['abort after 1m every 2s', { kind: 'every', seconds: 2 }, 60],
  ])("'%s'", (text, window, graceSeconds) => {
    expect(read(text)).toEqual({ window, abort: graceSeconds === null ? null : { graceSeconds } });
  });

  it('has one window and one abort', () => {
    expect(() => read('last 3s after ramp')).toThrow('it has two windows');
    expect(() => read('abort after 3s abort')).toThrow("'abort' is there twice");
    expect(() => read('abort after')).toThrow('expected a time span');
  });
});
