import { constants } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charsetOf, decodeText } from '../../../src/http/response/charset.js';

const utf8 = Buffer.from('grüße €');
const latin1 = Buffer.from('grüße', 'latin1');
const mark = (...bytes: number[]) => Buffer.from(bytes);

describe('the text of a body', () => {
  it.each<[string, Buffer, string | null, string]>([
    ['UTF-8 if nobody says anything', utf8, null, 'grüße €'],
    ['UTF-8 as it says', utf8, 'text/html; charset=utf-8', 'grüße €'],
    ['Latin-1 as it says', latin1, 'text/html; Charset = "ISO-8859-1"; x=y', 'grüße'],
    ['in single quotes', latin1, "text/html;charset='latin1'", 'grüße'],
    ['UTF-16 as it says', Buffer.from('grüße', 'utf16le'), 'text/plain; charset=utf-16le', 'grüße'],
    ['Shift JIS as it says', Buffer.from([0x93, 0xfa, 0x96, 0x7b]), 'text/plain; charset=Shift_JIS', '日本'],
    ['UTF-8 where the charset is unknown', utf8, 'application/json; charset=klingon', 'grüße €'],
    ['text without a charset that is UTF-8', utf8, 'text/html', 'grüße €'],
    ['text without a charset that is not', latin1, 'text/html', 'grüße'],
    ['JSON without a charset, with a bad byte', mark(0x61, 0xff), 'application/json', 'a\ufffd'],
    ['a mark of UTF-8', Buffer.concat([mark(0xef, 0xbb, 0xbf), utf8]), null, 'grüße €'],
    ['a mark against the charset', Buffer.concat([mark(0xef, 0xbb, 0xbf), utf8]), 'text/a; charset=latin1', 'grüße €'],
    ['a mark of UTF-16', Buffer.concat([mark(0xff, 0xfe), Buffer.from('grüße', 'utf16le')]), null, 'grüße'],
    ['a mark of UTF-16, big end first', mark(0xfe, 0xff, 0, 0x68, 0, 0x69), null, 'hi'],
    ['nothing', Buffer.alloc(0), 'text/html', ''],
  ])('is read in its charset: %s', (_, bytes, contentType, text) => {
    expect(decodeText(bytes, contentType)).toBe(text);
  });

  it.each([null, 'text/plain', 'text/plain; charset=latin1'])('is refused beyond the longest string: %s', (type) => {
    const bytes = Buffer.alloc(constants.MAX_STRING_LENGTH + 1); // untouched zero pages take no memory
    expect(() => decodeText(bytes, type)).toThrow(expect.objectContaining({ code: 'TEXT_TOO_LONG' }));
  });

  it('is UTF-8 without a charset in the content type', () => {
    const letter = fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10_ffff }));
    const texts = fc.array(letter).map((letters) => String.fromCodePoint(...letters));
    const contentTypes = fc.constantFrom(null, 'text/plain', 'text/plain; charset=utf8', 'application/json', '');
    fc.assert(
      fc.property(texts, contentTypes, (text, contentType) => {
        fc.pre(!text.startsWith('\ufeff'));
        expect(decodeText(Buffer.from(text), contentType)).toBe(text);
      }),
    );
  });

  it('never fails, for any bytes and type', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (bytes, name) => {
        expect(typeof decodeText(Buffer.from(bytes), `text/plain; charset=${name}`)).toBe('string');
      }),
    );
  });
});

describe('charsetOf', () => {
  it('knows the name of a charset, and no others', () => {
    expect(
      ['text/a; charset=UTF8', 'text/a; charset=x-unknown', 'text/a; mycharset=utf8', null].map(charsetOf),
    ).toEqual([...['utf-8', null, null, null]]);
  });
});
