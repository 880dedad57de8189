import { describe, expect, it } from 'vitest';
import { HttpError } from '../../../src/demo/http-error.js';
import { parseCount, requireChoice, requireText, requireUrl } from '../../../src/demo/input/input.js';

describe('requireText', () => {
  it('accepts strings within the length', () => {
    expect(requireText('abc', 'title', 3)).toBe('abc');
  });

  it.each(['', 'abcd', 3, null, undefined, {}])('refuses %j', (value) => {
    expect(() => requireText(value, 'title', 3)).toThrow(HttpError);
  });

  it('shows the beginning of the value', () => {
    expect(() => requireText('x'.repeat(500), 'title', 3)).toThrow(
      /^Expected title to be a string of 1 to 3 characters, got "x{59}…\.$/,
    );
    expect(() => requireText(undefined, 'title', 3)).toThrow('got nothing.');
  });
});

describe('requireChoice', () => {
  it('accepts one of the choices only', () => {
    expect(requireChoice('low', 'quality', ['high', 'low'])).toBe('low');
    expect(() => requireChoice('best', 'quality', ['high', 'low'])).toThrow(
      'Expected quality to be high, low, got "best".',
    );
    expect(() => requireChoice(undefined, 'quality', ['high'])).toThrow(HttpError);
  });
});

describe('requireUrl', () => {
  it.each(['http://a', 'https://example.org/x?y=1', 'HTTPS://A/'])('accepts %s', (text) => {
    expect(requireUrl(text, 'webhookUrl')).toBe(text);
  });

  it.each(['ftp://a/b', 'javascript:alert(1)', '/path', 'http://', 7, null])('refuses %j', (value) => {
    expect(() => requireUrl(value, 'webhookUrl')).toThrow(HttpError);
  });
});

describe('parseCount', () => {
  it('accepts whole numbers within the bounds, and gives the fallback for none', () => {
    expect(['1', '007', '100'].map((text) => parseCount(text, 'limit', 1, 100, 20))).toEqual([1, 7, 100]);
    expect(parseCount(null, 'limit', 1, 100, 20)).toBe(20);
  });

  it.each(['0', '101', '-1', '1.5', '1e2', 'ten', '', '99999999999'])('refuses %j', (text) => {
    expect(() => parseCount(text, 'limit', 1, 100, 20)).toThrow(HttpError);
  });
});
