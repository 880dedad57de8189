import * as tsloc from 'tsloc';
import { describe, expect, it } from 'vitest';
import { TslocError } from '../src/util/error.js';
import { root } from './helpers/files/source-files.js';
import { Command, folderWith } from './helpers/processes/cli.js';

/** Removing a name breaks the files of users. */
const promised = [
  'DoubleWaveShape',
  'Environment',
  'Events',
  'FastHttpUser',
  'HttpUser',
  'InterruptTaskSet',
  'LoadShape',
  'LoadTest',
  'LoadTestScenario',
  'LoadTestShape',
  'MarkovTaskSet',
  'RescheduleTask',
  'RescheduleTaskImmediately',
  'SequentialTaskSet',
  'SpikeShape',
  'StagesShape',
  'StaircaseShape',
  'StepShape',
  'StopTest',
  'StopUser',
  'TaskSet',
  'TslocError',
  'User',
  'between',
  'constant',
  'constantPacing',
  'constantThroughput',
  'defineConfig',
  'events',
  'feeder',
  'getLogger',
  'poisson',
  'run',
  'runSingleUser',
  'scheduleShape',
  'tag',
  'task',
  'transition',
  'transitions',
];

describe('the public names', () => {
  it('are exactly these', () => {
    expect(Object.keys(tsloc).sort()).toEqual(promised);
    expect(Object.entries(tsloc).filter(([, value]) => value === undefined)).toEqual([]);
  });

  it('are the same in the built package', async () => {
    const script = `import * as tsloc from '${root}dist/index.js'; console.log(JSON.stringify(Object.keys(tsloc)));`;
    const { stdout } = await new Command(['--input-type=module', '-e', script], { cwd: folderWith() }).ended;
    expect(JSON.parse(stdout).sort()).toEqual(promised);
  });

  it('recognize an error of another copy of tsloc, such as a global one', () => {
    expect(tsloc.TslocError.is(new TslocError('CODE', 'Text.'))).toBe(true);
    expect(tsloc.TslocError.is(new Error('Text.'))).toBe(false);
  });

  it('let a script run a test with nothing else', async () => {
    class Shopper extends tsloc.User {
      static override waitTime = tsloc.constant(0.01);
      @tsloc.task browse(): void {
        this.environment.events.request.fire({ requestType: 'TEST', name: 'browse', responseTime: 1 });
        this.environment.runner?.quit();
      }
    }
    const { exitCode, snapshot }: tsloc.RunResult = await tsloc.run({ userClasses: [Shopper] });
    expect({ exitCode, state: snapshot.state }).toEqual({ exitCode: 0, state: 'stopped' });
  });
});
