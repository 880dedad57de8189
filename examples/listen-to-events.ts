/** Event listeners, a custom command-line option, and an exit code of your own. */
import { constant, events, HttpUser, task } from 'tsloc';

declare global {
  interface TslocOptions {
    readonly slowAfter: number;
  }
}

let slow = 0;

events.initCommandLineParser.addListener(({ parser }) => {
  parser.addArgument('--slow-after', { type: 'integer', default: 200, help: 'Milliseconds that count as slow' });
});

events.init.addListener(({ environment }) => {
  events.request.addListener(({ responseTime }) => {
    if ((responseTime ?? 0) > environment.parsedOptions.slowAfter) slow++;
  });
});

events.testStart.addListener(() => console.log('the test starts'));
events.testStop.addListener(() => console.log(`the test ends: ${slow} slow requests`));

events.quitting.addListener(({ environment }) => {
  const { numRequests } = environment.stats.total;
  if (numRequests > 0 && slow / numRequests > 0.1) environment.processExitCode = 3;
});

export class Visitor extends HttpUser {
  static override host = 'http://127.0.0.1:8000';
  static override waitTime = constant(0.1);

  @task
  async home() {
    await this.client.get('/health');
  }
}
