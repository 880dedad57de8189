import { describe, expect, it } from 'vitest';
import { hexValues, textBytes, tokenBytes } from '../../../src/wire/h1/wire-syntax.js';

const bytes = Array.from({ length: 256 }, (_, byte) => byte);

describe('the character classes of a message', () => {
  it('contain the bytes of a token: those that Headers accepts in a name', () => {
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

  it('contain the bytes of a value: tab, and all that are not control characters', () => {
    const control = [...bytes.slice(0, 9), ...bytes.slice(10, 32), 127];
    expect(bytes.filter((byte) => textBytes[byte] !== 1)).toEqual(control);
  });

  it('give hexadecimal digits the values of parseInt', () => {
    const digits = bytes.map((byte) => Number.parseInt(String.fromCharCode(byte), 16));
    expect([...hexValues]).toEqual(digits.map((digit) => (Number.isNaN(digit) ? 255 : digit)));
  });
});
