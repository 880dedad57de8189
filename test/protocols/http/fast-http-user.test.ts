import { describe, expect, it } from 'vitest';
import { FastHttpUser, proxyOf } from '../../../src/protocols/http/fast-http-user.js';
import { checkUserClass } from '../../../src/user/classes/check.js';
import { task } from '../../../src/user/tasks/task.js';
import { User } from '../../../src/user/user.js';
import { constant } from '../../../src/user/wait.js';
import { serve, serveAndSee } from '../../helpers/servers/server.js';
import { newEnvironment, start, until } from '../../helpers/users/start-user.js';

class Visitor extends FastHttpUser {
  static override waitTime = constant(3_600);

  @task
  async visit(): Promise<void> {
    await this.client.get('/visit');
  }
}

describe('a fast HTTP user', () => {
  it('reports its requests as events, which make the statistics', async () => {
    const server = await serveAndSee((_, response) => response.writeHead(404).end());
    const { environment, samples } = newEnvironment({ host: server.url });
    start(Visitor, environment);
    await until(() => samples.length > 0);
    expect(samples).toMatchObject([{ requestType: 'GET', name: '/visit' }]);
    expect(environment.stats.total).toMatchObject({ numRequests: 1, numFailures: 1 });
  });

  it('has its own connection, which closes with it', async () => {
    const server = await serveAndSee();
    const { environment, samples } = newEnvironment({ host: server.url });
    const users = [start(Visitor, environment), start(Visitor, environment)];
    await until(() => samples.length === 2);
    expect(server.open).toBe(2);
    for (const { user } of users) user.stop(true);
    await Promise.all(users.map(({ ended }) => ended));
    await server.idle();
  });

  it('ends at once while it waits for a response, and may send requests in onStop', async () => {
    let hanging = 0;
    const server = await serve(({ url }, response) => {
      if (url === '/visit') hanging++;
      else response.end();
    });
    class Polite extends Visitor {
      override async onStop() {
        await this.client.get('/bye');
      }
    }
    const { environment, samples } = newEnvironment({ host: server.url });
    const { user, ended } = start(Polite, environment);
    await until(() => hanging === 1);
    user.stop(true);
    await ended;
    expect(samples.map(({ name }) => name)).toEqual(['/bye']);
  });

  it('reads the attributes of its class again in each run', async () => {
    const server = await serveAndSee();
    class Changing extends Visitor {}
    const accepted: number[] = [];
    for (const concurrency of [1, 3]) {
      Changing.concurrency = concurrency;
      const { environment, samples } = newEnvironment({ host: server.url });
      const user = new Changing(environment);
      await Promise.all([user.client.get('/'), user.client.get('/'), user.client.get('/')]);
      expect(samples).toHaveLength(3);
      accepted.push(server.accepted);
    }
    expect(accepted).toEqual([1, 4]);
  });

  it('uses the attributes of its class', async () => {
    const server = await serve(({ url }, response) => void (url === '/fast' && response.end()));
    class Impatient extends Visitor {
      static override networkTimeout = 0.1;
      static override concurrency = 2;
      override async visit() {
        await Promise.all([this.client.get('/slow'), this.client.get('/fast'), this.client.get('/fast')]);
      }
    }
    const { environment, samples } = newEnvironment({ host: server.url });
    start(Impatient, environment);
    await until(() => samples.length === 3);
    expect(samples.filter(({ exception }) => exception !== null)).toMatchObject([{ name: '/slow' }]);
    expect(server.accepted).toBe(2);
  });

  it('sends the default headers of its class with every request', async () => {
    const server = await serveAndSee();
    class Tenant extends Visitor {
      static override defaultHeaders = { 'X-Tenant': 'a' };
    }
    const { environment, samples } = newEnvironment({ host: server.url });
    const { user } = start(Tenant, environment);
    await until(() => samples.length === 1);
    expect(server.last().headers['x-tenant']).toBe('a');
    user.client.headers['X-Tenant'] = 'b';
    expect(Tenant.defaultHeaders).toEqual({ 'X-Tenant': 'a' });
  });

  it('follows maxRedirects redirects', async () => {
    const server = await serveAndSee((_, response) => response.writeHead(302, { location: '/again' }).end());
    class Settled extends Visitor {
      static override maxRedirects = 2;
    }
    const { environment, samples } = newEnvironment({ host: server.url });
    start(Settled, environment);
    await until(() => samples.length === 1);
    expect(String(samples[0]?.exception)).toContain('Exceeded 2 redirects.');
    expect(server.seen).toHaveLength(3);
  });

  it.each([
    ['maxRedirects', -1],
    ['networkTimeout', 0],
    ['connectionTimeout', '1'],
    ['maxRetries', -1],
    ['concurrency', 0],
    ['concurrency', Number.NaN],
    ['concurrency', 1.5],
    ['maxRedirects', 2.5],
    ['insecure', 'no'],
  ])('cannot have %s = %j', (name, value) => {
    const wrong = class Wrong extends Visitor {};
    Object.defineProperty(wrong, name, { value });
    const message = expect.stringContaining(`Expected static ${name} of class Wrong to be `);
    expect(() => checkUserClass(wrong)).toThrow(expect.objectContaining({ code: 'BAD_FAST_USER', message }));
  });

  it.each([
    ['127.0.0.1', null, 'class Wrong to have proxyHost and proxyPort, or neither of them'],
    ['', 80, "static proxyHost of class Wrong to be a string that is not empty, or null, got ''"],
    [5, 80, 'static proxyHost of class Wrong to be a string that is not empty, or null, got 5'],
    ['127.0.0.1', '80', "static proxyPort of class Wrong to be a whole number from 1 to 65535, or null, got '80'"],
    ['127.0.0.1', 65_536, 'static proxyPort of class Wrong to be a whole number from 1 to 65535, or null, got 65536'],
  ])('cannot have the proxy %j at %j', (proxyHost, proxyPort, message) => {
    const wrong = class Wrong extends Visitor {};
    Object.assign(wrong, { proxyHost, proxyPort });
    expect(() => checkUserClass(wrong)).toThrow(`Expected ${message}.`);
  });

  it('accepts Headers as defaultHeaders, and rejects other values', async () => {
    const server = await serveAndSee();
    class Headed extends Visitor {
      static override defaultHeaders = new Headers({ 'X-Tenant': 'a' });
    }
    const { environment, samples } = newEnvironment({ host: server.url });
    start(Headed, environment);
    await until(() => samples.length === 1);
    expect(server.last().headers).toMatchObject({ 'x-tenant': 'a' });
    const wrong = class Wrong extends Visitor {};
    Object.assign(wrong, { defaultHeaders: 5 });
    expect(() => checkUserClass(wrong)).toThrow(expect.objectContaining({ code: 'BAD_HEADERS' }));
  });

  it('uses proxyHost and proxyPort', () => {
    class Proxied extends Visitor {
      static override proxyHost = 'proxy';
      static override proxyPort = 3128;
    }
    expect([proxyOf(Proxied), proxyOf(Visitor), proxyOf(User), proxyOf({})]).toEqual([
      { host: 'proxy', port: 3128 },
      null,
      null,
      null,
    ]);
  });

  it.each(['http2', 'network', 'clientPool', 'sslContextFactory', 'poolManager', 'client_pool', 'ssl_context_factory'])(
    'rejects %s, and names HttpUser',
    (name) => {
      const wrong = class Wrong extends Visitor {};
      Object.defineProperty(wrong, name, { value: {} });
      const hint = expect.stringContaining('HttpUser');
      expect(() => checkUserClass(wrong)).toThrow(expect.objectContaining({ code: 'FAST_USER_LIMIT', hint }));
    },
  );
});
