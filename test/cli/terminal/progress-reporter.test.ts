import { describe, expect, it } from 'vitest';
import { ProgressReporter } from '../../../src/cli/terminal/progress-reporter.js';
import { Terminal } from '../../../src/cli/terminal/terminal.js';
import { Environment } from '../../../src/core/environment.js';
import { Events } from '../../../src/core/events/global-events.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { progressLine } from '../../../src/report/progress.js';
import { Log } from '../../../src/util/log.js';

const parts = { userClasses: [], options: makeOptions(), events: new Events(), log: new Log('INFO', () => {}) };
const snapshot = takeSnapshot(new Environment(parts), 1_700_000_000);

function ticked(times: number, isTTY: boolean): { screen: string; log: string[]; reporter: ProgressReporter } {
  const state = { screen: '', log: [] as string[] };
  const stream = {
    isTTY,
    columns: 200,
    write: (text: string) => {
      state.screen += text;
    },
  };
  const logger = new Log('INFO', (line) => state.log.push(line)).logger('locust.runners');
  const reporter = new ProgressReporter(new Terminal(stream), logger, 60);
  reporter.start(snapshot);
  for (let second = 1; second <= times; second++) reporter.tick({ ...snapshot, at: snapshot.at + second });
  return Object.assign(state, { reporter });
}

describe('the progress of a run', () => {
  it('is one line on a terminal that stays and changes each second, and no log line', () => {
    const { screen, log } = ticked(3, true);
    const lines = screen.split('\r\u001b[2K').slice(1);
    expect(lines).toEqual(
      [1, 2, 3].map((seconds) =>
        progressLine(snapshot, { elapsedSeconds: seconds, runTime: 60, requestsPerSecond: 0 }),
      ),
    );
    expect(log).toEqual([]);
  });

  it('is removed from the terminal at the end', () => {
    const state = ticked(2, true);
    state.reporter.end();
    expect(state.screen.endsWith('\r\u001b[2K')).toBe(true);
  });

  it('is a log line after 1, 10 and 20 seconds elsewhere', () => {
    const { screen, log } = ticked(25, false);
    expect(screen).toBe('');
    expect(log.map((line) => line.replace(/^.*runners: /, ''))).toEqual(
      [1, 10, 20].map((seconds) =>
        progressLine(snapshot, { elapsedSeconds: seconds, runTime: 60, requestsPerSecond: 0 }),
      ),
    );
  });
});
