import { describe, expect, it } from 'vitest';
import { type CookieRecord, hasExpired, parseSavedCookies, recordOf } from '../../../src/http/cookies/cookie-record.js';

const usual = { domain: 'h', path: '/', expires: -1, httpOnly: false, secure: false };

describe('a cookie as plain data', () => {
  it('is a session cookie of its host for all paths by default', () => {
    expect(recordOf('a', '1', {}, 'h')).toEqual({ ...usual, name: 'a', value: '1' });
    const options = { domain: '.x.example', path: '/x', expires: new Date(5500), secure: true, httpOnly: true };
    expect(recordOf('a', '1', options, 'h')).toEqual({ ...options, name: 'a', value: '1', expires: 5.5 });
  });

  it('has expired from its expiry second on, and never without one', () => {
    const at = (expires: number): CookieRecord => ({ ...usual, name: 'a', value: '1', expires });
    expect([hasExpired(at(10), 9.9), hasExpired(at(10), 10), hasExpired(at(-1), 10)]).toEqual([false, true, false]);
  });

  it('is read from saved data, with defaults for missing fields', () => {
    const sparse = { name: 'a', value: '1', domain: 'h', path: '/' } as CookieRecord;
    expect(parseSavedCookies({ cookies: [sparse] })).toEqual([{ ...usual, name: 'a', value: '1' }]);
  });
});
