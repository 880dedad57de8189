/** What compiles of events, and what does not: checked only by the type checker. */
import { type Environment, Events, events, User } from 'tsloc';

// Every event of Locust, by its name in camelCase, with what its listeners are given.
events.initCommandLineParser.addListener(({ parser }) => parser.addArgument('--my-arg'));
events.init.addListener(({ environment, runner, webUi }) => [environment.stats, runner?.state, webUi]);
events.testStart.addListener(({ environment }) => environment.parsedOptions);
events.spawningComplete.addListener(({ userCount }) => userCount.toFixed());
events.userError.addListener(({ userInstance, exception, traceback }) => [userInstance, exception, traceback.length]);
events.testStopping.addListener(({ environment }) => environment.runner?.userCount);
events.testStop.addListener(async ({ environment }) => environment.userClasses.map(({ name }) => name));
events.quitting.addListener(({ environment }) => {
  environment.processExitCode = 3;
});
events.quit.addListener(({ exitCode }) => exitCode.toFixed());
events.cpuWarning.addListener(({ environment, cpuUsage }) => [environment.seed, cpuUsage.toFixed()]);
events.usageMonitor.addListener(({ cpuUsage, memoryUsage }) => cpuUsage + memoryUsage);
events.resetStats.addListener(() => {});
events.request.addListener((sample) => {
  const { requestType, name, responseTime, responseLength, exception, context, startTime, url, response } = sample;
  const texts: string[] = [requestType, name, url];
  const numbers: (number | null)[] = [responseTime, responseLength, startTime];
  const error: Error | string | null = exception;
  return [texts, numbers, error, context.key, response];
});

// @ts-expect-error Python's spelling
events.test_start.addListener(() => {});
// @ts-expect-error no such event
events.userStarted.addListener(() => {});
// @ts-expect-error Python's spelling
events.testStart.add_listener(() => {});
// @ts-expect-error Python's spelling
events.quit.addListener(({ exit_code }) => exit_code);
// @ts-expect-error it has no exit code yet
events.quitting.addListener(({ exitCode }) => exitCode);
// @ts-expect-error Python's spelling
events.request.addListener(({ response_time }) => response_time);
// @ts-expect-error it may be null
events.request.addListener(({ responseTime }) => responseTime.toFixed());
// @ts-expect-error there may be no runner
events.init.addListener(({ runner }) => runner.quit());
// @ts-expect-error what was thrown may be anything
events.userError.addListener(({ exception }) => exception.message);

// Three members are enough; the rest has defaults.
events.request.fire({ requestType: 'WS', name: 'feed', responseTime: null });
events.request.fire({
  ...{ requestType: 'WS', name: 'feed', responseTime: 1.5, responseLength: 3, exception: 'too late' },
  ...{ context: { room: 1 }, response: new Uint8Array(), startTime: 1_700_000_000, url: 'ws://127.0.0.1' },
});
// @ts-expect-error no name
events.request.fire({ requestType: 'WS', responseTime: 1 });
// @ts-expect-error Python's spelling
events.request.fire({ request_type: 'WS', name: 'feed', responseTime: 1 });
// @ts-expect-error a number or null
events.request.fire({ requestType: 'WS', name: 'feed', responseTime: '1' });
// @ts-expect-error an Error, a text or null
events.request.fire({ requestType: 'WS', name: 'feed', responseTime: 1, exception: 404 });

export function steer(environment: Environment): void {
  const { runner } = environment;
  if (runner === null) return;
  runner.registerMessage('hello', ({ message: { type, data, nodeId } }) => [type, data, nodeId]);
  runner.sendMessage('hello', { anything: 1 });
  void runner.start({ users: 3, spawnRate: 1 }).then(() => runner.stop());
  runner.quit();
  // @ts-expect-error Python's spelling
  runner.send_message('hello');
  // @ts-expect-error a load has a spawn rate
  void runner.start({ users: 3 });
  // @ts-expect-error it is a number or null
  environment.processExitCode = '3';
  // @ts-expect-error Python's spelling
  environment.process_exit_code = 3;
}

export class Meter extends User {
  async look() {
    const text: string | undefined = await this.measure('SQL', 'select', () => 'row', {
      responseLength: (row) => row.length,
    });
    // @ts-expect-error work that failed has no result
    text.length;
    // @ts-expect-error the work is a function
    await this.measure('SQL', 'select', Promise.resolve(1));
    // @ts-expect-error Python's spelling
    await this.measure('SQL', 'select', () => 1, { response_length: 3 });
  }
}

export const own = new Events();
