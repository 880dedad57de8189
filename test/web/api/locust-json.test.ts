import { describe, expect, it } from 'vitest';
import { toLocustJson } from '../../../src/web/api/locust-json.js';

describe('toLocustJson', () => {
  it('sorts keys at every depth, indents by two and ends with a newline', () => {
    expect(toLocustJson({ b: [{ d: 1, c: null }], a: 'x' })).toBe(
      '{\n  "a": "x",\n  "b": [\n    {\n      "c": null,\n      "d": 1\n    }\n  ]\n}\n',
    );
  });

  it('escapes everything beyond ASCII, surrogate pairs included', () => {
    expect(toLocustJson('é😀\u007f')).toBe('"\\u00e9\\ud83d\\ude00\\u007f"\n');
  });

  it('writes numbers that JSON lacks as null', () => {
    expect(JSON.parse(toLocustJson({ a: Number.NaN, b: Number.POSITIVE_INFINITY }))).toEqual({ a: null, b: null });
  });

  it('keeps a key named __proto__', () => {
    expect(toLocustJson(JSON.parse('{"__proto__": 1}'))).toContain('"__proto__": 1');
  });
});
