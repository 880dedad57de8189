import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Events, events as globalEvents } from '../../src/core/events/global-events.js';
import { StopUser } from '../../src/core/signals.js';
import { bodyMemory } from '../../src/http/response/body-memory.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { runSingleUser, type SingleUserOptions } from '../../src/user/single-user.js';
import { tag } from '../../src/user/tasks/tag.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { root } from '../helpers/files/source-files.js';
import { Command, folderWith } from '../helpers/processes/cli.js';
import { serve } from '../helpers/servers/server.js';
import { makeSample } from '../helpers/statistics/samples.js';

/** Reports some requests and ends itself. */
class Reporter extends User {
  @task report() {
    const { request } = this.environment.events;
    request.fire(makeSample({ name: '/files', responseTime: 12.5, context: { shard: 3 } }));
    request.fire(makeSample({ name: '/x', responseTime: null, exception: new TypeError('line one\nline two') }));
    request.fire(makeSample({ name: '/y', responseTime: 1_234, exception: 'e'.repeat(600) }));
    throw new StopUser();
  }
}

async function linesOf(options: SingleUserOptions = {}, userClass = Reporter as typeof User): Promise<string[]> {
  const lines: string[] = [];
  await runSingleUser(userClass, { write: (line) => lines.push(line), ...options });
  return lines;
}

const wide = (text: string) => text.padEnd(50);

describe('runSingleUser', () => {
  it('prints Locust’s columns: name padded to 50, whole ms to 7, the error in one line of at most 500 characters', async () => {
    expect(await linesOf()).toEqual([
      `\ntype\t${wide('name')}\tresp_ms\texception`,
      `GET\t${wide('/files')}\t12     \t         `,
      `GET\t${wide('/x')}\t-1     \tTypeError('line one\\nline two')`,
      `GET\t${wide('/y')}\t1234   \t${'e'.repeat(500)}`,
    ]);
  });

  it('prints time, length and context on request', async () => {
    const [head, first] = await linesOf({ includeTime: true, includeLength: true, includeContext: true });
    expect(head).toBe(`\n${'time'.padEnd(24)}\ttype\t${wide('name')}\tresp_ms\tlength\texception\tcontext`);
    expect(first).toBe(`2023-11-14T22:13:20.000Z\tGET\t${wide('/files')}\t12     \t100\t         \t{"shard":3}`);
  });

  it('runs init, testStart, onStart, tasks and onStop', async () => {
    const events = new Events();
    const order: string[] = [];
    events.init.addListener(({ runner, webUi }) => void order.push(`init ${runner} ${webUi}`));
    events.testStart.addListener(async ({ environment }) => {
      await new Promise(setImmediate);
      order.push(`testStart ${environment.userClasses.map(({ name }) => name)}`);
    });
    class Alone extends User {
      override onStart() {
        order.push('onStart');
      }
      @task go() {
        order.push('go');
        throw new StopUser();
      }
      override onStop() {
        order.push('onStop');
      }
    }
    await linesOf({ events }, Alone);
    expect(order).toEqual(['init null null', 'testStart Alone', 'onStart', 'go', 'onStop']);
  });

  it('takes host, seed, tags and iterations as run() does', async () => {
    const urls: string[] = [];
    const server = await serve((request, response) => {
      urls.push(request.url ?? '');
      response.end('hello');
    });
    class Visitor extends HttpUser {
      @tag('wanted') @task async right() {
        await this.client.get(`/right?${this.environment.seed}`);
      }
      @task async wrong() {
        await this.client.get('/wrong');
      }
    }
    const lines = await linesOf({ host: server.url, seed: 'abc', tags: ['wanted'], iterations: 2 }, Visitor);
    expect(urls).toEqual(['/right?abc', '/right?abc']);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^GET\t\/right\?abc {40}\t\d+ +\t {9}$/);
  });

  it('limits bodies by maxTotalBodyBytes', async () => {
    const server = await serve((_, response) => void response.end('x'.repeat(1_000_000)));
    const { maxBytes } = bodyMemory;
    onTestFinished(() => void Object.assign(bodyMemory, { maxBytes }));
    class Visitor extends HttpUser {
      @task async look() {
        await this.client.get('/');
      }
    }
    const lines = await linesOf({ host: server.url, maxTotalBodyBytes: 100, iterations: 1 }, Visitor);
    expect(lines[1]).toContain('--max-total-body-bytes');
  });

  it('removes its listeners, so that a second call prints each request once', async () => {
    const events = new Events();
    const first: string[] = [];
    await runSingleUser(Reporter, { events, write: (line) => first.push(line) });
    const second: string[] = [];
    await runSingleUser(Reporter, { events, write: (line) => second.push(line) });
    events.request.fire(makeSample());
    expect([first.length, second.length]).toEqual([4, 4]);
  });

  it('fires the global events, or those of the option `events`', async () => {
    const heard: string[] = [];
    const listeners = {
      testStart: globalEvents.testStart.addListener(() => heard.push('testStart')),
      request: globalEvents.request.addListener(({ name }) => heard.push(name)),
    };
    await linesOf({ events: new Events() });
    expect(heard).toEqual([]);
    await linesOf();
    globalEvents.testStart.removeListener(listeners.testStart);
    globalEvents.request.removeListener(listeners.request);
    expect(heard).toEqual(['testStart', '/files', '/x', '/y']);
  });

  it('has the options that listeners add, with defaults or given values', async () => {
    const events = new Events();
    events.initCommandLineParser.addListener(({ parser }) => parser.addArgument('--slow-after', { default: 200 }));
    const seen: unknown[] = [];
    events.init.addListener(({ environment }) => void seen.push(environment.parsedOptions));
    await linesOf({ events });
    await linesOf({ events, customOptions: { slowAfter: 5 } as object });
    expect(seen).toMatchObject([{ slowAfter: 200 }, { slowAfter: 5 }]);
  });

  it('rejects if an init listener fails, or a class or an option is wrong', async () => {
    const events = new Events();
    events.init.addListener(() => {
      throw new Error('no database');
    });
    await expect(linesOf({ events, loglevel: 'CRITICAL' })).rejects.toMatchObject({ code: 'INIT_FAILED' });
    await expect(linesOf({ events, loglevel: 'CRITICAL' })).rejects.toMatchObject({ code: 'INIT_FAILED' });
    expect(events.isInUse).toBe(false);
    class Idle extends User {}
    await expect(linesOf({}, Idle)).rejects.toMatchObject({ code: 'NO_TASKS' });
    await expect(linesOf({ iterations: -1 })).rejects.toMatchObject({ code: 'BAD_OPTION' });
    await expect(linesOf({ runTimeSeconds: 5 } as object)).rejects.toThrow(
      'no runTimeSeconds for runSingleUser(), got 5.',
    );
    class Homeless extends HttpUser {
      @task go() {}
    }
    await expect(linesOf({}, Homeless)).rejects.toMatchObject({ code: 'MISSING_HOST' });
  });

  it('takes a host that a testStart listener sets', async () => {
    const events = new Events();
    events.testStart.addListener(({ environment }) => {
      environment.host = 'http://127.0.0.1:9';
    });
    const hosts: unknown[] = [];
    class Visitor extends HttpUser {
      @task go() {
        hosts.push(this.host);
        throw new StopUser();
      }
    }
    await linesOf({ events }, Visitor);
    expect(hosts).toEqual(['http://127.0.0.1:9']);
  });

  it('prints to stdout, and lets the process end', async () => {
    const script = `
      import { runSingleUser, StopUser, task, User } from '${root}dist/index.js';
      class Worker extends User {
        async go() {
          await this.measure('JOB', 'thumbnail', () => {});
          throw new StopUser();
        }
      }
      task(Worker.prototype, 'go', Object.getOwnPropertyDescriptor(Worker.prototype, 'go'));
      await runSingleUser(Worker);`;
    const { stdout, stderr, exitCode } = await new Command(['--input-type=module', '-e', script], {
      cwd: folderWith(),
    }).ended;
    expect(stdout).toMatch(/^\ntype\tname {46}\tresp_ms\texception\nJOB\tthumbnail {41}\t\d+ +\t {9}\n$/);
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it('runs a TypeScript file with only tsloc installed, as documented', async () => {
    const cwd = folderWith({
      'users.ts': `import { StopUser, task, User } from 'tsloc';
        export class Visitor extends User {
          @task async look(): Promise<void> {
            await this.measure('JOB', 'thumbnail', () => {});
            throw new StopUser();
          }
        }`,
      'debug.ts': `import { runSingleUser } from 'tsloc';
        import { Visitor } from './users.js';
        runSingleUser(Visitor, { host: 'http://127.0.0.1:8000' });`,
      'node_modules/.keep': '',
    });
    symlinkSync(root, join(cwd, 'node_modules/tsloc'));
    symlinkSync(join(root, 'node_modules/tsx'), join(cwd, 'node_modules/tsx'));
    const { stdout, stderr, exitCode } = await new Command(['--import', 'tsx', 'debug.ts'], { cwd }).ended;
    const line = stdout.split('\n')[2]?.replace(/\t\d+ +\t/, '\t0      \t'); // a busy machine takes some ms
    expect([line, stderr, exitCode]).toEqual([`JOB\t${wide('thumbnail')}\t0      \t         `, '', 0]);
  });
});
