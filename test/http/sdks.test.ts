/** Third-party SDKs that get a user's fetch: each of their calls is one sample. */
import { Octokit } from '@octokit/core';
import createClient from 'openapi-fetch';
import { describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/http/fetch/fetch.js';
import { FastHttpUser } from '../../src/protocols/http/fast-http-user.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { deadUrl, type Seen, serveAndSee } from '../helpers/servers/server.js';
import { newEnvironment } from '../helpers/users/start-user.js';

interface User {
  id: number;
  name: string;
}

/** The types that a generator creates from a service's OpenAPI document. */
interface Paths {
  '/users/{id}': {
    get: {
      parameters: { path: { id: number } };
      responses: {
        200: { content: { 'application/json': User } };
        404: { content: { 'application/json': { message: string } } };
      };
    };
  };
  '/users': {
    post: {
      requestBody: { content: { 'application/json': Omit<User, 'id'> } };
      responses: { 201: { content: { 'application/json': User } } };
    };
  };
}

/** The reply of a GraphQL service. */
function answerTo(body: string): object {
  return body.includes('viewer')
    ? { data: { viewer: { login: 'ann' } } }
    : { errors: [{ message: 'no such field' }], data: null };
}

/** Users 1 to 9, and a counter; `/slow` never answers. */
function service() {
  return serveAndSee(({ method, url, body }: Seen, response) => {
    response.setHeader('content-type', 'application/json').setHeader('set-cookie', 'session=1');
    const id = Number(/^(?:\/repos\/ann)?\/users\/(\d+)/.exec(url)?.[1]);
    if (url === '/slow') return;
    if (url === '/graphql') return response.end(JSON.stringify(answerTo(String(body))));
    if (method === 'POST') response.writeHead(201).end(JSON.stringify({ id: 10, ...JSON.parse(String(body)) }));
    else if (id < 10) response.end(JSON.stringify({ id, name: 'ann' }));
    else response.writeHead(404).end('{"message":"nobody"}');
  });
}

describe.each<[string, typeof HttpUser]>([
  ['HttpUser', HttpUser],
  ['FastHttpUser', FastHttpUser as unknown as typeof HttpUser],
])('with the fetch of a %s', (_, base) => {
  async function opened(host?: string) {
    const server = await service();
    const { environment, samples } = newEnvironment({ host: host ?? server.url });
    class Caller extends base {}
    const user = new Caller(environment);
    user.client.requestName = ({ path }) => path.replace(/\d+/g, ':id');
    return { user, server, samples, url: host ?? server.url, close: () => user.client.cancel(new Error('over')) };
  }

  it('openapi-fetch reports its calls', async () => {
    const { user, server, samples, url, close } = await opened();
    const api = createClient<Paths>({ baseUrl: url, fetch: user.fetch });
    const found = await api.GET('/users/{id}', { params: { path: { id: 7 } } });
    const made = await api.POST('/users', { body: { name: 'bob' } });
    const missing = await api.GET('/users/{id}', { params: { path: { id: 77 } } });
    expect([found.data?.name, made.data?.id, missing.error?.message]).toEqual(['ann', 10, 'nobody']);
    expect([found.response.url, missing.response.status]).toEqual([`${url}/users/7`, 404]);
    expect(samples).toMatchObject([
      { requestType: 'GET', name: '/users/:id', exception: null, url: `${url}/users/7` },
      { requestType: 'POST', name: '/users', exception: null },
      { requestType: 'GET', name: '/users/:id', exception: { message: expect.stringContaining('url: /users/:id') } },
    ]);
    expect(server.seen[1]?.headers).toMatchObject({ 'content-type': 'application/json', cookie: 'session=1' });
    expect([server.accepted, samples.length]).toEqual([1, 3]);
    close();
  });

  it('openapi-fetch aborts by its signal, and fails at a closed port: one sample each', async () => {
    const { user, samples, url, close } = await opened();
    const api = createClient<Record<string, never>>({ baseUrl: url, fetch: user.fetch }) as ReturnType<
      typeof createClient
    >;
    const get = (path: string, init: object) =>
      (api.GET as (path: string, init: object) => Promise<unknown>)(path, init);
    await expect(get('/slow', { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(get('/x', { baseUrl: await deadUrl() })).rejects.toThrow('fetch failed');
    expect(samples).toMatchObject([
      { exception: { name: 'TimeoutError' } },
      { exception: { name: 'ConnectionRefusedError' } },
    ]);
    close();
  });

  it('Octokit reports its calls', async () => {
    const { user, server, samples, url, close } = await opened();
    const octokit = new Octokit({ baseUrl: url, auth: 'secret', request: { fetch: user.fetch } });
    const { data, status } = await octokit.request('GET /repos/{owner}/users/{id}', { owner: 'ann', id: 3 });
    expect([data.name, status]).toEqual(['ann', 200]);
    await expect(octokit.request('GET /users/{id}', { id: 99 })).rejects.toMatchObject({ status: 404 });
    expect(server.seen[0]?.headers.authorization).toBe('token secret');
    expect(samples).toMatchObject([
      { name: '/repos/ann/users/:id', exception: null },
      { name: '/users/:id', exception: { name: 'HTTPError' } },
    ]);
    expect(samples).toHaveLength(2);
    close();
  });

  it('a GraphQL client reports its operations by name, and its errors as failures', async () => {
    const { user, samples, url, close } = await opened();
    const graphqlFetch: Fetch = (input, init) =>
      user.fetch(input, {
        ...init,
        name: `graphql ${/(?:query|mutation) (\w+)/.exec(String(init?.body))?.[1]}`,
        catchResponse: (response) => {
          const { errors } = response.json<{ errors?: { message: string }[] }>();
          if (errors !== undefined) response.failure(errors.map(({ message }) => message).join());
        },
      });
    const { graphql } = new Octokit({ baseUrl: url, request: { fetch: graphqlFetch } });
    expect(await graphql('query me { viewer { login } }')).toEqual({ viewer: { login: 'ann' } });
    await expect(graphql('query oops { nothing }')).rejects.toThrow('no such field');
    expect(samples).toMatchObject([
      { requestType: 'POST', name: 'graphql me', exception: null },
      { name: 'graphql oops', exception: { name: 'CatchResponseError', message: 'no such field' } },
    ]);
    expect(samples).toHaveLength(2);
    close();
  });
});
