import { describe, expect, it, onTestFinished } from 'vitest';
import { StopUser } from '../../../src/core/signals.js';
import { FastHttpUser } from '../../../src/protocols/http/fast-http-user.js';
import { HttpUser, networkOf } from '../../../src/protocols/http/http-user.js';
import { task } from '../../../src/user/tasks/task.js';
import { constant } from '../../../src/user/wait.js';
import type { NetworkOptions } from '../../../src/wire/network/network-options.js';
import { serveProxy } from '../../helpers/servers/proxy.js';
import { serve, serveAndSee } from '../../helpers/servers/server.js';
import { certificate, certificatePath, serveHttp2, serveTls } from '../../helpers/servers/tls-server.js';
import { newEnvironment, start, until } from '../../helpers/users/start-user.js';

class Visitor extends HttpUser {
  static override waitTime = constant(3_600);

  @task
  async visit(): Promise<void> {
    await this.client.get('/visit');
  }
}

/** Answers all but `/hang`; counts the requests to it. */
async function hangingServer() {
  let hanging = 0;
  const server = await serve(({ url }, response) => {
    if (url?.startsWith('/hang')) hanging++;
    else response.end('answer');
  });
  return { server, hanging: () => hanging };
}

describe('an HTTP user', () => {
  it('reports its requests as events, which make the statistics', async () => {
    const server = await serveAndSee(({ url }, response) => response.writeHead(url === '/visit' ? 404 : 200).end());
    const { environment, samples } = newEnvironment({ host: server.url });
    const { user } = start(Visitor, environment);
    await until(() => samples.length > 0);
    expect(samples).toMatchObject([{ requestType: 'GET', name: '/visit' }]);
    expect(environment.stats.total).toMatchObject({ numRequests: 1, numFailures: 1 });
    expect(user.client.cookies.header(server.url, '/')).toBe('');
  });

  it('has its own client, cookies and connection', async () => {
    const server = await serveAndSee((_, response) => response.setHeader('set-cookie', 'a=1').end());
    const { environment, samples } = newEnvironment({ host: server.url });
    const users = [start(Visitor, environment), start(Visitor, environment)];
    await until(() => samples.length === 2);
    expect(server.accepted).toBe(2);
    expect(server.seen.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
    expect(users[0]?.user.client).not.toBe(users[1]?.user.client);
  });

  it('sends to --host, else to the host of its class', async () => {
    const [own, other] = [await serveAndSee(), await serveAndSee()];
    class AtHome extends Visitor {
      static override host = own.url;
    }
    start(AtHome, newEnvironment().environment);
    start(AtHome, newEnvironment({ host: '' }).environment);
    await until(() => own.seen.length === 2);
    start(AtHome, newEnvironment({ host: other.url }).environment);
    await until(() => other.seen.length === 1);
    expect(own.seen).toHaveLength(2);
  });

  it.each(['returns', 'throws'])(
    'reports undecided requests at the end of a task that %s, before the wait',
    async (end) => {
      const server = await serveAndSee();
      class Forgetful extends Visitor {
        override async visit() {
          const response = await this.client.get('/a', { catchResponse: true });
          response.failure('slow');
          await this.client.get('/b', { catchResponse: true });
          if (end === 'throws') throw new Error('oops');
        }
      }
      const { environment, samples } = newEnvironment({ host: server.url });
      start(Forgetful, environment);
      await until(() => samples.length === 2);
      expect(samples.map(({ name, exception }) => [name, String(exception)])).toEqual([
        ['/a', 'CatchResponseError: slow'],
        ['/b', 'null'],
      ]);
    },
  );

  it.each(['onStart', 'onStop'] as const)('reports undecided requests at the end of %s', async (place) => {
    const server = await serveAndSee();
    class Forgetful extends Visitor {
      async [place]() {
        await this.client.get(`/${place}`, { catchResponse: true });
        throw new StopUser();
      }
    }
    const { environment, samples } = newEnvironment({ host: server.url });
    const { user, ended } = start(Forgetful, environment);
    await until(() => samples.length > 0);
    user.stop(true);
    await ended;
    expect(samples.filter(({ name }) => name === `/${place}`)).toHaveLength(1);
  });

  it.each(['onStart', 'visit', 'onStop'])('ends if a listener throws StopUser (%s)', async (place) => {
    const server = await serveAndSee();
    class Steered extends HttpUser {
      override async onStart() {
        if (place === 'onStart') await this.undecided();
      }
      @task
      async visit() {
        if (place === 'visit') await this.undecided();
        throw place === 'onStop' ? new StopUser() : new Error('after it');
      }
      override async onStop() {
        if (place === 'onStop') await this.undecided();
      }
      async undecided() {
        await this.client.get('/a', { catchResponse: true });
        await this.client.get('/b', { catchResponse: true });
      }
    }
    const { environment, samples } = newEnvironment({ host: server.url });
    environment.events.request.addListener(() => {
      throw new StopUser();
    });
    await start(Steered, environment).ended;
    expect(samples.map(({ name }) => name)).toEqual(['/a', '/b']);
  });
});

describe('an HTTP user that is stopped', () => {
  class Hanging extends Visitor {
    override async visit() {
      await this.client.get('/hang');
    }
  }

  it('cancels the request in flight with force, unreported, and closes its connection', async () => {
    const { server, hanging } = await hangingServer();
    const { environment, samples, thrown } = newEnvironment({ host: server.url });
    const { user, ended } = start(Hanging, environment);
    await until(() => hanging() === 1);
    user.stop(false);
    await new Promise(setImmediate);
    expect(user.isInOnStop).toBe(false);
    user.stop(true);
    await ended;
    await server.idle();
    expect([samples, thrown, server.open]).toEqual([[], [], 0]);
  });

  it('finishes its request without force, and reports it', async () => {
    let answer = () => {};
    const server = await serve((_, response) => {
      answer = () => response.end('late');
      arrived = true;
    });
    let arrived = false;
    const { environment, samples } = newEnvironment({ host: server.url });
    const { user, ended } = start(Visitor, environment);
    await until(() => arrived);
    user.stop(false);
    answer();
    await ended;
    expect(samples).toMatchObject([{ name: '/visit', responseLength: 4, exception: null }]);
    await server.idle();
  });

  it('may still send requests in onStop, which are reported', async () => {
    const { server, hanging } = await hangingServer();
    class Polite extends Hanging {
      override async onStop() {
        await this.client.post('/logout');
      }
    }
    const { environment, samples } = newEnvironment({ host: server.url });
    const { user, ended } = start(Polite, environment);
    await until(() => hanging() === 1);
    user.stop(true);
    await ended;
    expect(samples).toMatchObject([{ requestType: 'POST', name: '/logout', exception: null }]);
    await server.idle();
  });

  it('reports none of its requests in flight, even if only the first is awaited', async () => {
    const { server, hanging } = await hangingServer();
    class Hasty extends Hanging {
      override async visit() {
        await Promise.all([this.client.get('/hang/1'), this.client.get('/hang/2'), this.sleep(3_600)]);
      }
    }
    const { environment, samples, thrown } = newEnvironment({ host: server.url });
    const { user, ended } = start(Hasty, environment);
    await until(() => hanging() === 1);
    user.stop(true);
    await ended;
    await server.idle();
    await new Promise(setImmediate);
    expect([samples, thrown]).toEqual([[], []]);
  });

  it('ends also if its task swallows the signal, without another request', async () => {
    const { server, hanging } = await hangingServer();
    let swallowed = 0;
    class Stubborn extends Hanging {
      override async visit() {
        for (let i = 0; i < 5; i++) await this.client.get('/hang').catch(() => swallowed++);
      }
    }
    const { environment, samples } = newEnvironment({ host: server.url });
    const { user, ended } = start(Stubborn, environment);
    await until(() => hanging() === 1);
    user.stop(true);
    await ended;
    expect([swallowed, hanging(), samples]).toEqual([5, 1, []]);
  });

  it('cancels the request of onStop when it is killed there', async () => {
    const { server, hanging } = await hangingServer();
    class Endless extends Visitor {
      override async onStop() {
        await this.client.get('/hang');
      }
    }
    const { environment, samples } = newEnvironment({ host: server.url });
    class Leaving extends Endless {
      override async visit() {
        throw new StopUser();
      }
    }
    const { user, ended } = start(Leaving, environment);
    await until(() => hanging() === 1);
    expect(user.isInOnStop).toBe(true);
    user.stop(true);
    await ended;
    expect(samples).toEqual([]);
    await server.idle();
  });

  it('by itself leaves no connection behind', async () => {
    const server = await serveAndSee();
    class Brief extends Visitor {
      override async visit() {
        await super.visit();
        throw new StopUser();
      }
    }
    await start(Brief, newEnvironment({ host: server.url }).environment).ended;
    await server.idle();
    expect([server.accepted, server.open]).toEqual([1, 0]);
  });

  it('leaves no connection of many users behind', async () => {
    const server = await serveAndSee();
    const { environment, samples } = newEnvironment({ host: server.url });
    const users = Array.from({ length: 50 }, () => start(Visitor, environment));
    await until(() => samples.length === 50);
    expect([server.accepted, server.open]).toEqual([50, 50]);
    for (const { user } of users) user.stop(true);
    await Promise.all(users.map(({ ended }) => ended));
    await server.idle();
    expect(server.open).toBe(0);
  });
});

describe('the network of a class of HTTP users', () => {
  it('is configured by static network: certificates of client and server', async () => {
    const server = await serveTls(undefined, { requestCert: true, ca: certificate('ca.pem') });
    class Partner extends Visitor {
      static override network: NetworkOptions = {
        ca: certificatePath('ca.pem'),
        pfx: certificatePath('client.pfx'),
        passphrase: 'secret',
      };
    }
    const { environment, samples } = newEnvironment({ host: server.url });
    start(Partner, environment);
    await until(() => samples.length > 0);
    expect(samples).toMatchObject([{ name: '/visit', exception: null }]);
    expect(server.connections[0]?.getPeerCertificate().subject.CN).toBe('client');
  });

  it('speaks HTTP/2 with static http2', async () => {
    const server = await serveHttp2(({ httpVersion }, response) => response.end(httpVersion));
    class Modern extends Visitor {
      static override http2 = true;
      static override network = { verify: false };
    }
    const { environment, samples } = newEnvironment({ host: server.url });
    start(Modern, environment);
    await until(() => samples.length > 0);
    expect(samples[0]?.response).toMatchObject({ status: 200 });
    expect(server.sessions).toHaveLength(1);
  });

  it('is read once for all users of a run, and again when static network changes', () => {
    const { environment } = newEnvironment({ host: 'https://localhost' });
    class Partner extends Visitor {
      static override network: NetworkOptions = { dnsCache: 60 };
    }
    const first = networkOf(Partner, environment);
    expect(networkOf(Partner, environment)).toBe(first);
    expect(networkOf(Partner, newEnvironment().environment)).not.toBe(first);
    Partner.network = { connections: 2 };
    expect(networkOf(Partner, environment)).toMatchObject({ connections: 2, lookup: null });
    expect([networkOf(Visitor, environment), networkOf(FastHttpUser, environment)]).toEqual([null, null]);
  });

  it('may be set on HttpUser for all classes', () => {
    const { network } = HttpUser;
    onTestFinished(() => {
      HttpUser.network = network;
    });
    HttpUser.network = { connections: 2 };
    expect(networkOf(Visitor, newEnvironment().environment)).toMatchObject({ connections: 2 });
  });

  it('uses the proxy of the environment only if configured', async () => {
    const [server, proxy] = [await serveAndSee(), await serveProxy()];
    class Polite extends Visitor {
      static override network: NetworkOptions = { proxy: 'environment' };
    }
    const proxyVariables = { http: proxy.url, https: '', noProxy: '' };
    const { environment, samples } = newEnvironment({ host: server.url, proxyVariables });
    start(Visitor, environment);
    await until(() => samples.length === 1);
    expect(proxy.asked).toEqual([]);
    start(Polite, environment);
    await until(() => samples.length === 2);
    expect(proxy.asked).toEqual([`GET ${server.url}/visit`]);
  });

  it('with wrong settings is an error before any user is created', () => {
    class Wrong extends Visitor {
      static override network = { verfy: false } as NetworkOptions;
    }
    const { environment } = newEnvironment({ host: 'https://localhost' });
    const error = expect.objectContaining({
      code: 'BAD_NETWORK',
      message: "In static network of class Wrong: expected a known name, got 'verfy'.",
    });
    expect(() => networkOf(Wrong, environment)).toThrow(error);
    expect(() => new Wrong(environment)).toThrow(error);
  });
});
