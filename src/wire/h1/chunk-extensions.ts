/** The extensions after the size of a chunk, `;name=value;name="value"`: nobody wants them, but they may not be anything. */
import { textBytes, tokenBytes } from './wire-syntax.js';

const [carriageReturn, quote, semicolon, equals, backslash] = [13, 34, 59, 61, 92];

/** How far an extension has come. */
export const extension = {
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
export function afterByte(state: number, byte: number): number {
  switch (state) {
    case extension.start:
      return isToken(byte) ? extension.name : extension.bad;
    case extension.name:
      if (byte === equals) return extension.valueStart;
      return isToken(byte) ? extension.name : afterValue(byte);
    case extension.valueStart:
      if (byte === quote) return extension.quoted;
      return isToken(byte) ? extension.value : extension.bad;
    case extension.value:
      return isToken(byte) ? extension.value : afterValue(byte);
    case extension.quoted:
      if (byte === quote) return extension.quotedEnd;
      if (byte === backslash) return extension.escaped;
      return textBytes[byte] === 1 ? extension.quoted : extension.bad;
    case extension.escaped:
      return textBytes[byte] === 1 ? extension.quoted : extension.bad;
    default:
      return afterValue(byte);
  }
}

function afterValue(byte: number): number {
  if (byte === semicolon) return extension.start;
  return byte === carriageReturn ? extension.end : extension.bad;
}

function isToken(byte: number): boolean {
  return tokenBytes[byte] === 1;
}
