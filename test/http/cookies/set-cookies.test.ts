import { describe, expect, it } from 'vitest';
import { cookiesSetBy } from '../../../src/http/cookies/set-cookies.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

describe('the cookies of a response', () => {
  it('are those that it sets, and no others', async () => {
    const server = await serveAndSee(({ url }, response) => {
      response.writeHead(200, url === '/' ? { 'set-cookie': ['id=a=b; Path=/x; HttpOnly', 'theme=dark'] } : {}).end();
    });
    const { session } = openSession(server.url);
    const { cookies } = await session.get('/');
    expect([...cookies]).toEqual([
      ['id', 'a=b'],
      ['theme', 'dark'],
    ]);
    expect((await session.get('/2')).cookies.size).toBe(0);
  });

  it('are read from any Set-Cookie text', () => {
    const texts = ['a=1', ' b = 2 ; Path=/', 'c=', '=nothing', ' =nothing', 'nonsense', 'x; y=z', '', 'a=3'];
    const read = cookiesSetBy([...texts, 'd="q x"; Secure', 'e=f=g;']);
    expect(Object.fromEntries(read)).toEqual({ a: '3', b: '2', c: '', d: '"q x"', e: 'f=g' });
  });

  it.each([' ', '\t', 'a', '=', ';'])(
    'are read in a time that is linear in the length of the text: %j',
    (character) => {
      const long = character.repeat(100_000);
      expect([...cookiesSetBy([`a${long}`, `${long}a`, `a=1${long}2`, `b=c;${long}`]).keys()]).toContain('b');
    },
  );
});
