import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Events } from '../../src/core/events/global-events.js';
import { FastHttpUser } from '../../src/protocols/http/fast-http-user.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { run } from '../../src/run/run-in-script.js';
import type { RunOptions } from '../../src/run/run-options.js';
import type { UserClass } from '../../src/user/classes/check.js';
import { tag } from '../../src/user/tasks/tag.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { constant } from '../../src/user/wait.js';
import { root } from '../helpers/files/source-files.js';
import { Command, folderWith } from '../helpers/processes/cli.js';
import { newLog, quiet, Walker, walkerThat } from '../helpers/users/walker.js';

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
    expect(first.slice(0, 4)).toEqual(['http://127.0.0.1:9', 'abc', ['wanted'], 1.5]);
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
    ['BAD_SCENARIO', { workload: { distribution: { small: -1 } } }],
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
    [{ userClasses: [Resting] }, 'Expected a user class with a weight or fixedCount above 0, got none.'],
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
