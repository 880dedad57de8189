/** Chunk extensions, `;name=value;name="value"` after the size of a chunk: checked and dropped. */
import { textBytes, tokenBytes } from './wire-syntax.js';

const [carriageReturn, quote, semicolon, equals, backslash] = [13, 34, 59, 61, 92];

/** The states of the parser. */
export const extensionStates = {
  bad: 0,
  start: 1,
  name: 2,
  valueStart: 3,
  value: 4,
  quoted: 5,
  escaped: 6,
  quotedEnd: 7,
  end: 8,
};

/** The state after one more byte: `start` comes after the semicolon, `end` after the carriage return. RFC 9112, 7.1.1. */
export function nextExtensionState(state: number, byte: number): number {
  switch (state) {
    case extensionStates.start:
      return isToken(byte) ? extensionStates.name : extensionStates.bad;
    case extensionStates.name:
      if (byte === equals) return extensionStates.valueStart;
      return isToken(byte) ? extensionStates.name : stateAfterValue(byte);
    case extensionStates.valueStart:
      if (byte === quote) return extensionStates.quoted;
      return isToken(byte) ? extensionStates.value : extensionStates.bad;
    case extensionStates.value:
      return isToken(byte) ? extensionStates.value : stateAfterValue(byte);
    case extensionStates.quoted:
      if (byte === quote) return extensionStates.quotedEnd;
      if (byte === backslash) return extensionStates.escaped;
      return textBytes[byte] === 1 ? extensionStates.quoted : extensionStates.bad;
    case extensionStates.escaped:
      return textBytes[byte] === 1 ? extensionStates.quoted : extensionStates.bad;
    default:
      return stateAfterValue(byte);
  }
}

function stateAfterValue(byte: number): number {
  if (byte === semicolon) return extensionStates.start;
  return byte === carriageReturn ? extensionStates.end : extensionStates.bad;
}

function isToken(byte: number): boolean {
  return tokenBytes[byte] === 1;
}
