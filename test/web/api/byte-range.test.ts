import { expect, it } from 'vitest';
import { byteRangeOf } from '../../../src/web/api/byte-range.js';

it.each([
  ['bytes=0-3', { first: 0, last: 3 }],
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=4-', { first: 4, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-99', { first: 0, last: 9 }],
  ['bytes=8-99', { first: 8, last: 9 }],
  ['bytes=10-', 'none'],
  ['bytes=10-20', 'none'],
  ['bytes=-0', 'none'],
])('has of 10 bytes for %s: %j', (header, range) => expect(byteRangeOf(header, 10)).toEqual(range));

it.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=5-2', 'bytes=0-1,4-5', 'lines=0-3', 'bytes=a-b'])(
  'asks for everything with %j',
  (header) => expect(byteRangeOf(header, 10)).toBeNull(),
);

it('has no byte of an empty file', () => expect(byteRangeOf('bytes=0-', 0)).toBe('none'));
