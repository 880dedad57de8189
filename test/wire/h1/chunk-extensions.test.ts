import { describe, expect, it } from 'vitest';
import { extensionStates, nextExtensionState } from '../../../src/wire/h1/chunk-extensions.js';

/** The state after all of the text, which follows a semicolon. */
function stateOf(text: string): number {
  return [...Buffer.from(text, 'latin1')].reduce(
    (state, byte) => (state === extensionStates.bad ? state : nextExtensionState(state, byte)),
    extensionStates.start,
  );
}

describe('extensions of a chunk', () => {
  it.each(['a\r', 'a=b\r', 'a;b\r', 'a=b;c="d e";f\r', 'a=""\r', 'a="\\"\xff\\\\"\r'])(
    'end at the line ending: %j',
    (text) => {
      expect(stateOf(text)).toBe(extensionStates.end);
      expect(stateOf(text.slice(0, -1))).not.toBe(extensionStates.end);
    },
  );

  it.each(['\r', ';a', '=b', ' a', 'a b', 'a =b', 'a= b', 'a=\r', 'a="b"c', 'a="\0"', 'a="\\\r"', 'a\n', 'a="\r', 'ä'])(
    'are rejected otherwise: %j',
    (text) => expect(stateOf(text)).toBe(extensionStates.bad),
  );
});
