import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deadUrl, serve, serveAndSee, serveBytes } from '../../helpers/servers/server.js';
import { sessionsBy } from '../../helpers/users/http-session.js';

const openSession = sessionsBy({});

describe('the connections of a user', () => {
  it('are one to an origin, kept alive, whatever the method', async () => {
    const server = await serveAndSee();
    const { session, errors } = openSession(server.url);
    for (const method of ['GET', 'HEAD', 'POST', 'HEAD', 'DELETE', 'OPTIONS', 'PUT', 'PATCH', 'GET'])
      await session.request(method, '/x');
    expect(server.accepted).toBe(1);
    expect(new Set(errors())).toEqual(new Set([null]));
  });

  it('are as many as its requests overlap, ten at most, and are reused', async () => {
    let together = 0;
    let most = 0;
    const held: (() => void)[] = [];
    const server = await serveAndSee((_, response) => {
      most = Math.max(most, ++together);
      held.push(() => {
        together--;
        response.end();
      });
      if (held.length === 10) for (const answer of held.splice(0)) answer();
    });
    const { session, errors } = openSession(server.url);
    for (let round = 0; round < 2; round++)
      await Promise.all(Array.from({ length: 20 }, (_, i) => session.get(`/${i}`)));
    expect([server.accepted, server.open, most, server.seen.length]).toEqual([10, 10, 10, 40]);
    expect(new Set(errors())).toEqual(new Set([null]));
  });

  it('are one if each request follows the previous one, redirects included', async () => {
    const server = await serveAndSee(({ url }, response) =>
      url === '/from' ? response.writeHead(302, { location: '/to' }).end() : response.end(),
    );
    const { session } = openSession(server.url);
    for (let i = 0; i < 5; i++) expect((await session.get('/from')).url).toBe(`${server.url}/to`);
    expect([server.accepted, server.seen.length]).toEqual([1, 10]);
  });

  it('end with the user, idle or not, and none is opened for waiting requests', async () => {
    const server = await serve(() => {});
    const { session, samples } = openSession(server.url);
    const requests = Array.from({ length: 15 }, () => session.get('/'));
    while (server.open < 10) await new Promise(setImmediate);
    session.cancel(new Error('over'));
    for (const request of requests) await expect(request).rejects.toThrow('over');
    await server.idle();
    expect([server.accepted, samples]).toEqual([10, []]);
  });

  it('that cannot be opened fail one request each, of more than may be open at once', async () => {
    const { session, errors } = openSession(await deadUrl());
    await Promise.all(Array.from({ length: 25 }, () => session.get('/')));
    expect(errors()).toEqual(Array(25).fill("ConnectionRefusedError(111, 'Connection refused')"));
  });

  it('are not those of another user', async () => {
    const server = await serveAndSee();
    await Promise.all(Array.from({ length: 5 }, () => openSession(server.url).session.get('/')));
    expect(server.accepted).toBe(5);
  });

  it('are kept to each of several origins', async () => {
    const servers = await Promise.all([serveAndSee(), serveAndSee(), serveAndSee()]);
    const { session } = openSession(servers[0]?.url as string);
    for (let round = 0; round < 3; round++) for (const { url } of servers) await session.get(`${url}/${round}`);
    expect(servers.map(({ accepted, seen }) => [accepted, seen.length])).toEqual(Array(3).fill([1, 3]));
  });

  it('are replaced if the server has closed one', async () => {
    const server = await serve((_, response) => response.writeHead(200, { connection: 'close' }).end('bye'));
    const { session, errors } = openSession(server.url);
    for (let i = 0; i < 3; i++) expect((await session.get('/')).text()).toBe('bye');
    expect([server.accepted, errors()]).toEqual([3, [null, null, null]]);
  });

  it('are replaced after an error', async () => {
    let first = true;
    const server = await serve((request, response) => {
      if (first) request.socket.resetAndDestroy();
      else response.end('fine');
      first = false;
    });
    const { session, errors } = openSession(server.url);
    await session.get('/');
    expect((await session.get('/')).text()).toBe('fine');
    expect(errors()).toEqual([expect.stringContaining('ConnectionResetError'), null]);
  });

  it('are all closed by cancel, to every origin', async () => {
    const servers = await Promise.all([serveAndSee(), serveAndSee()]);
    const { session } = openSession(servers[0]?.url as string);
    for (const { url } of servers) await session.get(`${url}/`);
    expect(servers.map(({ open }) => open)).toEqual([1, 1]);
    session.cancel(new Error('over'));
    await Promise.all(servers.map((server) => server.idle()));
    expect(servers.map(({ open }) => open)).toEqual([0, 0]);
  });

  it('are new ones after cancel and reopen', async () => {
    const server = await serveAndSee();
    const { session } = openSession(server.url);
    await session.get('/');
    session.cancel(new Error('over'));
    session.reopen();
    await session.get('/');
    await session.get('/');
    expect(server.accepted).toBe(2);
  });
});

describe('a body', () => {
  it('may be large, in both directions', async () => {
    const bytes = randomBytes(8 * 1024 * 1024);
    const server = await serveAndSee(({ body }, response) => response.end(body));
    const { session, samples, errors } = openSession(server.url);
    const response = await session.post('/', { body: bytes });
    const hash = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
    expect(hash(response.bytes())).toBe(hash(bytes));
    expect([samples[0]?.responseLength, errors()]).toEqual([bytes.length, [null]]);
  });

  it('may be chunked, or end with the connection', async () => {
    const chunked = await serve((_, response) => {
      response.write('one ');
      setImmediate(() => response.end('two'));
    });
    expect((await openSession(chunked.url).session.get('/')).text()).toBe('one two');
    const closing = await serveBytes('HTTP/1.0 200 OK\r\n\r\nuntil the end');
    expect((await openSession(closing.url).session.get('/')).text()).toBe('until the end');
  });

  it('ends where its announced length does', async () => {
    const server = await serveBytes('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabcdef');
    expect((await openSession(server.url).session.get('/')).text()).toBe('abc');
  });
});
