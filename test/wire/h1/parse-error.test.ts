import { expect, it } from 'vitest';
import { chunkSizeError, headTooLongError, notHttpError, ParseError } from '../../../src/wire/h1/parse-error.js';

it('has a kind, and quotes the response only in `received`', () => {
  expect(new ParseError('Expected one Content-Length, got several.')).toMatchObject({
    kind: 'malformed-response',
    received: null,
  });
  for (const [error, kind] of [
    [notHttpError(Buffer.from('garbage\r\nmore')), 'not-http'],
    [chunkSizeError(Buffer.from('garbage\r\nmore')), 'bad-chunk-size'],
  ] as const) {
    expect(error).toMatchObject({ name: 'HTTPParseError', kind, received: 'garbage\r\nmore' });
    expect(error.message).not.toContain('garbage');
  }
  expect(headTooLongError()).toMatchObject({
    kind: 'head-too-long',
    message: 'Expected a head of at most 65536 bytes.',
  });
});

it('keeps at most the first 200 bytes', () => {
  expect(notHttpError(Buffer.alloc(1_000, 'x')).received).toBe('x'.repeat(200));
  expect(chunkSizeError(Buffer.alloc(1_000, 'x')).received).toBe('x'.repeat(200));
});
