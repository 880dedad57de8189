import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MasterNode } from '../../src/cluster/master/master-node.js';
import type { Environment } from '../../src/core/environment.js';
import { Events, events as globalEvents } from '../../src/core/events/global-events.js';
import type { Hook } from '../../src/core/events/hook.js';
import { makeOptions } from '../../src/core/options/options.js';
import type { Reporter } from '../../src/core/reporter.js';
import { LoadShape, type Tick } from '../../src/core/shape.js';
import type { Snapshot } from '../../src/core/snapshot.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { Run } from '../../src/run/run.js';
import { run } from '../../src/run/run-in-script.js';
import type { UserClass } from '../../src/user/classes/check.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { constant } from '../../src/user/wait.js';
import { Log } from '../../src/util/log/log.js';
import { sleep } from '../../src/util/loop/clock.js';
import { MemoryHub } from '../helpers/cluster/memory-link.js';
import { readCsv } from '../helpers/files/csv.js';
import { folderWith, requestsIn } from '../helpers/processes/cli.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { until } from '../helpers/users/start-user.js';
import { newLog, quiet, Walker, walkerThat } from '../helpers/users/walker.js';

describe('a master whose page cannot be opened', () => {
  it('tells the workers that have joined meanwhile to leave, and closes its port', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const hub = new MemoryHub();
    const worker = hub.workerLink('h_1');
    const got: string[] = [];
    worker.onMessage = ({ type }) => {
      got.push(type);
      if (type === 'quit') worker.send({ type: 'quit', data: null, nodeId: 'h_1' });
    };
    await worker.start();
    worker.send({ type: 'client_ready', data: -1, nodeId: 'h_1' });
    const created = new Run({
      userClasses: [Walker],
      options: makeOptions({ csvPrefix: '' }),
      events: new Events(),
      log: new Log('CRITICAL', quiet),
      page: { version: '1', locustfile: null, userClasses: [], shapes: new Map(), customFlags: new Map() },
      web: {
        host: '127.0.0.1',
        port: (taken.address() as AddressInfo).port,
        tls: null,
        basePath: '',
        login: false,
        buildPath: null,
      },
      createMaster: (environment) =>
        new MasterNode({ environment, link: hub.masterLink(), version: 'test', rebalances: false }),
    });
    await expect(created.execute()).rejects.toMatchObject({ code: 'PORT_IN_USE' });
    expect([got, hub.master]).toEqual([['ack', 'quit'], null]);
  });
});

describe('stopTest', () => {
  it('does nothing before the first test, not even fire testStop, and stops one that is being started', async () => {
    const { created, events, end } = await idleRun(Walker);
    const seen: string[] = [];
    for (const name of ['testStart', 'testStop'] as const) events[name].addListener(() => void seen.push(name));
    await created.stopTest();
    expect([created.runner.state, seen]).toEqual(['ready', []]);
    void created.startTest({ users: 1, spawnRate: 1 });
    await created.stopTest();
    expect(created.runner.state).toBe('stopped');
    await end();
    expect(seen).toEqual(['testStart', 'testStop']);
  });

  it('resolves when all users have ended, though a task does not react to the stop at once', async () => {
    let isBusy = false;
    class Busy extends User {
      @task async work(): Promise<void> {
        isBusy = true;
        await sleep(500);
        isBusy = false;
      }
    }
    const { created, end } = await idleRun(Busy);
    void created.startTest({ users: 1, spawnRate: 1 });
    await until(() => isBusy);
    await created.stopTest();
    expect([created.runner.state, created.runner.userCount, isBusy]).toEqual(['stopped', 0, false]);
    await end();
  });

  it('waits for listeners of testStopping before users stop, also if it is called again', async () => {
    const { created, events, end } = await idleRun(Walker);
    const states: string[] = [];
    events.testStopping.addListener(async () => {
      await sleep(100);
      states.push(created.runner.state);
    });
    void created.startTest({ users: 1, spawnRate: 1 });
    await until(() => created.runner.state === 'running');
    const first = created.stopTest();
    await sleep(1); // the listener runs
    await Promise.all([first, created.stopTest()]);
    expect([states, created.runner.state]).toEqual([['running'], 'stopped']);
    await end();
  });
});

/** A run without a test, as with the page. */
async function idleRun(userClass: UserClass) {
  const events = new Events();
  const log = new Log('CRITICAL', quiet);
  const options = makeOptions({ csvPrefix: '' });
  const created = new Run({
    userClasses: [userClass],
    options,
    events,
    log,
    autostart: false,
    quitAfterSeconds: null,
  });
  const interruption = new AbortController();
  const result = created.execute(interruption.signal);
  await until(() => created.isUnderWay);
  const end = () => {
    interruption.abort();
    return result;
  };
  return { created, events, end };
}

describe('the load in parsedOptions', () => {
  it('is what the run uses, and may be changed in init: users, spawn rate and run time', async () => {
    const events = new Events();
    const seen: unknown[] = [];
    const { log, lines } = newLog();
    events.init.addListener(({ environment: { parsedOptions, runner } }) => {
      const { numUsers, spawnRate, runTime } = parsedOptions;
      seen.push({ numUsers, spawnRate, runTime });
      Object.assign(parsedOptions, { numUsers: 3, spawnRate: 1_000, runTime: 60 });
      events.spawningComplete.addListener((complete) => {
        seen.push(complete);
        runner?.quit();
      });
    });
    class Waiting extends User {
      static override waitTime = constant(100);
      @task wait3() {}
    }
    await run({ userClasses: [Waiting], events, ...log });
    expect(seen).toEqual([{ numUsers: 1, spawnRate: 1, runTime: null }, { userCount: 3 }]);
    const load = ['Run time limit set to 60 seconds', 'Ramping to 3 users at a rate of 1000.00 per second'];
    expect(lines.join('\n')).toMatch(new RegExp(load.join('[^]*')));
  });

  it.each([{ numUsers: -5 }, { spawnRate: 0 }, { runTime: '10s' }])('cannot be %j', async (wrong) => {
    const events = new Events();
    events.init.addListener(({ environment }) => void Object.assign(environment.parsedOptions, wrong));
    const log: string[] = [];
    const { exitCode } = await run({ userClasses: [Walker], events, log: (line) => log.push(line) });
    expect(exitCode).toBe(2);
    expect(log.join('\n')).toMatch(/The test failed: .*Expected (whole users|a run time)/);
  });

  it('is read by a shape that uses the common options', async () => {
    class Common extends LoadShape {
      static override useCommonOptions = true;
      override tick(): Tick | null {
        const { numUsers, spawnRate } = this.runner?.environment.parsedOptions ?? { numUsers: 0, spawnRate: 0 };
        return [numUsers, spawnRate]; // the user ends the run
      }
    }
    const { snapshot } = await run({ userClasses: [Walker], shape: new Common() });
    expect(snapshot.stats.total.numRequests).toBe(10);
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

  it.each([
    ['http://127.0.0.1:9', 0],
    [null, 1],
  ])('let a testStart listener set the host %s: exit code %i', async (host, exitCode) => {
    const events = new Events();
    const hosts: unknown[] = [];
    events.testStart.addListener(({ environment }) => {
      environment.host = host;
    });
    class Visitor extends HttpUser {
      @task look(): void {
        hosts.push(this.host);
        this.environment.events.request.fire(makeSample());
        this.environment.runner?.quit();
      }
    }
    const { log, lines } = newLog();
    expect((await run({ userClasses: [Visitor], events, ...log })).exitCode).toBe(exitCode);
    expect(hosts).toEqual(host === null ? [] : [host]);
    expect(lines.join().includes('Expected a host for class Visitor, got none.')).toBe(host === null);
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
    expect(readdirSync(join(prefix, '..')).sort()).toEqual(
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
  });

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
