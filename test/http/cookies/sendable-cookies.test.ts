import { describe, expect, it } from 'vitest';
import { SendableCookies } from '../../../src/http/cookies/sendable-cookies.js';

describe('SendableCookies', () => {
  it('builds one header for all paths if every cookie has the path /', () => {
    const cookies = new SendableCookies(
      [
        { path: '/', text: 'a=1' },
        { path: '/', text: 'b=2' },
      ],
      Infinity,
    );
    expect([cookies.header('/'), cookies.header('/x/y?z=/')]).toEqual(['a=1; b=2', 'a=1; b=2']);
    expect(new SendableCookies([], Infinity).header('/')).toBe('');
  });

  it.each([
    ['/files', 'a=1; b=2'],
    ['/files/', 'a=1; b=2'],
    ['/files/x', 'a=1; b=2'],
    ['/files?x=1', 'a=1; b=2'],
    ['/filesystem', 'b=2'],
    ['/?x=/files', 'b=2'],
    ['/FILES', 'b=2'],
    ['/%', 'b=2'],
  ])('sends to %s: %j', (path, header) => {
    const cookies = new SendableCookies(
      [
        { path: '/files', text: 'a=1' },
        { path: '/', text: 'b=2' },
      ],
      Infinity,
    );
    expect(cookies.header(path)).toBe(header);
  });
});
