import { describe, expect, it } from 'vitest';
import { afterByte, extension } from '../../../src/wire/h1/chunk-extensions.js';

/** The state after all of the text, which follows a semicolon. */
function stateOf(text: string): number {
  return [...Buffer.from(text, 'latin1')].reduce(
    (state, byte) => (state === extension.bad ? state : afterByte(state, byte)),
    extension.start,
  );
}

describe('extensions of a chunk', () => {
  it.each(['a\r', 'a=b\r', 'a;b\r', 'a=b;c="d e";f\r', 'a=""\r', 'a="\\"\xff\\\\"\r'])(
    'end at the line end: %j',
    (text) => {
      expect(stateOf(text)).toBe(extension.end);
      expect(stateOf(text.slice(0, -1))).not.toBe(extension.end);
    },
  );

  it.each(['\r', ';a', '=b', ' a', 'a b', 'a =b', 'a= b', 'a=\r', 'a="b"c', 'a="\0"', 'a="\\\r"', 'a\n', 'a="\r', 'ä'])(
    'are no others: %j',
    (text) => expect(stateOf(text)).toBe(extension.bad),
  );
});
