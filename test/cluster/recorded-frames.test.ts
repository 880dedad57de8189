/** Frames that a real Locust master and worker have sent to each other, and those of a Boomer worker: ours beside them. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeMessage, encodeMessage } from '../../src/cluster/messages/codec.js';
import { WorkerLog } from '../../src/cluster/worker/worker-log.js';
import { WorkerNode } from '../../src/cluster/worker/worker-node.js';
import { MemoryCluster } from '../helpers/cluster/memory-cluster.js';
import { MemoryHub } from '../helpers/cluster/memory-link.js';
import { formOf, type RecordedFrame, recordedFrames } from '../helpers/cluster/recorded-frames.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { Stage } from '../helpers/users/actors.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

const locust = recordedFrames('locust-2.47.0');
const boomer = recordedFrames('boomer');
const id = locust.find(({ type }) => type === 'client_ready')?.message.nodeId as string;

/** The first frame of a type, or the one whose data are `like` these. */
function frame(from: RecordedFrame['from'], type: string, like: object = {}, frames = locust): RecordedFrame {
  const found = frames.find((one) => {
    const hasAll = () => Object.entries(like).every(([key, value]) => (one.message.data as never)[key] === value);
    return one.from === from && one.type === type && hasAll();
  });
  if (found === undefined) throw new Error(`No ${type} of the ${from} was recorded.`);
  return found;
}

interface Report {
  readonly stats: readonly { readonly name: string }[];
  readonly stats_total: { readonly num_requests: number; readonly num_failures: number };
}

const hasRequests = ({ message }: RecordedFrame) => (message.data as Report).stats_total.num_requests > 0;
const reportOf = (frames: readonly RecordedFrame[]) =>
  frames.find((one) => one.type === 'stats' && hasRequests(one)) as RecordedFrame;

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the codec', () => {
  it.each(locust.map((one) => [one.from, one.type, one] as const))(
    'reads what a Locust %s has sent (%s), and writes the same bytes',
    (_from, type, { bytes, message }) => {
      const again = encodeMessage(message);
      expect([message.type, decodeMessage(again)]).toEqual([type, message]);
      // Python writes 2.0 as a float: the same number, in nine bytes instead of one to five.
      if (!hasWholeFloat(bytes)) expect(again.toString('hex')).toBe(bytes.toString('hex'));
    },
  );

  it('reads what a Boomer worker has sent, whose numbers and texts are longer than they must be', () => {
    for (const { type, bytes, message } of boomer) {
      const again = encodeMessage(message);
      expect([message.type, decodeMessage(again)]).toEqual([type, message]);
      expect(again.length).toBeLessThan(bytes.length);
    }
  });
});

describe('a worker of ours, to which a Locust master says what it said to its own', () => {
  it('sends messages of the same types and forms', async () => {
    const hub = new MemoryHub();
    const master = hub.masterLink();
    const say = (type: string) => hub.workers.get(id)?.receive(frame('master', type).bytes);
    const got = new Map<string, unknown>();
    master.onMessage = (_identity, { type, data, nodeId }) => {
      expect(nodeId).toBe(id);
      const isReport = type === 'stats' && (data as { stats: unknown[] }).stats.length > 0;
      got.set(isReport ? 'report' : type, data);
      if (type === 'client_ready') say('ack');
      if (type === 'heartbeat') say('heartbeat');
    };
    await master.start();
    const stage = new Stage();
    const classes = [stage.actorClass('Visitor'), stage.actorClass('Crasher')];
    const { environment, log } = makeEnvironment({}, classes);
    const workerLog = new WorkerLog();
    workerLog.add('[2026-11-30 04:21:26,929] load1/INFO/locust.main: Starting');
    const node = new WorkerNode({ environment, link: hub.workerLink(id), log: workerLog });
    const greetings: unknown[] = [];
    node.runner.registerMessage('greeting', ({ message }) => greetings.push(message.data));
    await node.start();
    await seconds(1);
    for (const type of ['greeting', 'spawn', 'spawning_complete']) say(type);
    await seconds(1);
    expect(node.runner.userClassesCount).toEqual(new Map([['Visitor', 2], ['Crasher', 1]])); // biome-ignore format: pairs
    expect(environment.host).toMatch(/^http:\/\/127/);
    environment.events.request.report(makeSample({ name: '/a' }));
    environment.events.request.report(makeSample({ name: '/missing', exception: 'CatchResponseError(404)' }));
    environment.events.userError.fire({ userInstance: null, exception: new Error('crashed'), traceback: 'at crash' });
    await seconds(4);
    node.runner.sendMessage('reply', frame('worker', 'reply').message.data);
    say('stop');
    await seconds(1);
    say('quit');
    await seconds(1);
    await node.ended;
    expect(log.filter((line) => line.includes('wrong message'))).toEqual([]);
    expect(greetings).toEqual([frame('master', 'greeting').message.data]);
    expect(got.get('client_ready')).toBe(-1); // any version: Locust compares its own with those of its workers
    const { tsloc: _, ...complete } = got.get('spawning_complete') as Record<string, unknown>;
    const forms = ['stats', 'heartbeat', 'spawning', 'exception', 'reply', 'client_stopped', 'quit', 'logs'].map(
      (type) => [type, formOf(got.get(type)), formOf(frame('worker', type).message.data)] as const,
    );
    for (const [type, ours, theirs] of forms) expect(ours, type).toEqual(theirs);
    expect(formOf(complete)).toEqual(formOf(frame('worker', 'spawning_complete').message.data));
    expect(formOf(failuresOnly(got.get('report')))).toEqual(formOf(failuresOnly(reportOf(locust).message.data)));
  });
});

async function playWorker(frames: readonly RecordedFrame[], workerId: string, classes: readonly string[]) {
  const stage = new Stage();
  const cluster = await new MemoryCluster(
    classes.map((name) => stage.actorClass(name)),
    { options: { host: 'http://127.0.0.1' } },
  ).start();
  const got: [string, unknown][] = [];
  const link = cluster.hub.workerLink(workerId);
  link.onMessage = ({ type, data }) => got.push([type, data]);
  await link.start();
  await seconds(0);
  const say = (type: string) => cluster.hub.master?.receive(workerId, frame('worker', type, {}, frames).bytes);
  const beat = (state: string) =>
    cluster.hub.master?.receive(workerId, frame('worker', 'heartbeat', { state }, frames).bytes);
  return { cluster, got, say, beat, stats: cluster.environment.stats };
}

describe('a master of ours, to which a Locust worker says what it said to its own', () => {
  it('answers with messages of the same types and forms, and counts what was measured', async () => {
    const { cluster, got, say, beat, stats } = await playWorker(locust, id, ['Crasher', 'Visitor']);
    const lines: string[] = [];
    cluster.master.onLog = (_worker, given) => lines.push(...given);
    say('client_ready');
    beat('ready');
    for (const type of ['stats', 'logs']) say(type);
    void cluster.runner.start({ users: 3, spawnRate: 10 });
    await seconds(0);
    for (const type of ['spawning', 'spawning_complete', 'exception', 'exception', 'reply']) say(type);
    beat('running');
    await seconds(1);
    expect([cluster.runner.userCount, cluster.runner.state]).toEqual([3, 'running']);
    cluster.hub.master?.receive(id, reportOf(locust).bytes);
    const measured = (reportOf(locust).message.data as Report).stats_total;
    expect([stats.numRequests, stats.total.numFailures]).toEqual([measured.num_requests, measured.num_failures]);
    expect(stats.failures.list()).toMatchObject([{ name: '/missing', occurrences: measured.num_failures }]);
    const stopped = cluster.runner.stop();
    await seconds(0);
    for (const type of ['client_stopped', 'client_ready']) say(type);
    await seconds(1);
    await stopped;
    const closed = cluster.master.close();
    say('quit');
    await seconds(1);
    await closed;
    expect([cluster.log.filter((line) => line.includes('wrong message')), lines]).toEqual([
      [],
      [expect.stringContaining('Starting Locust 2.47.0')],
    ]);
    expect(stats.exceptions.list()).toMatchObject([{ count: 2, message: 'crashed' }]);
    const types = got.map(([type]) => type);
    expect(types.filter((type) => type !== 'heartbeat')).toEqual(
      ['ack', 'spawn', 'spawning_complete', 'stop', 'ack', 'quit'], // as Locust's master, once each
    );
    for (const [type, data] of got) {
      const { tsloc: _, parsed_options: options, ...ours } = Object(data) as Record<string, unknown>;
      const { parsed_options: theirOptions, ...theirs } = Object(frame('master', type).message.data) as typeof ours;
      expect(formOf(ours), type).toEqual(formOf(theirs));
      if (type === 'spawn')
        expect(Object.keys(options as object)).toEqual(expect.arrayContaining(optionsUsedBy(theirOptions)));
    }
  });

  it('tells a Locust worker without a file why it has none to give', async () => {
    const downloader = frame('worker', 'locustfile').message.nodeId;
    const { got, say } = await playWorker(locust, downloader, []);
    say('locustfile');
    await seconds(0);
    expect(got).toEqual([['locustfile', { error: expect.stringContaining('no file to give') }]]);
  });
});

describe('a master of ours with a Boomer worker', () => {
  it('gives it all users, counts what it measured, and does not wait for it where it hangs up', async () => {
    const boomerId = frame('worker', 'client_ready', {}, boomer).message.nodeId;
    const { cluster, got, say, beat, stats } = await playWorker(boomer, boomerId, ['Visitor']);
    say('client_ready');
    beat('ready');
    void cluster.runner.start({ users: 2, spawnRate: 10 });
    await seconds(0);
    say('spawning');
    say('spawning_complete');
    beat('running');
    await seconds(1);
    expect([cluster.runner.userCount, cluster.runner.state]).toEqual([2, 'running']);
    cluster.hub.master?.receive(boomerId, reportOf(boomer).bytes);
    const counted = (reportOf(boomer).message.data as Report).stats_total.num_requests;
    expect([stats.numRequests, counted > 0]).toEqual([counted, true]);
    cluster.master.fleet.isLast = true;
    let hasStopped = false;
    void cluster.runner.stop().then(() => {
      hasStopped = true;
    });
    await seconds(0);
    expect(got.at(-1)?.[0]).toBe('quit');
    cluster.hub.disconnect(boomerId, true); // it sends no `quit`
    await seconds(0.1);
    expect([hasStopped, cluster.log.filter((line) => line.includes('wrong message'))]).toEqual([true, []]);
  });
});

/** A report with the row of the failed requests alone. */
function failuresOnly(data: unknown): Report {
  const report = data as Report;
  return { ...report, stats: report.stats.filter(({ name }) => name === '/missing') };
}

/** What a Python worker takes over from its master, where Locust has it. */
function optionsUsedBy(options: unknown): string[] {
  return ['tags', 'exclude_tags', 'expect_workers', 'reset_stats'].filter((name) => name in Object(options));
}

/** Whether msgpack bytes hold a 64-bit float without a fraction. */
function hasWholeFloat(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(0xcb); at >= 0 && at + 9 <= bytes.length; at = bytes.indexOf(0xcb, at + 1))
    if (Number.isInteger(bytes.readDoubleBE(at + 1))) return true;
  return false;
}
