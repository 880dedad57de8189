import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printableJson, printableLine, printableText } from '../../../src/util/text/printable.js';
import { anyText } from '../../helpers/any-text.js';

describe('printableLine', () => {
  it.each([
    ['/files?a=b é 🦗', '/files?a=b é 🦗'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u001b[31mred\u0007\u0008', '\\x1b[31mred\\x07\\x08'],
    ['\u009b31m\u0085', '\\x9b31m\\x85'],
    ['abc\u202edcba\u2066\u061c\u2028', 'abc\\u202edcba\\u2066\\u061c\\u2028'],
    ['C:\\new', 'C:\\new'],
  ])('of %j is %j', (text, printable) => {
    expect(printableLine(text)).toBe(printable);
  });

  it('leaves no control character in any text, and the rest unchanged', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(printableLine(text)).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
        expect(printableLine(printableLine(text))).toBe(printableLine(text));
      }),
    );
  });
});

describe('printableText', () => {
  it('keeps line feeds, and no other control character', () => {
    expect(printableText('Error: x\n    at a\r\n\u001b[2J')).toBe('Error: x\n    at a\\r\n\\x1b[2J');
    fc.assert(
      fc.property(anyText, (text) => {
        expect(printableText(text)).toBe(text.split('\n').map(printableLine).join('\n'));
      }),
    );
  });
});

describe('printableJson', () => {
  it('leaves no control character but line feeds in JSON, and does not change its value', () => {
    expect(printableJson('"a\u009b\u202e\u007f"')).toBe('"a\\u009b\\u202e\\u007f"');
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), (value) => {
        const printed = printableJson(JSON.stringify(value, null, 4));
        expect(printed.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
        expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
