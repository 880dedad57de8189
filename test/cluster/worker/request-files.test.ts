import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toFilesData } from '../../../src/cluster/messages/shared-files.js';
import { requestFiles } from '../../../src/cluster/worker/request-files.js';
import { MemoryHub } from '../../helpers/cluster/memory-link.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const shared = { entries: ['a.ts'], files: [{ name: 'a.ts', contents: 'x' }] };
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

function ask(hub: MemoryHub) {
  const waits: number[] = [];
  const refusals: string[] = [];
  const link = hub.workerLink('h_1');
  const onRefused = (reason: string) => refusals.push(reason);
  const files = requestFiles({ link, version: '1.0', address: 'm:5557', onWait: () => waits.push(1), onRefused });
  files.catch(() => {});
  return { link, files, waits, refusals };
}

async function startMaster(hub: MemoryHub, answer: (count: number) => unknown) {
  const master = hub.masterLink();
  const got: unknown[] = [];
  master.onMessage = (identity, { type, data }) => {
    got.push([type, data]);
    const answered = answer(got.length);
    if (answered !== undefined) master.send(identity, { type: 'locustfile', data: answered, nodeId: identity });
  };
  await master.start();
  return got;
}

describe('requestFiles', () => {
  it('asks as Locust does, each second, until the master answers', async () => {
    const hub = new MemoryHub();
    const got = await startMaster(hub, (count) => (count < 3 ? undefined : toFilesData(shared)));
    const { files, waits } = ask(hub);
    await seconds(5);
    expect([await files, waits]).toEqual([shared, [1]]);
    expect(got).toEqual(Array(3).fill(['locustfile', { version: '1.0', client: 'tsloc' }]));
  });

  it('waits for a master that is not there yet, and asks it once', async () => {
    const hub = new MemoryHub();
    const { files } = ask(hub);
    await seconds(100);
    const got = await startMaster(hub, () => toFilesData(shared));
    await seconds(5);
    expect([await files, got.length]).toEqual([shared, 1]);
  });

  it('gives up after 300 s', async () => {
    const { files } = ask(new MemoryHub());
    const outcome = expect(files).rejects.toMatchObject({
      code: 'LOCUSTFILE_NOT_FOUND',
      exitCode: 1,
      message: 'Expected the master at m:5557 to send its files, got no answer in 300 s.',
    });
    await seconds(301);
    await outcome;
  });

  it('says once that its connections are refused, and why, also when it gives up', async () => {
    const { link, files, refusals } = ask(new MemoryHub());
    const outcome = expect(files).rejects.toThrow('got no answer in 300 s. The last connection was refused: no token.');
    for (const reason of ['another key.', 'another key.', 'no token.']) link.onRejected?.(reason, true);
    link.onRejected?.('a wrong message');
    expect(refusals).toEqual(['another key.', 'no token.']);
    await seconds(301);
    await outcome;
  });

  it.each([
    ['a rejection', { error: 'too large' }, 'The master at m:5557 sends no files: too large'],
    [
      'Python files',
      { locustfiles: [{ filename: 'a.py', contents: '' }] },
      'Expected a tsloc master at m:5557, got Python files: it is Locust.',
    ],
    ['nothing', null, 'Expected files from the master at m:5557, but Expected locustfile to be a map'],
    [
      'a name that leads out',
      { locustfiles: [{ filename: '../a.ts', contents: '' }], entries: ['../a.ts'] },
      'a relative path',
    ],
  ])('says so where the master answers with %s', async (_, answer, message) => {
    const hub = new MemoryHub();
    await startMaster(hub, () => answer);
    const outcome = expect(ask(hub).files).rejects.toMatchObject({
      code: 'LOCUSTFILE_NOT_FOUND',
      message: expect.stringContaining(message),
    });
    await seconds(2);
    await outcome;
  });
});
