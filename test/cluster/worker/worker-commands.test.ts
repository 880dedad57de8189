import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerCommands } from '../../../src/cluster/worker/worker-commands.js';
import { WorkerReports } from '../../../src/cluster/worker/worker-reports.js';
import { WorkerRunner } from '../../../src/cluster/worker/worker-runner.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { Stage } from '../../helpers/users/actors.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function newCommands() {
  const { environment } = makeEnvironment({}, [new Stage().actorClass('A')]);
  const sent: [string, unknown][] = [];
  const send = (type: string, data: unknown) => void sent.push([type, data]);
  const runner = new WorkerRunner(environment, 'h_1', { send, endTest: () => {}, quit: () => {} });
  const reports = new WorkerReports(environment, 'h_1', send);
  const stopped = async () => void sent.push(['(stopped)', runner.userCount]);
  const commands = new WorkerCommands(runner, reports, { send, tellStuck: () => {}, stopped });
  const types = () => sent.splice(0).map(([type]) => type);
  return { commands, runner, reports, sent, types, environment };
}

const spawnOf = (timestamp: number, count: number) => ({
  timestamp,
  user_classes_count: { A: count },
  host: null,
  stop_timeout: 0,
  parsed_options: {},
});
const settled = () => vi.advanceTimersByTimeAsync(0);

describe('WorkerCommands', () => {
  it('answers a spawn before and after', async () => {
    const { commands, sent } = newCommands();
    commands.spawn(spawnOf(1, 3));
    expect(commands.state).toBe('spawning');
    await settled();
    expect(sent).toEqual([
      ['spawning', null],
      ['spawning_complete', { user_classes_count: { A: 3 }, user_count: 3, tsloc: { timestamp: 1 } }],
    ]);
    expect([commands.state, commands.progress]).toEqual(['running', { jobTimestamp: 1, isJobDone: true }]);
  });

  it('discards a spawn that is not newer than the last command', async () => {
    const { commands, runner, types } = newCommands();
    commands.spawn(spawnOf(2, 3));
    commands.spawn(spawnOf(2, 9));
    commands.spawn(spawnOf(1, 9));
    await settled();
    expect([runner.userCount, types()]).toEqual([3, ['spawning', 'spawning', 'spawning', 'spawning_complete']]);
  });

  it('stops once, and starts nothing that was requested before the stop', async () => {
    const { commands, runner, types } = newCommands();
    commands.spawn(spawnOf(1, 3));
    await settled();
    commands.stop({ timestamp: 5, grace_ms: 0 });
    commands.stop({ timestamp: 5, grace_ms: 0 });
    commands.spawn(spawnOf(4, 3));
    await settled();
    expect([runner.userCount, commands.isStopping]).toEqual([0, false]);
    expect(types()).toEqual(['spawning', 'spawning_complete', 'spawning', '(stopped)']);
  });

  it('ignores a stop of the test before', async () => {
    const { commands, runner } = newCommands();
    commands.spawn(spawnOf(9, 3));
    await settled();
    commands.stop({ timestamp: 5 });
    await settled();
    expect(runner.userCount).toBe(3);
  });

  it('fires spawningComplete at the end of the ramp, and resets the statistics if told to', async () => {
    const { commands, environment, reports } = newCommands();
    const seen: number[] = [];
    environment.events.spawningComplete.addListener(({ userCount }) => seen.push(userCount));
    commands.spawn({ ...spawnOf(1, 1), parsed_options: { reset_stats: true } });
    await settled();
    environment.stats.record({
      requestType: 'GET',
      name: '/',
      responseTime: 1,
      responseLength: 0,
      exception: null,
    } as never);
    commands.rampEnded({ user_count: 7, tsloc: { epoch: 4 } });
    expect([seen, environment.stats.numRequests, reports.epoch]).toEqual([[7], 0, 4]);
  });

  it('resets the statistics once if the end of the ramp comes late, or only with an answer to a heartbeat', async () => {
    const { commands, environment, reports } = newCommands();
    const { stats } = environment;
    const count = (epochs: { epoch: number; testEpoch: number }) => {
      stats.record(makeSample());
      commands.compareEpochs(epochs);
      return stats.numRequests;
    };
    reports.epoch = 3;
    expect([count({ epoch: 5, testEpoch: 3 }), reports.epoch]).toEqual([1, 3]); // no test is running
    commands.spawn({ ...spawnOf(1, 1), parsed_options: { reset_stats: true } });
    await settled();
    expect([count({ epoch: 3, testEpoch: 3 }), reports.epoch]).toEqual([1, 3]);
    expect([count({ epoch: 5, testEpoch: 4 }), reports.epoch]).toEqual([2, 3]); // of another test
    expect([count({ epoch: 4, testEpoch: 3 }), reports.epoch]).toEqual([0, 4]);
    stats.record(makeSample());
    commands.rampEnded({ user_count: 1, tsloc: { epoch: 4 } });
    expect([stats.numRequests, reports.epoch]).toEqual([1, 4]);
  });

  it('resets the statistics if the next job of the test comes before the end of the ramp', async () => {
    const { commands, environment, reports } = newCommands();
    const jobOf = (timestamp: number, epoch: number) => ({
      ...spawnOf(timestamp, 1),
      tsloc: { epoch, seed: 'a', iterationSeries: '', batch_users: 1, batch_interval_ms: 0 },
    });
    const counts: number[] = [];
    for (const [timestamp, epoch] of [
      [1, 3],
      [2, 3],
      [3, 4],
    ] as const) {
      commands.spawn(jobOf(timestamp, epoch));
      await settled();
      counts.push(environment.stats.numRequests);
      environment.stats.record(makeSample());
    }
    expect([counts, reports.epoch]).toEqual([[0, 1, 0], 4]);
    // A job that was sent before the end of the ramp, and arrives after it.
    commands.rampEnded({ user_count: 1, tsloc: { epoch: 5 } });
    commands.spawn(jobOf(4, 4));
    expect(reports.epoch).toBe(5);
  });

  it('stops everything for another master, whose commands count from then on', async () => {
    const { commands, runner } = newCommands();
    commands.spawn(spawnOf(9, 3));
    await settled();
    await commands.reset();
    commands.becomeReady();
    expect([runner.userCount, commands.state]).toEqual([0, 'ready']);
    commands.spawn(spawnOf(1, 2));
    await settled();
    expect(runner.userCount).toBe(2);
  });
});
