/** What the live view costs: the share of a core for one frame a second, of a wide terminal and many rows. */
import { LiveReporter } from '../../../src/cli/live-view/live-reporter.js';
import { Terminal } from '../../../src/cli/terminal/terminal.js';
import { Environment } from '../../../src/core/environment.js';
import { Events } from '../../../src/core/events/global-events.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { Log } from '../../../src/util/log/log.js';

const names = Number(process.argv[2]);
const seconds = 60;
const requestsPerSecond = 5_000;

const environment = new Environment({
  userClasses: [],
  options: makeOptions(),
  events: new Events(),
  log: new Log('ERROR', () => {}),
});
const terminal = new Terminal({ isTTY: true, columns: 200, rows: 60, write: () => true });
const reporter = new LiveReporter(terminal, () => ({
  runTime: seconds,
  iterations: null,
  spawnRate: 1,
  hasKeys: true,
}));

function record(second: number): void {
  for (let n = 0; n < requestsPerSecond; n++) {
    const exception = n % 100 === 0 ? 'late' : null;
    const name = `/orders/${n % names}`;
    const rest = { responseLength: 100, status: 200, url: '', context: {}, response: null };
    environment.stats.record(
      { requestType: 'GET', name, responseTime: (n * 7) % 300, exception, startTime: second, ...rest },
      second,
    );
  }
}

reporter.start(takeSnapshot(environment, 0));
let microseconds = 0;
for (let second = 1; second <= seconds; second++) {
  record(second);
  const snapshot = takeSnapshot(environment, second);
  const before = process.cpuUsage();
  reporter.tick(snapshot);
  const { user, system } = process.cpuUsage(before);
  microseconds += user + system;
}
console.log(JSON.stringify({ percent: microseconds / 1e4 / seconds }));
