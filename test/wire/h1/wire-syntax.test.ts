import { describe, expect, it } from 'vitest';
import { hexValues, textBytes, tokenBytes } from '../../../src/wire/h1/wire-syntax.js';

const bytes = Array.from({ length: 256 }, (_, byte) => byte);

describe('the bytes of a message', () => {
  it('are those of a name where Headers takes them as one', () => {
    const isName = (byte: number) => {
      try {
        new Headers([[String.fromCharCode(byte), '']]);
        return true;
      } catch {
        return false;
      }
    };
    expect(bytes.filter((byte) => tokenBytes[byte] === 1)).toEqual(bytes.filter(isName));
  });

  it('are those of a value but for control characters; the tab is none here', () => {
    const control = [...bytes.slice(0, 9), ...bytes.slice(10, 32), 127];
    expect(bytes.filter((byte) => textBytes[byte] !== 1)).toEqual(control);
  });

  it('are digits of a chunk size as parseInt reads them', () => {
    const digits = bytes.map((byte) => Number.parseInt(String.fromCharCode(byte), 16));
    expect([...hexValues]).toEqual(digits.map((digit) => (Number.isNaN(digit) ? 255 : digit)));
  });
});
