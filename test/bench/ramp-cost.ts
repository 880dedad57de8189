/** What a ramp costs a master: it assigns the users of each step, and sends each worker how many it should have. */
import { MasterLeases } from '../../src/cluster/leases/master-leases.js';
import { RemoteFleet } from '../../src/cluster/master/remote-fleet.js';
import { WorkerRegistry } from '../../src/cluster/master/worker-registry.js';
import { encodeMessage } from '../../src/cluster/messages/codec.js';
import { batchOf } from '../../src/runner/ramp-steps.js';
import { UsersDispatcher } from '../../src/runner/users-dispatcher.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

const users = 100_000;
const classes = ['Browser', 'Buyer', 'Seller'].map((name, i) => ({ name, weight: i + 1, fixedCount: 0 }));

/** CPU time, ms. */
export interface RampCost {
  /** Of each step of 1,000 users, on the way to 100,000. */
  readonly perStep: number;
  /** Of one step of 100,000 users. */
  readonly atOnce: number;
}

/** Of a master whose workers accept each command at once. */
export async function measureRamp(workers: number): Promise<RampCost> {
  await ramp(workers, 1_000); // warm-up
  const perStep = (await ramp(workers, 1_000)) / (users / 1_000);
  return { perStep, atOnce: await ramp(workers, users) };
}

async function ramp(workers: number, spawnRate: number): Promise<number> {
  const { fleet, ids } = createMaster(workers);
  const dispatcher = new UsersDispatcher(classes, ids);
  const batch = batchOf({ spawnRate });
  const before = process.cpuUsage();
  while (dispatcher.count < users) {
    dispatcher.moveTowards(users, batch.users);
    await fleet.apply(dispatcher.shares(), batch, performance.now(), new AbortController().signal);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function createMaster(workers: number): { fleet: RemoteFleet; ids: string[] } {
  const { environment } = makeEnvironment();
  const registry = new WorkerRegistry();
  const ids = Array.from({ length: workers }, (_, i) => `host_${i}`);
  for (const id of ids) registry.register(id);
  const send = (id: string, type: string, data: unknown) => {
    encodeMessage({ type, data, nodeId: id });
    const command = registry.get(id)?.command;
    if (command) command.isDone = true;
  };
  const shared = { environment, registry, send };
  return { fleet: new RemoteFleet({ ...shared, settleMs: 0, leases: new MasterLeases(shared) }), ids };
}
