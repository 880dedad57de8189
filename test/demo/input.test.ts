import { describe, expect, it } from 'vitest';
import { choiceOf, countOf, textOf, webAddressOf } from '../../src/demo/input.js';
import { Refusal } from '../../src/demo/refusal.js';

describe('textOf', () => {
  it('takes texts within the length', () => {
    expect(textOf('abc', 'title', 3)).toBe('abc');
  });

  it.each(['', 'abcd', 3, null, undefined, {}])('refuses %j', (value) => {
    expect(() => textOf(value, 'title', 3)).toThrow(Refusal);
  });

  it('says what it got, in brief', () => {
    expect(() => textOf('x'.repeat(500), 'title', 3)).toThrow(
      /^Expected title to be a text of 1 to 3 characters, got "x{59}…\.$/,
    );
    expect(() => textOf(undefined, 'title', 3)).toThrow('got nothing.');
  });
});

describe('choiceOf', () => {
  it('takes one of the choices and refuses the rest', () => {
    expect(choiceOf('low', 'quality', ['high', 'low'])).toBe('low');
    expect(() => choiceOf('best', 'quality', ['high', 'low'])).toThrow('Expected quality to be high, low, got "best".');
    expect(() => choiceOf(undefined, 'quality', ['high'])).toThrow(Refusal);
  });
});

describe('webAddressOf', () => {
  it.each(['http://a', 'https://example.org/x?y=1', 'HTTPS://A/'])('takes %s', (text) => {
    expect(webAddressOf(text, 'webhookUrl')).toBe(text);
  });

  it.each(['ftp://a/b', 'javascript:alert(1)', '/path', 'http://', 7, null])('refuses %j', (value) => {
    expect(() => webAddressOf(value, 'webhookUrl')).toThrow(Refusal);
  });
});

describe('countOf', () => {
  it('takes whole numbers within the bounds, and the fallback for none', () => {
    expect(['1', '007', '100'].map((text) => countOf(text, 'limit', 1, 100, 20))).toEqual([1, 7, 100]);
    expect(countOf(null, 'limit', 1, 100, 20)).toBe(20);
  });

  it.each(['0', '101', '-1', '1.5', '1e2', 'ten', '', '99999999999'])('refuses %j', (text) => {
    expect(() => countOf(text, 'limit', 1, 100, 20)).toThrow(Refusal);
  });
});
