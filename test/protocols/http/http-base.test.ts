import { describe, expect, it, onTestFinished } from 'vitest';
import { prepareClass } from '../../../src/core/actor.js';
import { StopUser } from '../../../src/core/signals.js';
import { bodyMemory } from '../../../src/http/response/body-memory.js';
import type { HttpResponse } from '../../../src/http/response/response.js';
import { FastHttpUser } from '../../../src/protocols/http/fast-http-user.js';
import { HttpUser } from '../../../src/protocols/http/http-user.js';
import { failureText } from '../../../src/stats/failures.js';
import { task } from '../../../src/user/tasks/task.js';
import { constant } from '../../../src/user/wait.js';
import { serveAndSee } from '../../helpers/servers/server.js';
import { newEnvironment, start, until } from '../../helpers/users/start-user.js';

class Visitor extends HttpUser {
  @task
  async visit(): Promise<void> {
    await this.client.get('/visit');
  }
}

describe('an HTTP user of either class', () => {
  it('requires a host that is a URL', () => {
    const { environment } = newEnvironment();
    const missing = expect.objectContaining({
      code: 'MISSING_HOST',
      message: 'Expected a host for class Visitor, got none.',
      hint: 'Set static host in class Visitor, or give --host.',
    });
    expect(() => new Visitor(environment)).toThrow(missing);
    expect(() => Visitor[prepareClass](environment)).toThrow(missing);
    class Lost extends Visitor {
      static override host = 'localhost:8000';
    }
    expect(() => Lost[prepareClass](environment)).toThrow(expect.objectContaining({ code: 'BAD_HOST' }));
    expect(() => Lost[prepareClass](newEnvironment({ host: 'http://h' }).environment)).not.toThrow();
  });

  it('sets the limit of all bodies together', () => {
    onTestFinished(() => {
      bodyMemory.maxBytes = Number.POSITIVE_INFINITY;
    });
    const prepare = (options: object) =>
      Visitor[prepareClass](newEnvironment({ host: 'http://h', ...options }).environment);
    prepare({});
    expect(bodyMemory.maxBytes).toBe(2 ** 30);
    prepare({ maxTotalBodyBytes: 5 });
    expect(bodyMemory.maxBytes).toBe(5);
    prepare({ maxTotalBodyBytes: 0 });
    expect(bodyMemory.maxBytes).toBe(Number.POSITIVE_INFINITY);
  });

  it('has one fetch function, which needs no `this` and uses its host', async () => {
    const server = await serveAndSee();
    const { environment, samples } = newEnvironment({ host: server.url });
    const user = new Visitor(environment);
    const { fetch } = user;
    expect(user.fetch).toBe(fetch);
    expect(new Visitor(environment).fetch).not.toBe(fetch);
    expect((await fetch('/x')).url).toBe(`${server.url}/x`);
    expect(samples).toMatchObject([{ requestType: 'GET', name: '/x' }]);
    user.client.cancel(new Error('The test is over.'));
  });

  it('has the timeout of its class, by default none', () => {
    const { environment } = newEnvironment({ host: 'http://h' });
    class Hurried extends Visitor {
      static override timeout = { total: 5 };
    }
    class Wrong extends Visitor {
      static override timeout = 0;
    }
    expect([new Visitor(environment).client.timeout, new Hurried(environment).client.timeout]).toEqual([
      null,
      { total: 5 },
    ]);
    expect(() => new Wrong(environment)).toThrow(expect.objectContaining({ code: 'BAD_TIMEOUT' }));
  });

  it('adds its context to each request, overridden by that of the request', async () => {
    const server = await serveAndSee();
    const { environment, samples } = newEnvironment({ host: server.url });
    class Shopper extends HttpUser {
      static override waitTime = constant(3_600);
      page = 0;

      override context() {
        return { tenant: 'a', page: this.page };
      }

      @task
      async shop(): Promise<void> {
        await this.client.get('/1');
        this.page = 2;
        await this.client.get('/2', { context: { tenant: 'b' } });
      }
    }
    start(Shopper, environment);
    await until(() => samples.length === 2);
    expect(samples.map(({ context }) => context)).toEqual([
      { tenant: 'a', page: 0 },
      { tenant: 'b', page: 2 },
    ]);
  });

  it('has an empty context by default', async () => {
    const server = await serveAndSee();
    const { environment, samples } = newEnvironment({ host: server.url });
    class Quiet extends Visitor {
      static override waitTime = constant(3_600);
    }
    start(Quiet, environment);
    await until(() => samples.length === 1);
    expect(samples[0]?.context).toEqual({});
  });

  it('cancels batches and waits for retries when it ends', async () => {
    const server = await serveAndSee((_, response) => response.writeHead(503, { 'retry-after': '30' }).end());
    const { environment, samples, thrown } = newEnvironment({ host: server.url });
    class Patient extends HttpUser {
      @task
      async persist(): Promise<void> {
        await this.client.batch([{ url: '/a', retry: 9 }, { url: '/b', retry: 9 }, '/c'], { limit: 2 });
      }
    }
    const { user, ended } = start(Patient, environment);
    await until(() => samples.length === 2);
    user.stop(true);
    await ended;
    expect([samples.map(({ name }) => name).sort(), thrown]).toEqual([['/a', '/b'], []]);
    expect(server.seen).toHaveLength(2);
  });
});

/** Tests for all of them. */
const classes = [
  ['HttpUser', HttpUser],
  ['FastHttpUser', FastHttpUser],
] as [string, typeof HttpUser][];

describe.each(classes)('requests of %s that are not awaited', (_, Base) => {
  it.each(['stops itself', 'is stopped'])('are counted as unanswered when the user ends, which %s', async (end) => {
    const server = await serveAndSee(({ url }, response) => {
      if (url === '/answered') response.end('fine');
    });
    const { environment, samples } = newEnvironment({ host: server.url });
    class Hasty extends Base {
      @task async visit() {
        for (const path of ['/never/1', '/never/2', '/never/3']) void this.client.get(path);
        await this.client.get('/answered');
        await until(() => server.seen.length === 4);
        if (end === 'stops itself') throw new StopUser();
        this.stop(true);
        await this.sleep(3_600);
      }
    }
    await start(Hasty, environment).ended;
    expect(environment.requestsInFlight.count).toBe(3);
    await server.idle();
    expect([environment.requestsInFlight.count, samples.map(({ name }) => name)]).toEqual([3, ['/answered']]);
  });
});

describe.each(classes)('a catchResponse block in background work of %s', (_, Base) => {
  type Client = HttpUser['client'];
  type Block = (response: HttpResponse) => Promise<unknown>;

  /** A user that requests /poll in background work; it ends when that is reported, or three tasks later. */
  async function poll(ask: (client: Client, block: Block) => Promise<unknown>, isEndless = false) {
    const server = await serveAndSee((_, response) => response.end('polled'));
    const { environment, samples, thrown } = newEnvironment({ host: server.url });
    const polls = () => samples.filter(({ name }) => name === '/poll');
    let [tasks, last] = [0, Number.POSITIVE_INFINITY];
    const block = async (response: HttpResponse) => {
      last = tasks + 3;
      await until(() => tasks >= last);
      response.failure('nothing found');
      if (isEndless) await new Promise(() => {});
    };
    class Poller extends Base {
      override onStart() {
        this.background(() => ask(this.client, block));
      }
      @task async visit() {
        await this.client.get('/task');
        tasks++;
        if (polls().length > 0 || (isEndless && tasks > last)) throw new StopUser();
      }
    }
    await start(Poller, environment).ended;
    return [...polls().map(({ exception }) => failureText(exception as Error)), ...thrown];
  }

  const forms: Record<string, (client: Client, block: Block) => Promise<unknown>> = {
    'a function': (client, catchResponse) => client.get('/poll', { catchResponse }),
    'the function of rest': (client, block) => client.rest('GET', '/poll', {}, block),
    using: async (client, block) => {
      using response = await client.get('/poll', { catchResponse: true });
      await block(response);
    },
    'using, of a stream': async (client, block) => {
      using response = await client.get('/poll', { catchResponse: true, stream: true });
      await block(response);
    },
  };

  it.each(Object.entries(forms))('decides at its own end, whatever tasks end before: %s', async (_, ask) => {
    expect(await poll(ask)).toEqual(["CatchResponseError('nothing found')"]);
  });

  it.each(Object.entries(forms))('that never ends is reported once, when its user ends: %s', async (form, ask) => {
    const reported = form.includes('stream') ? [] : ["CatchResponseError('nothing found')"];
    expect(await poll(ask, true)).toEqual(reported);
  });

  it('with a stream keeps the stream readable', async () => {
    const heard: string[] = [];
    const ask = async (client: Client, block: Block) => {
      using stream = await client.get('/poll', { stream: true, catchResponse: true });
      await block(stream);
      for await (const { bytes } of stream) heard.push(String(bytes));
    };
    expect(await poll(ask)).toEqual(["CatchResponseError('nothing found')"]);
    expect(heard).toEqual(['polled']);
  });
});
