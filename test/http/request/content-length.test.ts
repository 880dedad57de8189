import { describe, expect, it } from 'vitest';
import { correctContentLength } from '../../../src/http/request/content-length.js';
import { createBodyStream } from '../../../src/wire/body-stream.js';

describe('a Content-Length of the user', () => {
  it.each([
    ['abc', '5'],
    [Buffer.from('abc'), '2'],
    [null, '3'],
    ['é', '1'],
    ['abc', 'many'],
    ['abc', ''],
    [null, ''],
  ])('is removed with a warning if it does not match the body %o', (body, length) => {
    const warnings: string[] = [];
    const headers = ['accept', '*/*', 'Content-Length', length, 'x', '1'];
    expect(correctContentLength(headers, body, (text) => warnings.push(text))).toEqual(['accept', '*/*', 'x', '1']);
    expect(warnings).toEqual([expect.stringContaining('the right one is sent')]);
  });

  it('is removed if it is repeated', () => {
    const headers = ['content-length', '3', 'Content-Length', '3'];
    expect(correctContentLength(headers, 'abc', () => {})).toEqual([]);
  });

  it('is kept if it is correct, or if the length of the body is unknown', () => {
    const warn = () => expect.unreachable();
    const right = ['content-length', '3'];
    expect(correctContentLength(right, 'abc', warn)).toBe(right);
    const stream = createBodyStream((async function* () {})());
    expect(correctContentLength(['content-length', '9'], stream, warn)).toEqual(['content-length', '9']);
    stream.release();
    const none = ['accept', '*/*'];
    expect(correctContentLength(none, 'abc', warn)).toBe(none);
  });
});
