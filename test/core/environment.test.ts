import { describe, expect, it } from 'vitest';
import { Environment } from '../../src/core/environment.js';
import { Events } from '../../src/core/events/global-events.js';
import { makeOptions } from '../../src/core/options/options.js';
import { StopTest, StopUser } from '../../src/core/signals.js';
import { Log } from '../../src/util/log/log.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

describe('Environment', () => {
  it('counts every finished request before other listeners are called', () => {
    const events = new Events();
    const seen: number[] = [];
    const { environment } = makeEnvironment({}, [], events);
    events.request.addListener(() => seen.push(environment.stats.total.numRequests));
    events.request.fire(makeSample({ exception: 'bad' }));
    events.request.fire(makeSample());
    expect(seen).toEqual([1, 2]);
    expect(environment.stats.failures.size).toBe(1);
  });

  it('counts requests first even if listeners were added before it', () => {
    const events = new Events();
    const seen: number[] = [];
    events.request.addListener(() => seen.push(environment.stats.total.numRequests));
    const { environment } = makeEnvironment({}, [], events);
    events.request.fire(makeSample());
    expect(seen).toEqual([1]);
  });

  it('stops listening when it is released, so that events can serve the next run', () => {
    const events = new Events();
    const first = makeEnvironment({}, [], events);
    first.environment.release();
    const second = makeEnvironment({}, [], events);
    events.request.fire(makeSample());
    events.userError.fire({ userInstance: null, exception: new Error('x'), traceback: '' });
    expect(first.environment.stats.total.numRequests).toBe(0);
    expect(first.environment.stats.exceptions.size).toBe(0);
    expect(second.environment.stats.total.numRequests).toBe(1);
    expect(second.environment.stats.exceptions.size).toBe(1);
  });

  it('does not share its events: a concurrent second environment, which would count the same requests, is refused', () => {
    const events = new Events();
    const { environment } = makeEnvironment({}, [], events);
    expect(() => makeEnvironment({}, [], events)).toThrow(expect.objectContaining({ code: 'EVENTS_IN_USE' }));
    events.request.fire(makeSample());
    expect(environment.stats.total.numRequests).toBe(1);
  });

  it.each([-1, 256, 1.5, Number.NaN, '3', undefined])('refuses %o as the exit code', (code) => {
    const { environment } = makeEnvironment();
    environment.processExitCode = 3;
    expect(() => {
      environment.processExitCode = code as number;
    }).toThrow(expect.objectContaining({ code: 'BAD_EXIT_CODE' }));
    expect(environment.processExitCode).toBe(3);
  });

  it.each([0, 255, null])('takes %o as the exit code', (code) => {
    const { environment } = makeEnvironment();
    environment.processExitCode = code;
    expect(environment.processExitCode).toBe(code);
  });

  it('keeps windows of percentiles for each entry only with the full history', () => {
    for (const statsHistoryEnabled of [false, true]) {
      const { environment } = makeEnvironment({ statsHistoryEnabled });
      environment.stats.record(makeSample(), 1_700_000_000);
      const current = environment.stats.get('/a', 'GET').getCurrentResponseTimePercentile(0.5, 1_700_000_010);
      expect(current).toBe(statsHistoryEnabled ? 10 : null);
    }
  });

  it('logs a listener that fails, by event and name, and remembers that something failed', () => {
    const { environment, log } = makeEnvironment();
    expect(environment.unhandledError).toBe(false);
    environment.events.spawningComplete.addListener(function countUsers() {
      throw new Error('broken');
    });
    environment.events.spawningComplete.fire({ userCount: 1 });
    expect(environment.unhandledError).toBe(true);
    expect(log).toEqual([
      expect.stringMatching(
        /^ERROR\/root: Uncaught exception in event handler: spawningComplete \(countUsers\)\nError: broken\n +at /,
      ),
    ]);
  });

  it('logs the 1st, 10th and 100th error of a listener that fails with every request', () => {
    const { environment, log } = makeEnvironment();
    let count = 0;
    environment.events.request.addListener(() => {
      throw `order ${count++} is wrong`;
    });
    for (let i = 0; i < 250; i++) environment.events.request.report(makeSample());
    const message = 'Uncaught exception in event handler: request\norder';
    expect(log).toEqual([
      `ERROR/root: ${message} 0 is wrong`,
      `ERROR/root: (seen 10 times) ${message} 9 is wrong`,
      `ERROR/root: (seen 100 times) ${message} 99 is wrong`,
    ]);
  });

  it('records a task error that cannot be read', () => {
    const { environment, log } = makeEnvironment();
    const unreadable = {
      get: () => {
        throw new Error('from a getter');
      },
    };
    const exception = Object.defineProperties(new Error('x'), { stack: unreadable, message: unreadable });
    environment.events.userError.fire({ userInstance: {}, exception } as never);
    expect(environment.stats.exceptions.list()).toMatchObject([{ count: 1 }]);
    expect(log).toEqual([expect.stringContaining('ERROR/locust.user.task: Error')]);
  });

  it('refuses Locust’s Python names, in options too', () => {
    const { environment } = makeEnvironment();
    expect(() => Reflect.get(environment, 'parsed_options')).toThrow(expect.objectContaining({ code: 'UNKNOWN_NAME' }));
    expect(() => Reflect.get(environment.parsedOptions, 'num_users')).toThrow(/parsedOptions.num_users/);
  });

  it('logs a listener that throws something else than an error', () => {
    const { environment, log } = makeEnvironment();
    environment.events.quit.addListener(() => {
      throw 'just text';
    });
    environment.events.quit.fire({ exitCode: 0 });
    expect(log).toEqual(['ERROR/root: Uncaught exception in event handler: quit\njust text']);
  });

  it('shows type and message of a thrown value once, and only frames of user code', () => {
    const { environment, log } = makeEnvironment();
    const exception = new TypeError('sold out\nfor today');
    const own = new URL('../../dist/user/tasks/task-loop.js', import.meta.url).href;
    exception.stack = `${exception}\n    at Shop.buy (/home/me/shop.ts:3:9)\n    at runTasks (${own}:36:24)`;
    environment.events.userError.fire({ userInstance: null, exception, traceback: '' });
    expect(log).toEqual([
      'ERROR/locust.user.task: TypeError: sold out\nfor today\n    at Shop.buy (/home/me/shop.ts:3:9)',
    ]);
    environment.events.userError.fire({ userInstance: null, exception: 'just text', traceback: '' });
    expect(log[1]).toBe('ERROR/locust.user.task: just text');
  });

  it('ends the test if a listener throws StopTest, which is not a failure', async () => {
    const { environment, log } = makeEnvironment();
    let ends = 0;
    environment.runner = { endTest: () => ends++ } as never;
    const stop = () => Promise.reject(new StopTest('enough'));
    environment.events.testStart.addListener(stop);
    environment.events.request.addListener(stop);
    await environment.events.testStart.fireAndWait({ environment });
    environment.events.request.fire(makeSample());
    await new Promise(setImmediate);
    expect([ends, environment.unhandledError]).toEqual([2, false]);
    expect(log).toEqual(new Array(2).fill('INFO/locust.runners: The test ends: enough'));
  });

  it('logs that a signal has no effect outside of a user', async () => {
    const { environment, log } = makeEnvironment();
    environment.events.request.addListener(async function late() {
      throw new StopUser();
    });
    environment.events.request.fire(makeSample());
    await new Promise(setImmediate);
    expect(environment.unhandledError).toBe(true);
    expect(log[0]?.split('\n')[0]).toBe(
      'ERROR/root: Uncaught exception in event handler: request (late): it stops a user, but no user runs this code',
    );
  });

  it('counts what tasks throw, and logs the 1st, 10th, 100th and 1,000th time of each place', () => {
    const { environment, log } = makeEnvironment();
    const here = new Error('sold out');
    const elsewhere = new Error('sold out');
    for (let i = 0; i < 1500; i++)
      environment.events.userError.fire({ userInstance: null, exception: here, traceback: '' });
    environment.events.userError.fire({ userInstance: null, exception: elsewhere, traceback: '' });
    expect(environment.stats.exceptions.list().map(({ count, nodes }) => [count, [...nodes]])).toEqual([
      [1500, ['local']],
      [1, ['local']],
    ]);
    expect(log.map((line) => line.split('\n')[0])).toEqual([
      'ERROR/locust.user.task: Error: sold out',
      'ERROR/locust.user.task: (seen 10 times) Error: sold out',
      'ERROR/locust.user.task: (seen 100 times) Error: sold out',
      'ERROR/locust.user.task: (seen 1000 times) Error: sold out',
      'ERROR/locust.user.task: Error: sold out',
    ]);
    expect(log[0]).toContain('environment.test.ts');
  });

  it('prefers --host to the host of a class, and an empty one is none', () => {
    const { environment } = makeEnvironment({ host: 'http://option' });
    expect(environment.hostFor({ host: 'http://class' })).toBe('http://option');
    for (const host of ['', null]) {
      expect(makeEnvironment({ host }).environment.hostFor({ host: 'http://class' })).toBe('http://class');
    }
    expect(makeEnvironment().environment.hostFor({ host: null })).toBeNull();
  });

  it('has the stop timeout in seconds, none by default; the runner reads it in milliseconds', () => {
    const { environment } = makeEnvironment();
    expect([environment.stopTimeout, environment.stopTimeoutMs]).toEqual([0, 0]);
    const { environment: other } = makeEnvironment({ stopTimeout: 3 });
    expect([other.stopTimeout, other.stopTimeoutMs]).toEqual([3, 3000]);
  });

  it('lets a listener set the stop timeout, as the option, which workers get', () => {
    const { environment } = makeEnvironment({ stopTimeout: 3 });
    environment.stopTimeout = 0.5;
    expect([environment.parsedOptions.stopTimeout, environment.stopTimeoutMs]).toEqual([0.5, 500]);
  });

  it.each([-1, '10', null, Number.POSITIVE_INFINITY])('rejects a stop timeout of %j', (value) => {
    const { environment } = makeEnvironment({ stopTimeout: 3 });
    expect(() => Object.assign(environment, { stopTimeout: value })).toThrow(
      expect.objectContaining({
        code: 'BAD_STOP_TIMEOUT',
        message: expect.stringContaining('Expected environment.stopTimeout to be a number from 0 to'),
      }),
    );
    expect(environment.stopTimeout).toBe(3);
  });

  it('gives the n-th user of a class the same random numbers in every run with the same seed', () => {
    const numbers = (names: readonly string[], seed = 'test') => {
      const { environment } = makeEnvironment({ seed });
      return Object.fromEntries(names.map((name, i) => [`${name} ${i}`, environment.randomForUser(name).next()]));
    };
    const once = numbers(['A', 'B', 'A']);
    expect(numbers(['A', 'B', 'A'])).toEqual(once);
    expect(numbers(['A', 'C', 'A'])).toMatchObject({ 'A 0': once['A 0'], 'A 2': once['A 2'] });
    expect(new Set(Object.values(once)).size).toBe(3);
    expect(numbers(['A'], 'other')['A 0']).not.toBe(once['A 0']);
  });

  it('chooses a seed if none is given, and exposes it', () => {
    const make = () =>
      new Environment({
        userClasses: [],
        options: makeOptions(),
        events: new Events(),
        log: new Log('CRITICAL', () => {}),
      });
    const seeds = Array.from({ length: 5 }, () => make().seed);
    for (const seed of seeds) expect(seed).toMatch(/^\d+$/);
    expect(new Set(seeds).size).toBeGreaterThan(1);
    expect(makeEnvironment({ seed: 'mine' }).environment.seed).toBe('mine');
  });
});
