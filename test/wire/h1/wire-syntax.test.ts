import { describe, expect, it } from 'vitest';
import { hexValues, textBytes, tokenBytes } from '../../../src/wire/h1/wire-syntax.js';

const bytes = Array.from({ length: 256 }, (_, byte) => byte);

describe('the bytes of a message', () => {
  it('are those of a name if Headers accepts them in one', () => {
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

  it('are those of a value except for control characters; tab is allowed', () => {
    const control = [...bytes.slice(0, 9), ...bytes.slice(10, 32), 127];
    expect(bytes.filter((byte) => textBytes[byte] !== 1)).toEqual(control);
  });

  it('have the digit values of parseInt', () => {
    const digits = bytes.map((byte) => Number.parseInt(String.fromCharCode(byte), 16));
    expect([...hexValues]).toEqual(digits.map((digit) => (Number.isNaN(digit) ? 255 : digit)));
  });
});
