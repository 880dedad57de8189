/** A master and workers within one process, on the memory link: each has an environment, and users, of its own. */

import { MasterNode, type MasterNodeParts } from '../../../src/cluster/master/master-node.js';
import { WorkerNode } from '../../../src/cluster/worker/worker-node.js';
import type { ActorClass } from '../../../src/core/actor.js';
import { Environment } from '../../../src/core/environment.js';
import { Events } from '../../../src/core/events/global-events.js';
import { makeOptions, type Options } from '../../../src/core/options/options.js';
import { LoadRunner } from '../../../src/runner/load-runner.js';
import { makeEnvironment } from '../users/logged-environment.js';
import { MemoryHub, type Transmit } from './memory-link.js';

export interface ClusterOptions extends Partial<Omit<MasterNodeParts, 'environment' | 'link'>> {
  readonly options?: Partial<Options>;
  readonly transmit?: Transmit;
}

export interface JoinOptions {
  /** Default: those of the master. */
  readonly userClasses?: readonly ActorClass<Environment>[];
  /** What the worker does before it executes commands. */
  readonly prepare?: () => Promise<void>;
}

export interface LocustWorker {
  readonly got: [type: string, data: unknown][];
  readonly say: (type: string, data?: unknown) => void;
}

export class MemoryCluster {
  readonly hub: MemoryHub;
  readonly workers = new Map<string, WorkerNode>();
  readonly environment: Environment;
  readonly log: string[];
  readonly master: MasterNode;
  readonly runner: LoadRunner;
  readonly #userClasses: readonly ActorClass<Environment>[];

  constructor(userClasses: readonly ActorClass<Environment>[], given: ClusterOptions = {}) {
    const { options = {}, transmit, ...parts } = given;
    this.#userClasses = userClasses;
    this.hub = new MemoryHub(transmit);
    const { environment, log } = makeEnvironment(options, userClasses);
    this.environment = environment;
    this.log = log;
    this.master = new MasterNode({
      environment,
      link: this.hub.masterLink(),
      version: 'test',
      rebalances: false,
      ...parts,
    });
    this.runner = new LoadRunner(environment, this.master.fleet, (...message) => this.master.sendMessage(...message));
    environment.runner = this.runner;
  }

  /** Starts the master, and workers of these ids. */
  async start(...ids: readonly string[]): Promise<this> {
    await this.master.start();
    for (const id of ids) await this.join(id);
    return this;
  }

  async join(id: string, given: JoinOptions = {}): Promise<WorkerNode> {
    const { userClasses = this.#userClasses, prepare } = given;
    const environment = new Environment({
      userClasses,
      options: makeOptions({ seed: 'worker' }),
      events: new Events(),
      log: this.environment.log,
    });
    const worker = new WorkerNode({ environment, link: this.hub.workerLink(id), log: null });
    this.workers.set(id, worker);
    await worker.start(prepare);
    return worker;
  }

  /** A worker that is not tsloc: says what it is told to, and notes what it gets. */
  async locustWorker(id: string): Promise<LocustWorker> {
    const link = this.hub.workerLink(id);
    const got: [type: string, data: unknown][] = [];
    link.onMessage = ({ type, data }) => got.push([type, data]);
    await link.start();
    return { got, say: (type, data = null) => link.send({ type, data, nodeId: id }) };
  }

  worker(id: string): WorkerNode {
    return this.workers.get(id) as WorkerNode;
  }
}
