import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { StopUser } from '../../../src/core/signals.js';
import { runTracked, runUntracked, tracking } from '../../../src/http/tracking/tracking.js';
import { FastHttpUser } from '../../../src/protocols/http/fast-http-user.js';
import { HttpUser } from '../../../src/protocols/http/http-user.js';
import { task } from '../../../src/user/tasks/task.js';
import { User } from '../../../src/user/user.js';
import { constant } from '../../../src/user/wait.js';
import { serve, serveAndSee } from '../../helpers/servers/server.js';
import { openFastSession, openSession } from '../../helpers/users/http-session.js';
import { newEnvironment, start, until } from '../../helpers/users/start-user.js';
import { openTracker } from '../../helpers/users/tracked.js';

const get = async (url: string) => (await fetch(url)).text();

const { signal } = new AbortController();
const idleTracker = { naming: null, context: {}, signal, report: () => {}, onThrown: () => {} };

describe('tracking', () => {
  it('is off until the first tracked function', async () => {
    // Other tests may have tracked.
    const copy: string = '../../../src/http/tracking/tracking.js?copy';
    const fresh: typeof import('../../../src/http/tracking/tracking.js') = await import(/* @vite-ignore */ copy);
    expect(fresh.tracking.isOn).toBe(false);
    runTracked(idleTracker, () => {});
    expect(tracking.isOn).toBe(true);
  });

  it('reports requests that are sent inside the work, and no others', async () => {
    const server = await serveAndSee();
    const { samples, run } = openTracker();
    await get(`${server.url}/before`);
    const beside = get(`${server.url}/beside`);
    await run(async () => {
      await get(`${server.url}/inside`);
      await Promise.all([get(`${server.url}/1`), get(`${server.url}/2`)]);
    }, 3);
    await beside;
    await get(`${server.url}/after`);
    expect(samples.map(({ name }) => name).sort()).toEqual(['/1', '/2', '/inside']);
  });

  it('reports each request to its own tracker, over the same connections', async () => {
    const server = await serveAndSee();
    const trackers = Array.from({ length: 5 }, () => openTracker());
    for (let round = 0; round < 3; round++) {
      await Promise.all(trackers.map(({ run }, i) => run(() => get(`${server.url}/${i}`), round + 1)));
    }
    expect(trackers.map(({ samples }) => samples.map(({ name }) => name))).toEqual(
      trackers.map((_, i) => Array(3).fill(`/${i}`)),
    );
  });

  it.each([openSession, openFastSession])('reports requests that are sent in a catchResponse block', async (open) => {
    const server = await serveAndSee();
    const { session } = open(server.url);
    const { samples, run } = openTracker();
    await run(() => session.get('/own', { catchResponse: () => get(`${server.url}/inside`) }), 1);
    expect(samples.map(({ name }) => name)).toEqual(['/inside']);
  });

  it('returns what the work returns, and rethrows what it throws', () => {
    expect(runTracked(idleTracker, () => 7)).toBe(7);
    expect(() =>
      runTracked(idleTracker, () => {
        throw new RangeError('mine');
      }),
    ).toThrow('mine');
  });

  it('does not report untracked requests', async () => {
    const server = await serveAndSee();
    const { samples, run } = openTracker();
    const sent: Promise<string>[] = [];
    await run(() => runUntracked(() => void sent.push(get(server.url))), 0);
    expect(await Promise.all(sent)).toEqual(['']);
    expect(samples).toEqual([]);
  });

  it('does not count the requests of a session twice, redirects included', async () => {
    const server = await serveAndSee(({ url }, response) => {
      if (url === '/a') response.writeHead(302, { location: '/b' }).end();
      else response.end();
    });
    const { session, samples: own } = openSession(server.url);
    const { samples, run } = openTracker();
    await run(async () => {
      await session.get('/a');
      await Promise.all([session.get('/c'), session.get('/d'), get(`${server.url}/tracked`)]);
    }, 1);
    expect(own.map(({ name }) => name).sort()).toEqual(['/a', '/c', '/d']);
    expect(samples.map(({ name }) => name)).toEqual(['/tracked']);
  });
});

describe.each([
  ['User', User],
  ['HttpUser', HttpUser],
  ['FastHttpUser', FastHttpUser],
])('a %s that tracks requests', (_, base) => {
  it('reports each of them as an event, with the given names', async () => {
    const server = await serveAndSee(({ url }, response) => response.writeHead(url === '/x/1' ? 500 : 200).end());
    class Tracks extends (base as typeof User) {
      static override waitTime = constant(3_600);
      @task async go() {
        const name = ({ path }: { path: string }) => path.replace(/\d+/, ':id');
        const text = await this.trackRequests(() => get(`${server.url}/x/1`), { name, context: { round: 1 } });
        expect(text).toBe('');
        await this.trackRequests(async () => {
          await get(`${server.url}/y`);
          if (this instanceof HttpUser || this instanceof FastHttpUser) await this.client.get('/own');
        });
      }
    }
    const { environment, samples, thrown } = newEnvironment({ host: server.url });
    start(Tracks, environment);
    await until(() => server.seen.length === (base === User ? 2 : 3) && samples.length === server.seen.length);
    expect(thrown).toEqual([]);
    expect(samples.map(({ name }) => name)).toEqual(['/x/:id', '/y', '/own'].slice(0, server.seen.length));
    expect(samples[0]).toMatchObject({ context: { round: 1 }, exception: { name: 'HTTPError' } });
    expect(environment.stats.total.numRequests).toBe(server.seen.length);
  });

  it('reports a request whose name cannot be made under its path, and the exception', async () => {
    const server = await serveAndSee();
    class Tracks extends (base as typeof User) {
      static override waitTime = constant(3_600);
      @task async go() {
        const name = () => {
          throw new RangeError('no name');
        };
        await this.trackRequests(() => get(`${server.url}/x`), { name });
      }
    }
    const { environment, samples, thrown } = newEnvironment({ host: server.url });
    start(Tracks, environment);
    await until(() => samples.length === 1);
    expect(samples).toMatchObject([{ name: '/x', exception: null }]);
    expect(thrown).toMatchObject([{ message: 'no name' }]);
  });

  it('ends with a StopUser that a request listener throws', async () => {
    const server = await serveAndSee();
    class Tracks extends (base as typeof User) {
      static override waitTime = constant(3_600);
      @task async go() {
        await this.trackRequests(() => get(`${server.url}/x`));
      }
    }
    const { environment, samples, thrown } = newEnvironment({ host: server.url });
    environment.events.request.addListener(() => {
      throw new StopUser();
    });
    await start(Tracks, environment).ended;
    expect([samples.length, thrown]).toEqual([1, []]);
  });

  it('does not report requests that end when it was abandoned', async () => {
    const answers: (() => void)[] = [];
    const server = await serve((_, response) => void answers.push(() => response.end()));
    let texts = 0;
    class Tracks extends (base as typeof User) {
      @task async go() {
        await this.trackRequests(() => get(server.url));
        texts++;
      }
    }
    const { environment, samples, thrown } = newEnvironment({ host: server.url });
    const { user, ended } = start(Tracks, environment);
    await until(() => answers.length === 1);
    user.stop(true);
    user.abandon();
    answers[0]?.();
    await ended;
    expect([texts, samples, thrown]).toEqual([1, [], []]);
  });

  it('does not report requests that its own end interrupted', async () => {
    const seen: IncomingMessage[] = [];
    const server = await serve((request) => void seen.push(request));
    class Tracks extends (base as typeof User) {
      @task async go() {
        const { signal } = this;
        await this.trackRequests(() => fetch(server.url, { signal }));
      }
    }
    const { environment, samples, thrown } = newEnvironment({ host: server.url });
    const { user, ended } = start(Tracks, environment);
    await until(() => seen.length === 1);
    user.stop(true);
    await ended;
    await until(() => seen[0]?.destroyed === true); // not for its server: undici connects once more, and idles
    expect([samples, thrown]).toEqual([[], []]);
  });
});
