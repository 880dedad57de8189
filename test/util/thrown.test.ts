import { describe, expect, it } from 'vitest';
import { nameOf, stackFramesOf, stackTextOf, summaryOf } from '../../src/util/thrown.js';

const throwing = {
  get: () => {
    throw new Error('from a getter');
  },
};

describe('summaryOf', () => {
  it('is name and message, or the text of anything else, and never throws', () => {
    const cases: [unknown, string][] = [
      [new TypeError('bad'), 'TypeError: bad'],
      [new TypeError(''), 'TypeError'],
      ['out of stock', 'out of stock'],
      [null, 'null'],
      [Symbol('x'), 'Symbol(x)'],
      [Object.create(null), '[object Object]'],
      [Object.defineProperty(new Error('x'), 'message', throwing), 'Error: [object Error]'],
      [Object.defineProperty(new Error('x'), 'name', throwing), 'Error: x'],
    ];
    for (const [thrown, text] of cases) expect(summaryOf(thrown)).toBe(text);
  });
});

describe('nameOf', () => {
  it('is that of the error, or Error if it has none', () => {
    expect(nameOf(Object.assign(new Error('x'), { name: '' }))).toBe('Error');
    expect(nameOf(Object.assign(new Error('x'), { name: 'HTTPError' }))).toBe('HTTPError');
  });
});

describe('stackFramesOf', () => {
  it('has the frames of an error, without its message', () => {
    const error = new Error('first\n    at second (line.ts:1:1)');
    expect(stackFramesOf(error)[0]).toContain('thrown.test.ts');
    expect(stackFramesOf(error).join('\n')).not.toContain('line.ts');
  });

  it('has none without a readable stack', () => {
    const errors = [42, undefined].map((stack) => Object.assign(new Error('x'), { stack }));
    for (const thrown of ['text', ...errors, Object.defineProperty(new Error('x'), 'stack', throwing)])
      expect(stackFramesOf(thrown)).toEqual([]);
  });
});

describe('stackTextOf', () => {
  it('is the stack with its heading, also where it consists of call sites; empty without a readable stack', () => {
    const error = new TypeError('oh');
    expect(stackTextOf(error)).toBe(error.stack);
    const sites = { stack: ['buy (shop.ts:9:5)'] };
    expect(stackTextOf(Object.assign(new TypeError('oh'), sites))).toBe('TypeError: oh\n    at buy (shop.ts:9:5)');
    const unreadable = [
      Object.assign(new Error('x'), { stack: 42 }),
      Object.defineProperty(new Error('x'), 'stack', throwing),
    ];
    for (const thrown of ['text', null, ...unreadable]) expect(stackTextOf(thrown)).toBe('');
  });
});
