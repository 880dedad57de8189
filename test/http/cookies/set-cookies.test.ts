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
    const read = cookiesSetBy(['a=1', ' b = 2 ; Path=/', 'c=', '=nothing', 'nonsense', '', 'a=3', 'd="q x"; Secure']);
    expect(Object.fromEntries(read)).toEqual({ a: '3', b: '2', c: '', d: '"q x"' });
  });
});
