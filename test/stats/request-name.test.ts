import { describe, expect, it } from 'vitest';
import { nameBy } from '../../src/stats/request-name.js';
import { serveAndSee } from '../helpers/servers/server.js';
import { openSession } from '../helpers/users/http-session.js';

describe('nameBy', () => {
  const request = { method: 'POST', url: 'http://h:1/users/7?x=1', path: '/users/7?x=1' };

  it.each([
    ['nothing', null, '/users/7?x=1'],
    ['a name', 'user', 'user'],
    ['an empty name', '', '/users/7?x=1'],
    ['a function', ({ path }: { path: string }) => path.replace(/\d+.*/, ':id'), '/users/:id'],
    ['a function that does not know', () => undefined, '/users/7?x=1'],
    ['a function that says so', () => null, '/users/7?x=1'],
  ])('by %s', (_, naming, name) => {
    expect(nameBy(naming, request)).toBe(name);
  });

  it('passes the request to the function', () => {
    const asked: unknown[] = [];
    nameBy((asking) => void asked.push(asking), request);
    expect(asked).toEqual([request]);
  });
});

describe('renameRequest', () => {
  async function opened() {
    const server = await serveAndSee((_, response) => response.writeHead(404).end());
    const { session, samples, errors } = openSession(server.url);
    return { server, session, errors, names: () => samples.map(({ name }) => name) };
  }

  it('names requests until the end of the block, except those with their own name', async () => {
    const { server, session, names, errors } = await opened();
    {
      using _ = session.renameRequest('item');
      await session.get('/items/1');
      await session.get('/items/2', { params: { x: 1 } });
      await session.get('/items/3', { name: 'special' });
    }
    await session.get('/items/4');
    expect(names()).toEqual(['item', 'item', 'special', '/items/4']);
    expect(errors()[0]).toBe("HTTPError('404 Client Error: Not Found for url: item')");
    expect(server.seen.map(({ url }) => url)).toEqual(['/items/1', '/items/2?x=1', '/items/3', '/items/4']);
  });

  it('restores the outer name', async () => {
    const { session, names } = await opened();
    session.requestName = 'outermost';
    {
      using _outer = session.renameRequest('outer');
      {
        using _inner = session.renameRequest('inner');
        await session.get('/a');
      }
      await session.get('/b');
    }
    await session.get('/c');
    session.requestName = null;
    await session.get('/d');
    expect(names()).toEqual(['inner', 'outer', 'outermost', '/d']);
  });

  it('restores the outer name also if the block throws', async () => {
    const { session, names } = await opened();
    const block = () => {
      using _ = session.renameRequest('x');
      throw new Error('oops');
    };
    expect(block).toThrow('oops');
    await session.get('/a');
    expect(names()).toEqual(['/a']);
  });

  it('names requests in flight by the setting when they were sent', async () => {
    const { session, names } = await opened();
    let sent: Promise<unknown>;
    {
      using _ = session.renameRequest('x');
      sent = session.get('/a');
    }
    await sent;
    expect(names()).toEqual(['x']);
  });

  it('can derive names from requests', async () => {
    const { session, names } = await opened();
    session.requestName = ({ method, path }) => (path.startsWith('/items/') ? `${method} item` : undefined);
    await session.get('/items/1');
    await session.delete('/items/2');
    await session.get('/about');
    expect(names()).toEqual(['GET item', 'DELETE item', '/about']);
  });

  it('rejects with what its function throws, and sends nothing', async () => {
    const { server, session, names } = await opened();
    session.requestName = () => {
      throw new RangeError('no such route');
    };
    await expect(session.get('/a')).rejects.toThrow('no such route');
    expect([names(), server.seen]).toEqual([[], []]);
  });
});
