import { describe, expect, it } from 'vitest';
import { sleep } from '../../../src/util/loop/clock.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { openSession } from '../../helpers/users/http-session.js';

describe('a request of the slow path', () => {
  it('asks for new credentials at each attempt, and keeps its name', async () => {
    const statuses = [503, 200];
    const server = await serveAndSee((_, response) => response.writeHead(statuses.shift() ?? 200).end());
    const { session, samples } = openSession(server.url);
    let token = 0;
    const auth = async () => ({ authorization: `Bearer ${++token}` });
    session.requestName = ({ path }) => `${path} by token ${token}`;
    const response = await session.get('/order', { auth, retry: { limit: 1, delaySeconds: 0 } });
    expect(response.status).toBe(200);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer 1', 'Bearer 2']);
    expect(samples.map(({ name }) => name)).toEqual(Array(2).fill('/order by token 0'));
  });

  it('follows redirects, and runs its block in its caller', async () => {
    const server = await serveAndSee(({ url }, response) => {
      if (url === '/old') response.writeHead(302, { location: '/new' });
      response.end();
    });
    const { session, samples } = openSession(server.url);
    const auth = async () => ({ 'x-key': '1' });
    const seen: string[] = [];
    await session.get('/old', { auth, catchResponse: (response) => void seen.push(response.url) });
    expect(seen).toEqual([`${server.url}/new`]);
    expect(samples).toMatchObject([{ name: '/old', exception: null }]);
  });

  it('rejects after a cancellation without blocking the event loop', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    session.cancel(new Error('stopped'));
    let isOver = false;
    void sleep(0).then(() => {
      isOver = true;
    });
    let attempts = 0;
    while (!isOver && attempts < 10_000) {
      attempts++;
      await expect(session.get('/', { retry: 1 })).rejects.toThrow('stopped');
    }
    expect(attempts).toBeLessThan(10_000);
  });

  it('is not settled by another task before its caller has the response', async () => {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    const response = session.get('/', { retry: 1, catchResponse: true });
    let isDecided = false;
    const decided = response
      .then((received) => received.failure('mine'))
      .finally(() => {
        isDecided = true;
      });
    while (!isDecided) {
      await new Promise(setImmediate);
      if (!isDecided) session.settle();
    }
    await decided;
    session.settle();
    expect(errors()).toEqual(["CatchResponseError('mine')"]);
  });
});
