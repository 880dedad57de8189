import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Environment } from '../../src/core/environment.js';
import { Events, events as globalEvents } from '../../src/core/events/global-events.js';
import type { Hook } from '../../src/core/events/hook.js';
import { makeOptions } from '../../src/core/options/options.js';
import type { Reporter } from '../../src/core/reporter.js';
import { LoadShape } from '../../src/core/shape.js';
import { StopUser } from '../../src/core/signals.js';
import type { Snapshot } from '../../src/core/snapshot.js';
import { FastHttpUser } from '../../src/protocols/http/fast-http-user.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { Run, run } from '../../src/run/run.js';
import type { RunOptions } from '../../src/run/run-options.js';
import type { UserClass } from '../../src/user/classes/check.js';
import { tag } from '../../src/user/tasks/tag.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { constant } from '../../src/user/wait.js';
import { Log } from '../../src/util/log.js';
import { Command, folderWith, requestsIn } from '../helpers/cli.js';
import { readCsv } from '../helpers/csv.js';
import { makeSample } from '../helpers/samples.js';
import { root } from '../helpers/source-files.js';
import { until } from '../helpers/start-user.js';

/** Reports a request without sending any, and ends the run after ten. */
class Walker extends User {
  static override waitTime = constant(0.01);
  static requestName = '/walk';

  @task walk(): void {
    const { requestName } = this.constructor as typeof Walker;
    this.environment.events.request.fire(makeSample({ name: requestName }));
    if (this.environment.stats.total.numRequests >= 10) this.environment.runner?.quit();
  }
}

/** A walker that also runs `body` in each task. */
function walkerThat(body: (user: Walker) => void): UserClass {
  return class Special extends Walker {
    @task override walk(): void {
      super.walk();
      body(this);
    }
  };
}

const quiet = () => {};

/** Collects the output of a run. */
function newLog(): { log: Pick<RunOptions, 'log' | 'loglevel'>; lines: string[] } {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line.replace(/^.*?\/(?=[A-Z]+\/)/, ''));
  return { log: { log, loglevel: 'INFO' }, lines };
}

describe('run', () => {
  it('resolves with the last snapshot and the exit code', async () => {
    const { snapshot, exitCode } = await run({ userClasses: [Walker], users: 2, spawnRate: 100 });
    expect(exitCode).toBe(0);
    expect(snapshot).toMatchObject({ state: 'stopped', userCount: 0, targetUserCount: 2 });
    expect(snapshot.stats.total.numRequests).toBeGreaterThanOrEqual(10);
    expect(snapshot.stats.entries).toMatchObject([{ method: 'GET', name: '/walk' }]);
  });

  it('has one user at a spawn rate of 1 by default', async () => {
    const { log, lines } = newLog();
    await run({ userClasses: [Walker], ...log });
    expect(lines).toContain('INFO/locust.runners: Ramping to 1 users at a rate of 1.00 per second');
    expect(lines).toContain('INFO/locust.runners: All users spawned: {"Walker": 1} (1 total users)');
    expect(lines).toContain('INFO/locust.main: No run time limit set, use CTRL+C to interrupt');
    expect(lines.at(-1)).toBe('INFO/locust.main: Shutting down (exit code 0)');
  });

  it('logs the number of requests in flight, and fails if no other was answered', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    onTestFinished(() => void server.closeAllConnections());
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    class Waiting extends HttpUser {
      @task async visit() {
        await this.client.get('/');
      }
    }
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { log, lines } = newLog();
    const options = { userClasses: [Waiting], host, users: 3, spawnRate: 100, runTimeSeconds: 0.3, ...log };
    expect((await run(options)).exitCode).toBe(1);
    expect(lines.slice(-3)).toEqual([
      'INFO/locust.main: 3 requests were in flight at the end: they are not in the statistics. ' +
        '--stop-timeout lets them finish.',
      'ERROR/locust.main: Nothing was measured: no request was answered, 3 were in flight at the end.',
      'INFO/locust.main: Shutting down (exit code 1)',
    ]);
  });

  it.each([HttpUser, FastHttpUser])(
    'logs it for users that end by themselves too, and for requests that are not awaited',
    async (Base) => {
      const arrivals: (() => void)[] = [];
      const server = createServer(() => arrivals.shift()?.()).listen(0, '127.0.0.1');
      onTestFinished(() => void server.closeAllConnections());
      onTestFinished(() => void server.close());
      await once(server, 'listening');
      class Hasty extends (Base as typeof HttpUser) {
        @task async visit() {
          const arrival = new Promise<void>((resolve) => arrivals.push(resolve));
          void this.client.get('/');
          await arrival;
        }
      }
      const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { log, lines } = newLog();
      const { exitCode } = await run({ userClasses: [Hasty], host, iterationsPerUser: 3, ...log });
      expect(exitCode).toBe(1);
      expect(lines.at(-3)).toMatch(/^INFO.*: 3 requests were in flight at the end/);
    },
  );

  it('ends after the run time, which may have fractions', async () => {
    class Endless extends User {
      static override waitTime = constant(0.01);
      @task go(): void {}
    }
    const startedAt = performance.now();
    await run({ userClasses: [Endless], runTimeSeconds: 0.2 });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(190);
  });

  it('ends when the signal is aborted, also if that was before the start', async () => {
    const controller = new AbortController();
    const stopped: string[] = [];
    class Polite extends walkerThat(() => controller.abort()) {
      override onStop(): void {
        stopped.push('bye');
      }
    }
    const { snapshot, exitCode } = await run({ userClasses: [Polite], signal: controller.signal });
    expect({ exitCode, requests: snapshot.stats.total.numRequests, stopped }).toEqual({
      exitCode: 0,
      requests: 1,
      stopped: ['bye'],
    });
    const none = await run({ userClasses: [Polite], signal: AbortSignal.abort() });
    expect(none.snapshot).toMatchObject({ state: 'stopped', userCount: 0, stats: { total: { numRequests: 0 } } });
  });

  it('uses host, tags, seed and stop timeout as the command line does', async () => {
    const seen: unknown[] = [];
    class Tagged extends HttpUser {
      @tag('wanted')
      @task
      right(): void {
        const { seed, parsedOptions, stopTimeout } = this.environment;
        seen.push(this.environment.hostFor(Tagged), seed, parsedOptions.tags, stopTimeout, this.random.integer(0, 1e9));
        this.environment.runner?.quit();
      }
      @tag('unwanted')
      @task
      wrong(): void {
        seen.push('wrong');
      }
    }
    const options = { host: 'http://127.0.0.1:9', tags: ['wanted'], seed: 'abc', stopTimeoutSeconds: 1.5 };
    await run({ userClasses: [Tagged], ...options });
    const first = seen.splice(0);
    expect(first.slice(0, 4)).toEqual(['http://127.0.0.1:9', 'abc', ['wanted'], 1500]);
    await run({ userClasses: [Tagged], ...options });
    expect(seen).toEqual(first);
  });
});

describe('custom options', () => {
  it('have their defaults or given values in a run, too, for the listeners of its events', async () => {
    const events = new Events();
    events.initCommandLineParser.addListener(({ parser }) => parser.addArgument('--slow-after', { default: 200 }));
    const seen: unknown[] = [];
    events.init.addListener(({ environment }) => void seen.push(environment.parsedOptions));
    await run({ userClasses: [Walker], events });
    await run({ userClasses: [Walker], events, customOptions: { slowAfter: 5 } as object });
    expect(seen).toMatchObject([{ slowAfter: 200 }, { slowAfter: 5 }]);
  });
});

describe('a script', () => {
  it('ends by itself when its run is over, however long that might have taken', async () => {
    const script = `
      import { HttpUser, run, task } from '${root}dist/index.js';
      import { createServer } from 'node:http';
      const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1', async () => {
        class Visitor extends HttpUser {
          async go() {
            await this.client.get('/');
            this.environment.runner.quit();
          }
        }
        task(Visitor.prototype, 'go', Object.getOwnPropertyDescriptor(Visitor.prototype, 'go'));
        const host = 'http://127.0.0.1:' + server.address().port;
        const { snapshot, exitCode } = await run({ userClasses: [Visitor], host, runTimeSeconds: 3600 });
        console.log(snapshot.stats.total.numRequests, exitCode);
        server.close();
      });`;
    const command = new Command(['--input-type=module', '-e', script], { cwd: folderWith() });
    expect(await command.ended).toEqual({ stdout: '1 0\n', stderr: '', exitCode: 0 });
  });
});

describe('two runs at the same time', () => {
  it('are independent: they share neither statistics, nor events, nor reporters', async () => {
    class Other extends Walker {
      static override requestName = '/other';
    }
    const globally: unknown[] = [];
    const global = globalEvents.request.addListener((sample) => globally.push(sample));
    const seen = { first: [] as Snapshot[], second: [] as Snapshot[] };
    const reporterFor = (list: Snapshot[]): Reporter => ({ name: 'list', end: (snapshot) => list.push(snapshot) });
    const [first, second] = await Promise.all([
      run({ userClasses: [Walker], reporters: [reporterFor(seen.first)] }),
      run({ userClasses: [Other], reporters: [reporterFor(seen.second)] }),
    ]);
    globalEvents.request.removeListener(global);
    expect(first.snapshot.stats.entries).toMatchObject([{ name: '/walk', numRequests: 10 }]);
    expect(second.snapshot.stats.entries).toMatchObject([{ name: '/other', numRequests: 10 }]);
    expect(seen).toEqual({ first: [first.snapshot], second: [second.snapshot] });
    expect(globally).toEqual([]);
  });

  it('one after the other on the same events have separate statistics', async () => {
    const events = new Events();
    let heard = 0;
    events.request.addListener(() => heard++);
    for (const total of [10, 20]) {
      const { snapshot } = await run({ userClasses: [Walker], events });
      expect(snapshot.stats.total.numRequests).toBe(10);
      expect(heard).toBe(total);
    }
  });

  it('on the same events are refused: both would count the requests of both', async () => {
    const events = new Events();
    const [first, second] = await Promise.allSettled([
      run({ userClasses: [Walker], events }),
      run({ userClasses: [Walker], events }),
    ]);
    expect(first).toMatchObject({
      status: 'fulfilled',
      value: { snapshot: { stats: { total: { numRequests: 10 } } } },
    });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'EVENTS_IN_USE' } });
  });

  it('a run that could not start removes its listeners', async () => {
    const events = new Events();
    class Homeless extends HttpUser {
      @task go(): void {}
    }
    const { log, lines } = newLog();
    await expect(run({ userClasses: [Homeless], events, ...log })).rejects.toThrow('Expected a host');
    const before = lines.length;
    const throwing = walkerThat(() => {
      throw new Error('oh');
    });
    const { snapshot } = await run({ userClasses: [throwing], events, log: quiet });
    expect(snapshot.stats.exceptions).toMatchObject([{ count: 10 }]);
    expect(lines.slice(before)).toEqual([]);
  });
});

describe('the course of a run', () => {
  it('fires its events in order', async () => {
    const events = new Events();
    const order: string[] = [];
    for (const name of [
      'init',
      'testStart',
      'spawningComplete',
      'testStopping',
      'testStop',
      'quitting',
      'quit',
    ] as const) {
      (events[name] as Hook<unknown>).addListener(() => order.push(name));
    }
    events.quit.addListener(({ exitCode }) => order.push(String(exitCode)));
    await run({ userClasses: [Walker], events });
    expect(order).toEqual([
      'init',
      'testStart',
      'spawningComplete',
      'testStopping',
      'testStop',
      'quitting',
      'quit',
      '0',
    ]);
  });

  it('waits for an init listener before the first user exists', async () => {
    const events = new Events();
    let isReady = false;
    events.init.addListener(async () => {
      await new Promise(setImmediate);
      isReady = true;
    });
    const seen: boolean[] = [];
    await run({ userClasses: [walkerThat(() => seen.push(isReady))], events });
    expect(new Set(seen)).toEqual(new Set([true]));
  });
});

describe('the events of a run', () => {
  it('get one object each, with the environment, the runner, counts or the exit code, and the state of the run at that time', async () => {
    const events = new Events();
    const told: [string, unknown][] = [];
    const tell = (name: string, argument: unknown, ...more: unknown[]) => void told.push([name, [argument, ...more]]);
    let environment: Environment | undefined;
    events.init.addListener((argument) => {
      environment = argument.environment;
      tell('init', argument, argument.runner?.state);
    });
    events.testStart.addListener((argument) => tell('testStart', argument, argument.environment.runner?.userCount));
    events.spawningComplete.addListener((argument) => tell('spawningComplete', argument));
    events.testStopping.addListener((one) => tell('testStopping', one, one.environment.runner?.userCount));
    events.testStop.addListener((one) => tell('testStop', one, one.environment.runner?.userCount));
    events.quitting.addListener((one) => tell('quitting', one, one.environment.runner?.state));
    events.quit.addListener((argument) => tell('quit', argument));
    await run({ userClasses: [Walker], users: 2, spawnRate: 100, events });
    expect(told).toEqual([
      ['init', [{ environment, runner: environment?.runner, webUi: null }, 'ready']],
      ['testStart', [{ environment }, 0]],
      ['spawningComplete', [{ userCount: 2 }]],
      ['testStopping', [{ environment }, 2]],
      ['testStop', [{ environment }, 0]],
      ['quitting', [{ environment }, 'stopped']],
      ['quit', [{ exitCode: 0 }]],
    ]);
  });

  it('are awaited, each listener before the next; for quitting, the last one added is called first', async () => {
    const events = new Events();
    const order: string[] = [];
    const names = ['init', 'testStart', 'spawningComplete', 'testStopping', 'testStop', 'quitting', 'quit'] as const;
    for (const name of names) {
      for (const which of ['first', 'second']) {
        (events[name] as Hook<unknown>).addListener(async () => {
          order.push(`${name} ${which} begins`);
          await new Promise(setImmediate);
          order.push(`${name} ${which} ends`);
        });
      }
    }
    await run({ userClasses: [Walker], events });
    const both = (name: string, ...which: string[]) =>
      which.flatMap((one) => [`${name} ${one} begins`, `${name} ${one} ends`]);
    expect(order).toEqual(
      names.flatMap((name) => (name === 'quitting' ? both(name, 'second', 'first') : both(name, 'first', 'second'))),
    );
  });

  it('log a listener that throws by its name, and still call the others', async () => {
    const events = new Events();
    const { log, lines } = newLog();
    const heard: string[] = [];
    events.testStart.addListener(function prepareShop() {
      throw new Error('no shop');
    });
    events.testStart.addListener(async function openShop() {
      throw new Error('no key');
    });
    events.testStart.addListener(() => void heard.push('testStart'));
    expect((await run({ userClasses: [Walker], events, ...log })).exitCode).toBe(2);
    expect(heard).toEqual(['testStart']);
    const errors = lines
      .filter((line) => line.startsWith('ERROR'))
      .map((line) => line.split('\n').slice(0, 2).join(' '));
    expect(errors).toEqual([
      'ERROR/root: Uncaught exception in event handler: testStart (prepareShop) Error: no shop',
      'ERROR/root: Uncaught exception in event handler: testStart (openShop) Error: no key',
    ]);
  });

  it('let an init listener choose the classes, and one of init or testStart set their tasks', async () => {
    class Chosen extends Walker {}
    for (const when of ['init', 'testStart'] as const) {
      const events = new Events();
      const done = new Set<string>();
      events.init.addListener(({ environment }) => {
        environment.userClasses = environment.userClasses.filter(({ name }) => name === 'Chosen');
      });
      (events[when] as Hook<unknown>).addListener(() => {
        Chosen.tasks = [
          function other(user: Walker) {
            done.add(`${when} ${user.constructor.name}`);
            user.walk();
          },
        ];
      });
      await run({ userClasses: [Walker, Chosen], users: 4, spawnRate: 100, events });
      expect([...done]).toEqual([`${when} Chosen`]);
    }
  });
});

describe('custom messages', () => {
  it('reach their listener with the sent data, if there is one', async () => {
    const events = new Events();
    const got: unknown[] = [];
    let environment: Environment | undefined;
    events.init.addListener((argument) => {
      environment = argument.environment;
      argument.runner?.registerMessage('accounts', (one) => void got.push(one));
      expect(() => argument.runner?.registerMessage('accounts', () => {})).toThrow('got a second one');
    });
    events.testStart.addListener(({ environment: { runner } }) => {
      runner?.sendMessage('accounts', ['ann', 'bob']);
      runner?.sendMessage('nobody hears this');
    });
    expect((await run({ userClasses: [Walker], events })).exitCode).toBe(0);
    expect(got).toEqual([{ environment, message: { type: 'accounts', data: ['ann', 'bob'], nodeId: 'local' } }]);
  });

  it('whose listener throws are logged by their type, with exit code 2', async () => {
    const events = new Events();
    const { log, lines } = newLog();
    events.init.addListener(({ runner }) => {
      runner?.registerMessage('accounts', async () => {
        throw new Error('no room');
      });
      runner?.sendMessage('accounts');
    });
    const attempt = run({ userClasses: [Walker], events, ...log });
    await attempt.catch(() => {});
    expect(lines.join('\n')).toContain('Uncaught exception in event handler: message (accounts)\nError: no room');
  });
});

describe('the stop of a run', () => {
  it('is not delayed by tasks that never settle or never yield: they are logged, and all other users run onStop', async () => {
    const goodbyes: string[] = [];
    class Hanging extends User {
      @task hang() {
        return new Promise(() => {});
      }
      override onStop() {
        goodbyes.push('Hanging');
      }
    }
    class Restless extends User {
      @task go() {}
      override onStop() {
        goodbyes.push('Restless');
      }
    }
    class Sleepy extends User {
      static override waitTime = constant(3_600);
      @task go() {}
      override onStop() {
        goodbyes.push('Sleepy');
      }
    }
    const { log, lines } = newLog();
    const userClasses = [Hanging, Restless, Sleepy];
    const { snapshot } = await run({ userClasses, users: 6, spawnRate: 1_000, runTimeSeconds: 0.1, ...log });
    expect(snapshot.state).toBe('stopped');
    expect(goodbyes.sort()).toEqual(['Restless', 'Restless', 'Sleepy', 'Sleepy']);
    expect(lines.filter((line) => line.startsWith('WARNING/locust.runners: 2 user'))).toEqual([
      'WARNING/locust.runners: 2 user(s) of Hanging (task hang) did not stop in time and were abandoned.',
    ]);
  });
});

describe('reporters', () => {
  it('get a snapshot at the start, each second, and at the end', async () => {
    const told: [string, Snapshot][] = [];
    const reporter: Reporter = {
      name: 'list',
      start: (snapshot) => told.push(['start', snapshot]),
      tick: (snapshot) => told.push(['tick', snapshot]),
      end: (snapshot) => told.push(['end', snapshot]),
    };
    class Endless extends User {
      static override waitTime = constant(0.01);
      @task go(): void {}
    }
    const { snapshot } = await run({ userClasses: [Endless], runTimeSeconds: 1.5, reporters: [reporter] });
    expect(told.map(([moment]) => moment)).toEqual(['start', 'tick', 'end']);
    expect(told.map(([, { userCount, state }]) => [userCount, state])).toEqual([
      [0, 'ready'],
      [1, 'running'],
      [0, 'stopped'],
    ]);
    expect(told.at(-1)?.[1]).toBe(snapshot);
  });

  it('that throw are logged once, do not affect others, and give exit code 2', async () => {
    const fail = (): never => {
      throw new Error('disk full');
    };
    const { log, lines } = newLog();
    const ends: Snapshot[] = [];
    const { snapshot, exitCode } = await run({
      userClasses: [Walker],
      ...log,
      reporters: [
        { name: 'broken', start: fail, tick: fail, end: fail },
        { name: 'list', end: (last) => ends.push(last) },
      ],
    });
    expect(exitCode).toBe(2);
    expect(lines.filter((line) => line.startsWith('ERROR'))).toEqual([
      'ERROR/locust.main: The broken report failed: disk full',
    ]);
    expect(ends).toEqual([snapshot]);
  });
});

describe('the CSV files of a run', () => {
  it('are written for a prefix, complete, with the history of each entry if asked for', async () => {
    const prefix = join(folderWith(), 'made/on/the/way', 'out');
    const { snapshot } = await run({ userClasses: [Walker], csvPrefix: prefix, csvFullHistory: true });
    expect(readdirSync(join(prefix, '../..')).sort()).toEqual(
      ['exceptions', 'failures', 'stats', 'stats_history'].map((name) => `out_${name}.csv`),
    );
    expect(requestsIn(prefix)).toBe(snapshot.stats.total.numRequests);
    const names = readCsv(`${prefix}_stats_history.csv`).map((row) => row.Name);
    expect(names).toContain('/walk');
    expect(names.at(-1)).toBe('Aggregated');
  });

  it('are not written without one', async () => {
    const [home, folder] = [process.cwd(), folderWith()];
    process.chdir(folder);
    try {
      await run({ userClasses: [Walker] });
    } finally {
      process.chdir(home);
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the log of a run', () => {
  const noisy = () => {
    const events = new Events();
    events.spawningComplete.addListener(() => {
      throw new Error('grr');
    });
    return events;
  };

  it('goes to the given function, from WARNING on by default', async () => {
    const lines: string[] = [];
    await run({ userClasses: [Walker], events: noisy(), log: (line) => void lines.push(line) });
    expect(lines).toEqual([
      expect.stringMatching(/ERROR\/root: Uncaught exception in event handler: spawningComplete/),
    ]);
  });

  it('goes to console.error otherwise', async () => {
    const spy = vi.spyOn(console, 'error').mockImplementation(() => {});
    try {
      await run({ userClasses: [Walker], events: noisy(), loglevel: 'CRITICAL' });
      expect(spy).not.toHaveBeenCalled();
      await run({ userClasses: [Walker], events: noisy() });
      expect(spy).toHaveBeenCalledTimes(1);
    } finally {
      spy.mockRestore();
    }
  });
});

describe('a run that measures nothing', () => {
  class Idle extends User {
    static override waitTime = constant(0.01);
    @task go(): void {}
  }
  class Hanging extends User {
    @task hang() {
      return new Promise(() => {});
    }
  }
  class Dying extends User {
    override onStart(): void {
      throw new StopUser();
    }
    @task go(): void {}
  }
  class Nothing extends LoadShape {
    tick(): null {
      return null;
    }
  }

  it.each<[string, Partial<RunOptions>, string]>([
    ['its users report no request', { userClasses: [Idle], runTimeSeconds: 0.1 }, 'no user reported a request'],
    ['a task never ends', { userClasses: [Hanging], runTimeSeconds: 0.1 }, 'no user reported a request'],
    ['its shape ends at once', { shape: new Nothing() }, 'the test ended before its first user'],
    ['it is aborted before its start', { signal: AbortSignal.abort() }, 'the test ended before its first user'],
    ['every user ends at its start', { userClasses: [Dying], users: 3, spawnRate: 100 }, 'no user reported a request'],
  ])('fails if %s, and logs that', async (_, given, reason) => {
    const { log, lines } = newLog();
    const result = await run({ userClasses: [Walker], ...given, ...log });
    expect(result).toMatchObject({ exitCode: 1, reason: `Nothing was measured: ${reason}.` });
    expect(lines).toContain(`ERROR/locust.main: Nothing was measured: ${reason}.`);
  });

  it('passes if it is configured without users', async () => {
    const result = await run({ userClasses: [Walker], users: 0, runTimeSeconds: 0.1 });
    expect(result).toMatchObject({ exitCode: 0, reason: null });
  });

  it('ends when every user has ended by itself, and logs that', async () => {
    const { log, lines } = newLog();
    await run({ userClasses: [Dying], users: 2, spawnRate: 100, runTimeSeconds: 3600, ...log });
    expect(lines).toContain('WARNING/locust.runners: Every user has ended by itself, shutting down');
  });
});

describe('the requests in flight', () => {
  async function startWaiting(users: number) {
    let seen = 0;
    const server = createServer(() => void seen++).listen(0, '127.0.0.1');
    onTestFinished(() => void server.closeAllConnections());
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    class Waiting extends HttpUser {
      @task async visit() {
        await Promise.all([this.client.get('/a'), this.client.get('/b')]);
      }
    }
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const last: Snapshot[] = [];
    const parts = {
      userClasses: [Waiting],
      options: makeOptions({ host, numUsers: users, spawnRate: 1000, stopTimeout: 60 }),
      events: new Events(),
      log: new Log('CRITICAL', quiet),
      reporters: [{ name: 'last', end: (snapshot: Snapshot) => void last.push(snapshot) }],
    };
    const end = new AbortController();
    const created = new Run({ ...parts });
    const result = created.execute(end.signal);
    onTestFinished(async () => {
      const stopped = created.runner.finish();
      server.closeAllConnections(); // so that tasks end
      await stopped;
    });
    await until(() => seen === 2 * users);
    return { run: created, last, result, end, seen: () => seen };
  }

  it('are all counted if the process ends at once, also during a graceful stop', async () => {
    for (const isStopping of [false, true]) {
      const { run: abandoned, last, end } = await startWaiting(8);
      if (isStopping) {
        end.abort();
        await until(() => abandoned.runner.state === 'cleanup');
      }
      expect(abandoned.abandon(130)).toMatchObject({ exitCode: 130, snapshot: { requestsInFlight: 16 } });
      expect(abandoned.abandon(130)).toBeNull();
      expect(last.map(({ requestsInFlight }) => requestsInFlight)).toEqual([16]);
    }
  }, 30_000);

  it('are those of the current test, not of the previous one', async () => {
    const { run: first, seen, end, result } = await startWaiting(2);
    (first.environment.parsedOptions as { stopTimeout: number }).stopTimeout = 0;
    await first.runner.stop();
    expect(first.environment.requestsInFlight.count).toBe(4);
    await first.runner.start({ users: 1, spawnRate: 1000 });
    await until(() => seen() === 6);
    end.abort();
    expect((await result).snapshot.requestsInFlight).toBe(2);
  });
});

describe('the exit code', () => {
  const failing = walkerThat((user) =>
    user.environment.events.request.fire(makeSample({ exception: new Error('too slow') })),
  );
  const throwing = walkerThat(() => {
    throw new Error('oh');
  });

  it.each([
    ['0 without failures', Walker, 0],
    ['1 after a failed request', failing, 1],
    ['1 after an exception', throwing, 1],
  ] as const)('is %s', async (_, userClass, expected) => {
    expect((await run({ userClasses: [userClass], log: quiet })).exitCode).toBe(expected);
  });

  it('is 2 after a listener threw, synchronously or not, unless requests failed', async () => {
    const broken = () => {
      const events = new Events();
      events.spawningComplete.addListener(async () => {
        throw new Error('grr');
      });
      return events;
    };
    expect((await run({ userClasses: [Walker], events: broken(), log: quiet })).exitCode).toBe(2);
    expect((await run({ userClasses: [failing], events: broken(), log: quiet })).exitCode).toBe(1);
  });

  it.each(['testStop', 'quitting', 'quit'] as const)('is 2 after a listener of %s threw', async (name) => {
    const events = new Events();
    (events[name] as Hook<unknown>).addListener(() => {
      throw new Error('grr');
    });
    expect((await run({ userClasses: [Walker], events, log: quiet })).exitCode).toBe(2);
  });

  it('is what a quitting listener sets, before everything else', async () => {
    const events = new Events();
    events.quitting.addListener(({ environment }) => {
      environment.processExitCode = 0;
    });
    expect((await run({ userClasses: [throwing], events, log: quiet })).exitCode).toBe(0);
  });

  it('is 2 if a listener sets an invalid one, and the log names the listener', async () => {
    const events = new Events();
    events.quitting.addListener(function decide({ environment }) {
      environment.processExitCode = 'x' as unknown as number;
    });
    const { log, lines } = newLog();
    expect((await run({ userClasses: [Walker], events, ...log })).exitCode).toBe(2);
    expect(lines).toContainEqual(expect.stringContaining('quitting (decide)'));
    expect(lines).toContainEqual(expect.stringContaining("from 0 to 255, or null, got 'x'."));
  });

  it('is 2 if a user cannot be constructed, and the run ends', async () => {
    class Unborn extends Walker {
      constructor(...parts: ConstructorParameters<typeof Walker>) {
        super(...parts);
        throw new Error('no ticket');
      }
    }
    const { log, lines } = newLog();
    expect((await run({ userClasses: [Unborn], ...log })).exitCode).toBe(2);
    expect(lines).toContain('CRITICAL/locust.runners: Class Unborn could not be constructed: no ticket');
  });
});

describe('a run that cannot start', () => {
  class Homeless extends HttpUser {
    @task go(): void {}
  }
  class Idle extends User {}
  class Heavy extends Walker {
    static override weight = -1;
  }
  class Resting extends Walker {
    static override weight = 0;
  }
  class Pythonic extends Walker {
    static wait_time = constant(1);
  }
  const twin = { Walker: class extends Walker {} }.Walker as UserClass;
  const broken = new Events();
  broken.init.addListener(() => {
    throw new Error('no database');
  });

  it.each<[string, Partial<RunOptions>]>([
    ['NO_USERS', { userClasses: [] }],
    ['NO_USERS', { userClasses: [Resting] }],
    ['NO_TASKS', { userClasses: [Idle] }],
    ['BAD_WEIGHT', { userClasses: [Walker, Heavy] }],
    ['DUPLICATE_USER', { userClasses: [Walker, Walker] }],
    ['DUPLICATE_USER', { userClasses: [Walker, twin] }],
    ['MISSING_HOST', { userClasses: [Homeless] }],
    ['BAD_HOST', { userClasses: [Homeless], host: 'localhost' }],
    ['INIT_FAILED', { events: broken }],
    ['CSV_NOT_WRITABLE', { csvPrefix: '/dev/null/x' }],
    ['BAD_OPTION', { userClasses: [{} as UserClass] }],
    ['BAD_OPTION', { tags: 'x' as unknown as string[] }],
    ['BAD_OPTION', { users: -1 }],
    ['BAD_OPTION', { users: 1.5 }],
    ['BAD_OPTION', { users: Number.NaN }],
    ['BAD_OPTION', { spawnRate: 0 }],
    ['BAD_OPTION', { spawnRate: Number.POSITIVE_INFINITY }],
    ['BAD_OPTION', { runTimeSeconds: -1 }],
    ['BAD_OPTION', { stopTimeoutSeconds: Number.NaN }],
  ])('rejects with %s for %o', async (code, given) => {
    const attempt = run({ userClasses: [Walker], log: quiet, ...given });
    await expect(attempt).rejects.toMatchObject({ name: 'TslocError', code });
  });

  it.each<[Partial<RunOptions>, string, string?]>([
    [{ spawnRate: -2 }, 'Expected spawnRate to be a number above 0, got -2.'],
    [{ userClasses: [Heavy] }, 'Expected weight of class Heavy to be a number from 0 to 1000000000, got -1.'],
    [{ userClasses: [Resting] }, 'Expected a user class with a weight above 0, got none.'],
    [
      { userClasses: [Idle] },
      'Expected class Idle to have a task, got none.',
      'Put @task before at least one of its methods.',
    ],
    [
      { userClasses: [Pythonic] },
      "Expected 'waitTime' in class Pythonic, got Python's 'wait_time'.",
      'Rename it: wait_time is waitTime here.',
    ],
    [
      { userClasses: [Homeless], host: '127.0.0.1:8000' },
      "Expected a host that starts with http:// or https://, got '127.0.0.1:8000'.",
      'Write the host with its scheme, such as http://127.0.0.1:8000.',
    ],
  ])('reports for %o what is wrong, and what to do', async (given, message, hint) => {
    await expect(run({ userClasses: [Walker], ...given })).rejects.toMatchObject({ message, hint });
  });

  it('leaves out a class of weight 0', async () => {
    const { log, lines } = newLog();
    await run({ userClasses: [Walker, Resting], ...log });
    expect(lines).toContain('INFO/locust.runners: All users spawned: {"Walker": 1} (1 total users)');
  });
});

describe('errors that cannot be read', () => {
  const throwing = () => {
    throw new Error('from a getter');
  };
  const unreadable = (key: string) => Object.defineProperty(new Error('x'), key, { get: throwing });
  const proxy = () => new Proxy(new Error('x'), { get: throwing, has: throwing, getPrototypeOf: throwing });

  it.each([
    ['a stack that is a number', () => Object.assign(new Error('x'), { stack: 42 })],
    ['a stack that throws', () => unreadable('stack')],
    ['a message that throws', () => unreadable('message')],
    ['a name that throws', () => unreadable('name')],
    ['a proxy that refuses everything', proxy],
  ])('are recorded each time, and the user continues: %s', async (_, makeError) => {
    class Thrower extends User {
      static override waitTime = constant(0.001);
      #tasks = 0;

      @task fail(): void {
        if (++this.#tasks === 10) this.environment.runner?.quit();
        throw makeError();
      }
    }
    const { exitCode, snapshot } = await run({ userClasses: [Thrower], users: 1, log: quiet });
    expect(snapshot.stats.exceptions).toMatchObject([{ count: 10 }]);
    expect(exitCode).toBe(1);
  });
});

describe('a check of the results in a listener of quitting', () => {
  class Failing extends User {
    static override waitTime = constant(0.001);

    @task fail(): void {
      this.environment.events.request.fire(makeSample({ exception: 'bad' }));
      if (this.environment.stats.total.numRequests >= 10) this.environment.runner?.quit();
    }
  }

  async function runWith(userClass: UserClass, check: (environment: Environment) => void) {
    const events = new Events();
    events.quitting.addListener(({ environment }) => check(environment));
    const { log, lines } = newLog();
    const { exitCode } = await run({ userClasses: [userClass], users: 1, events, ...log });
    return { exitCode, lines };
  }

  it('sees the fail ratio and percentiles, and sets the exit code', async () => {
    const { exitCode } = await runWith(Failing, (environment) => {
      const { total } = environment.stats;
      const entry = environment.stats.get('/a', 'GET');
      if (total.failRatio > 0.05 && entry.getResponseTimePercentile(0.95) === 10) environment.processExitCode = 7;
    });
    expect(exitCode).toBe(7);
  });

  it('fails with the right name if it reads one of Locust’s Python names, and never passes silently', async () => {
    const { exitCode, lines } = await runWith(Walker, (environment) => {
      const { total } = environment.stats as unknown as { total: { fail_ratio: number } };
      if (total.fail_ratio > 0.05) environment.processExitCode = 7;
    });
    expect(exitCode).toBe(2);
    expect(lines.join('\n')).toContain('Expected a name that tsloc has, got stats entry.fail_ratio.');
  });
});

describe('the targets of a run', () => {
  class Measured extends User {
    static override waitTime = constant(0.01);

    @task @tag('pay') async pay(): Promise<void> {
      await this.measure('SQL', 'insert', () => {});
      if (this.environment.stats.total.numRequests >= 5) this.environment.runner?.quit();
    }
  }

  it('are judged, and the result has the judgement', async () => {
    const targets = [
      'count >= 5',
      'user Measured count >= 5',
      'tag pay error rate <= 0%',
      { target: 'rps > 1e', level: 'target' },
    ];
    const { log } = newLog();
    const given = { userClasses: [Measured], users: 1, ...log };
    await expect(run({ ...given, targets: targets as never })).rejects.toMatchObject({
      code: 'BAD_TARGET',
      exitCode: 2,
    });
    const warning = { target: 'count > 1000', level: 'target' } as const;
    const good = await run({
      ...given,
      targets: ['count >= 5', 'user Measured count >= 5', 'tag pay error rate <= 0%', warning],
    });
    expect(good).toMatchObject({ exitCode: 0, judgement: { passed: true, exitCode: 0 } });
    expect(good.judgement.results.map(({ state }) => state)).toEqual(['met', 'met', 'met', 'missed']);
    const bad = await run({ ...given, targets: ['tag refund count >= 1'] });
    expect(bad).toMatchObject({ exitCode: 1, reason: '1 of 1 targets is missed.', judgement: { passed: false } });
    expect((await run(given)).judgement).toEqual({ passed: true, exitCode: 0, results: [] });
  });
});
