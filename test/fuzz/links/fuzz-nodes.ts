/** Messages whose contents are wrong, at a master and its workers during a test: whatever they say, new workers can join. */
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeMessage } from '../../../src/cluster/messages/codec.js';
import type { ClusterMessage } from '../../../src/cluster/messages/message.js';
import { MemoryCluster } from '../../helpers/cluster/memory-cluster.js';
import type { SentMessage } from '../../helpers/cluster/memory-link.js';
import { makeSample } from '../../helpers/statistics/samples.js';
import { Stage } from '../../helpers/users/actors.js';
import { Dice } from '../dice.js';
import { makeMessage } from './messages.js';

/** How many messages each end got. @throws {Error} if the master or a worker does not work afterwards */
export async function fuzzNodes(seed: number, runs: number): Promise<{ toMaster: number; toWorkers: number }> {
  const dice = new Dice(seed);
  const real: SentMessage[] = [];
  const transmit = (sent: SentMessage, deliver: () => void) => {
    if (real.length < 1_000) real.push(sent);
    queueMicrotask(deliver);
  };
  const cluster = new MemoryCluster([new Stage().actorClass('A'), new Stage().actorClass('B')], { transmit });
  await runTest(cluster);
  const tally = { toMaster: 0, toWorkers: 0 };
  for (let run = 0; run < runs; run++) {
    disturb(cluster, dice.pick(real), dice, tally);
    if (run % 500 === 499) await sleep(0);
  }
  await checkWorks(cluster);
  return tally;
}

/** So that there are real messages of each kind to change. */
async function runTest(cluster: MemoryCluster): Promise<void> {
  await cluster.start('h_1', 'h_2');
  await sleep(100);
  await cluster.runner.start({ users: 4, spawnRate: 1_000 });
  for (const { runner } of cluster.workers.values()) {
    for (let i = 0; i < 50; i++) {
      runner.environment.events.request.report(
        makeSample({ name: `/${i % 5}`, exception: i % 7 === 0 ? 'boom' : null }),
      );
    }
  }
  await cluster.runner.stop(); // workers report
  await cluster.runner.start({ users: 4, spawnRate: 1_000 });
}

function disturb(
  cluster: MemoryCluster,
  sent: SentMessage,
  dice: Dice,
  tally: { toMaster: number; toWorkers: number },
): void {
  const { type, data } = dice.chance(0.05) ? makeMessage(dice) : sent.message;
  const isToMaster = sent.to === 'master';
  if (!isToMaster && (type === 'quit' || type === 'reconnect')) return;
  const identity = dice.pick(['h_1', 'h_2', 'unknown_1', 'unknown_2']);
  const nodeId = dice.chance(0.02) ? 'another' : identity;
  const changed = change(data, dice, isToMaster ? 2 ** 54 : 50); // a worker has as many users as its master says
  const bytes = bytesOf({ type, data: changed, nodeId });
  if (bytes === null) return;
  if (isToMaster) cluster.hub.master?.receive(identity, bytes);
  else cluster.hub.workers.get(identity)?.receive(bytes);
  tally[isToMaster ? 'toMaster' : 'toWorkers']++;
}

/** A copy in which a few parts are others, missing, or of another kind. */
function change(value: unknown, dice: Dice, largest: number): unknown {
  if (dice.chance(0.08)) return strange(dice, largest);
  if (value instanceof Map) {
    return new Map([...value].flatMap(([key, part]) => changePair(key, part, dice, largest)));
  }
  if (Array.isArray(value)) return value.filter(() => !dice.chance(0.03)).map((part) => change(part, dice, largest));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => changePair(key, part, dice, largest)) as [string, unknown][],
  );
}

function changePair(key: unknown, value: unknown, dice: Dice, largest: number): [unknown, unknown][] {
  if (dice.chance(0.03)) return [];
  const other = typeof key === 'number' ? dice.pick([-1, 2 ** 40, 0.5]) : 'other';
  return [[dice.chance(0.03) ? other : key, change(value, dice, largest)]];
}

function strange(dice: Dice, largest: number): unknown {
  const number = Math.floor(dice.next() * largest);
  const values: unknown[] = [
    null,
    true,
    '',
    'text',
    '__proto__',
    number,
    -number,
    0.5,
    -1,
    [],
    [[]],
    {},
    { toString: 1 },
  ];
  return dice.pick([...values, new Map([[number, number]]), new Uint8Array(3), new Date(number), 'x'.repeat(10_000)]);
}

function bytesOf(message: ClusterMessage): Buffer | null {
  try {
    return encodeMessage(message);
  } catch {
    return null; // a date after the year 9999
  }
}

async function checkWorks(cluster: MemoryCluster): Promise<void> {
  await cluster.runner.stop();
  await cluster.join('good');
  for (
    let waited = 0;
    !cluster.master.workers.some(({ id, state }) => id === 'good' && state === 'ready');
    waited += 10
  ) {
    if (waited > 10_000) throw new Error('Expected a new worker to be ready.');
    await sleep(10);
  }
  const text = JSON.stringify(cluster.environment.stats.total);
  if (typeof text !== 'string') throw new Error('Expected statistics, got none.');
  await cluster.master.close();
}
