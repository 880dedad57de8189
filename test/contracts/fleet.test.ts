import { MasterNode } from '../../src/cluster/master/master-node.js';
import { WorkerNode } from '../../src/cluster/worker/worker-node.js';
import { Environment } from '../../src/core/environment.js';
import { Events } from '../../src/core/events/global-events.js';
import { makeOptions } from '../../src/core/options/options.js';
import type { Fleet } from '../../src/runner/fleet.js';
import { LocalFleet } from '../../src/runner/local-fleet.js';
import { MemoryHub } from '../helpers/cluster/memory-link.js';
import { NodeFleet } from '../helpers/cluster/node-fleet.js';
import { describeFleet } from './fleet.js';

describeFleet('the fleet of this process', (environment) => new LocalFleet(environment));
describeFleet('a fleet of three nodes', (environment) => new NodeFleet(environment, ['a', 'b', 'c']));
describeFleet('the fleet of a master with three workers', createRemoteFleet);

async function createRemoteFleet(environment: Environment): Promise<Fleet> {
  const hub = new MemoryHub();
  const master = new MasterNode({ environment, link: hub.masterLink(), version: 'test', rebalances: false });
  await master.start();
  for (const id of ['a', 'b', 'c']) {
    const { userClasses, log } = environment;
    const ofWorker = new Environment({ userClasses, options: makeOptions(), events: new Events(), log });
    await new WorkerNode({ environment: ofWorker, link: hub.workerLink(id), log: null }).start();
  }
  return master.fleet;
}
