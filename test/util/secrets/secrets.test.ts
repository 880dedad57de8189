import { describe, expect, it } from 'vitest';
import {
  describeSecret,
  removeAllCredentials,
  removeCredentials,
  removeUserinfo,
} from '../../../src/util/secrets/secrets.js';

describe('removeUserinfo', () => {
  it.each([
    ['http://ann:pw@h/base', 'http://h/base'],
    ['https://ann@h', 'https://h'],
    ['http://ann:p@w@h:80?x=@', 'http://h:80?x=@'],
    ['http://h/@ann', 'http://h/@ann'],
    ['socks5://ann:pw@h:1080', 'socks5://h:1080'],
    ['http:///ann:pw@h', 'http:///h'],
    ['http://h', 'http://h'],
  ])('of %s is %s', (url, expected) => {
    expect(removeUserinfo(url)).toBe(expected);
  });
});

describe('removeAllCredentials', () => {
  it.each([
    [
      "Nothing answers at 'http://ann:pw@h/x', nor at https://bob:pw@h.",
      "Nothing answers at 'http://h/x', nor at https://h.",
    ],
    ['http://ann:p/w@h', 'http://h'],
    ["http://ann:p'w@h", 'http://h'],
    ['ann:pw@h:8000', 'h:8000'],
    ["got 'ann:p/w@h'", "got 'h'"],
    ['http://h/@ann is kept', 'http://h/@ann is kept'],
    ['mail ann@example.org at 10:30', 'mail ann@example.org at 10:30'],
    ['ftp://ann:pw@h', 'ftp://h'],
    ['http:/ann:p/w@h', 'http:/h'],
    ['the host http:ann:pw@h', 'the host http:h'],
    ['HTTPS:\\\\ann:pw@h', 'HTTPS:\\\\h'],
    ['http:///ann:pw@h', 'http:///h'],
    ['http:/h/@ann is a path', 'http:/ann is a path'],
  ])('of %s is %s', (text, expected) => {
    expect(removeAllCredentials(text)).toBe(expected);
  });
});

describe('removeCredentials', () => {
  it.each([
    ['failed: http://ann:pw@h/x and ftp://bob:p/w@[/', 'failed: http://h/x and ftp://[/'],
    ['failed: http:///ann:pw@h/x', 'failed: http:///h/x'],
    ['mailto:ann@example.org and a:b@c stay', 'mailto:ann@example.org and a:b@c stay'],
  ])('of %s is %s', (text, expected) => {
    expect(removeCredentials(text)).toBe(expected);
  });
});

describe('describeSecret', () => {
  it('names the first invalid character and its position, never the value', () => {
    expect(describeSecret('token\n', /\n/)).toBe('a value with "\\n" at position 5');
    expect(describeSecret('secret', /\n/)).toBe('a value of 6 characters');
  });
});

it.each(['http:.', "'a:b", '(', 'x:y', '://', 'a'])('credentials are removed from many %j in little time', (piece) => {
  for (const text of [piece.repeat(1_000_000 / piece.length), `${piece.repeat(1_000_000 / piece.length)}@ @`])
    expect(removeAllCredentials(text).length).toBeGreaterThan(0); // a pattern that backtracks would take minutes
});
