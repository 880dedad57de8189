import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AuthRequest } from '../../../src/http/request/auth.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { allClients } from '../../helpers/users/http-session.js';

describe.each(allClients)('a function for auth of %s', (_client, openSession) => {
  it('gets the request as it will be sent, and its headers replace those with the same names', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    const told: AuthRequest[] = [];
    session.auth = (request) => {
      told.push(request);
      const digest = createHmac('sha256', 'key')
        .update(request.body ?? '')
        .digest('hex');
      return { 'X-Signature': digest, Accept: 'application/json', 'user-agent': null, 'x-two': ['1', '2'] };
    };
    await session.post('/a', { params: { q: 1 }, json: { a: 1 }, headers: { 'X-Own': '1', 'X-Signature': 'mine' } });
    expect(told).toMatchObject([{ method: 'POST', url: `${server.url}/a?q=1`, body: '{"a":1}' }]);
    expect(told[0]?.headers.get('x-own')).toBe('1');
    expect(told[0]?.headers.get('content-type')).toBe('application/json');
    expect(server.last().headers).toMatchObject({
      'x-signature': createHmac('sha256', 'key').update('{"a":1}').digest('hex'),
      accept: 'application/json',
      'x-two': '1, 2',
    });
    expect(server.last().headers).not.toHaveProperty('user-agent');
    expect(server.last().rawHeaders.filter((name) => /^x-signature$/i.test(name))).toEqual(['X-Signature']);
  });

  it('may return a length, which is corrected where it is wrong', async () => {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    for (const length of ['3', '99', 'many']) {
      session.auth = async () => ({ 'content-length': length });
      await session.post('/', { body: 'abc' });
    }
    expect(server.seen.map(({ headers, body }) => [headers['content-length'], String(body)])).toEqual([
      ['3', 'abc'],
      ['3', 'abc'],
      ['3', 'abc'],
    ]);
    expect(errors()).toEqual([null, null, null]);
  });

  it('is not called for a request that cannot be sent, whose failure does not quote the header', async () => {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    let calls = 0;
    session.auth = async () => {
      calls++;
      return { 'x-signature': '1' };
    };
    const response = await session.get('/', { headers: { 'x-key': 'hush\nsecret' } });
    expect([response.status, calls, server.seen.length]).toEqual([0, 0, 0]);
    expect(errors()).toEqual([expect.stringContaining('the header x-key')]);
    expect(errors()[0]).not.toMatch(/hush|secret/);
  });

  it('is called for each request, and gets no streamed body', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    let count = 0;
    session.auth = async ({ body }) => ({ 'x-count': String(++count), 'x-body': String(body) });
    for (const body of ['text', new Blob(['file'])]) await session.post('/', { body });
    expect(server.seen.map(({ headers }) => [headers['x-count'], headers['x-body']])).toEqual([
      ['1', 'text'],
      ['2', 'null'],
    ]);
  });

  it('is not part of the time of the request', async () => {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    const signedAt: number[] = [];
    session.auth = async () => {
      for (let i = 0; i < 20; i++) await new Promise(setImmediate);
      signedAt.push(performance.timeOrigin + performance.now());
    };
    await session.get('/');
    expect((samples[0]?.startTime ?? 0) * 1000).toBeGreaterThanOrEqual((signedAt[0] as number) - 0.001);
  });

  it.each([
    [
      () => {
        throw new RangeError('no key');
      },
    ],
    [
      async () => {
        throw new RangeError('no key');
      },
    ],
  ])('that throws creates no sample', async (auth) => {
    const server = await serveAndSee();
    const { session, samples } = openSession(server.url);
    await expect(session.get('/', { auth })).rejects.toThrow('no key');
    expect([samples, server.seen]).toEqual([[], []]);
  });

  it('sends nothing if the user was stopped in the meantime', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    let answer = () => {};
    const waiting = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const request = session.get('/', { auth: () => waiting });
    const reason = new Error('stopped');
    session.cancel(reason);
    session.reopen();
    answer();
    await expect(request).rejects.toBe(reason);
    expect(server.seen).toEqual([]);
  });

  it('signs for one origin: a redirect to another one drops its headers', async () => {
    const other = await serveAndSee();
    const server = await serveAndSee(({ url }, response) => {
      response.writeHead(url === '/end' ? 200 : 302, { location: url === '/away' ? `${other.url}/x` : '/end' }).end();
    });
    const { session } = openSession(server.url);
    session.auth = () => ({ 'X-Api-Key': 'secret', authorization: 'secret' });
    await session.get('/here');
    expect(server.last()).toMatchObject({ url: '/end', headers: { 'x-api-key': 'secret', authorization: 'secret' } });
    await session.get('/away');
    expect(Object.keys(other.last().headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });
});
