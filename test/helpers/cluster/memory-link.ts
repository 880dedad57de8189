/** Links within one process: one hub joins a master and its workers. */
import { newIdentity } from '../../../src/cluster/link/identity.js';
import type { MasterLink, WorkerLink } from '../../../src/cluster/link/link.js';
import { MasterListeners, WorkerListeners } from '../../../src/cluster/link/link-listeners.js';
import { MessageQueue, type QueuedMessage } from '../../../src/cluster/link/message-queue.js';
import { encodeMessage } from '../../../src/cluster/messages/codec.js';
import type { ClusterMessage } from '../../../src/cluster/messages/message.js';

/** One message that is being delivered. */
export interface SentMessage {
  readonly to: 'master' | 'worker';
  /** Of the worker that sends or receives it. */
  readonly identity: string;
  readonly message: ClusterMessage;
}

/** Calls `deliver` when the message arrives: later, twice, or never. */
export type Transmit = (sent: SentMessage, deliver: () => void) => void;

/** Delivers in order, outside of the sender's call. */
const transmitAtOnce: Transmit = (_sent, deliver) => queueMicrotask(deliver);

/** Where the master and the workers of one test meet. */
export class MemoryHub {
  /** Null while no master has started. */
  master: MemoryMasterLink | null = null;
  readonly workers = new Map<string, MemoryWorkerLink>();
  /** Started workers, connected or not. */
  readonly started = new Set<MemoryWorkerLink>();
  readonly transmit: Transmit;

  /** `transmit` decides when a message arrives. */
  constructor(transmit: Transmit = transmitAtOnce) {
    this.transmit = transmit;
  }

  masterLink(): MemoryMasterLink {
    return new MemoryMasterLink(this);
  }

  workerLink(identity: string = newIdentity()): MemoryWorkerLink {
    return new MemoryWorkerLink(this, identity);
  }

  /** Breaks the connection of one worker, as a network does; it connects again unless `forGood`. */
  disconnect(identity: string, forGood = false): void {
    const worker = this.workers.get(identity);
    if (!worker) return;
    if (forGood) this.started.delete(worker);
    this.workers.delete(identity);
    queueMicrotask(() => {
      worker.onDisconnected?.();
      this.master?.onDisconnected?.(identity);
      if (!forGood) this.connect(worker);
    });
  }

  /** Connects a started worker, if there is a master. A connection of the same identity ends. */
  connect(worker: MemoryWorkerLink): void {
    const { master } = this;
    if (!master || !this.started.has(worker) || this.isConnected(worker)) return;
    const earlier = this.workers.get(worker.identity);
    this.workers.set(worker.identity, worker);
    if (earlier) this.started.delete(earlier);
    queueMicrotask(() => {
      earlier?.onDisconnected?.();
      if (!this.isConnected(worker)) return;
      master.onConnected?.(worker.identity);
      worker.onConnected?.();
      worker.sendQueued();
    });
  }

  isConnected(worker: MemoryWorkerLink): boolean {
    return this.workers.get(worker.identity) === worker;
  }
}

class MemoryMasterLink extends MasterListeners implements MasterLink {
  readonly #hub: MemoryHub;

  constructor(hub: MemoryHub) {
    super();
    this.#hub = hub;
  }

  async start(): Promise<void> {
    this.#hub.master = this;
    for (const worker of this.#hub.started) this.#hub.connect(worker);
  }

  send(identity: string, message: ClusterMessage): void {
    const bytes = encodeMessage(message);
    if (!this.#hub.workers.has(identity)) {
      this.drop(identity, message);
      return;
    }
    this.#hub.transmit({ to: 'worker', identity, message }, () => this.#hub.workers.get(identity)?.receive(bytes));
  }

  /** Called by the hub with bytes of a worker. */
  receive(identity: string, bytes: Buffer): void {
    this.deliver(identity, bytes);
  }

  async close(): Promise<void> {
    await Promise.resolve(); // what was sent before is delivered
    this.removeListeners();
    if (this.#hub.master !== this) return;
    this.#hub.master = null;
    for (const identity of [...this.#hub.workers.keys()]) this.#hub.disconnect(identity);
  }
}

class MemoryWorkerLink extends WorkerListeners implements WorkerLink {
  readonly identity: string;
  readonly canDieSilently = true;
  readonly #hub: MemoryHub;
  readonly #queue = new MessageQueue();

  constructor(hub: MemoryHub, identity: string) {
    super();
    this.#hub = hub;
    this.identity = identity;
  }

  async start(): Promise<void> {
    this.#hub.started.add(this);
    this.#hub.connect(this);
  }

  send(message: ClusterMessage): void {
    this.drop(this.#queue.add({ message, bytes: encodeMessage(message) }));
    if (this.#hub.isConnected(this)) this.sendQueued();
  }

  /** Called by the hub when the worker is connected. */
  sendQueued(): void {
    for (let queued = this.#queue.take(); queued; queued = this.#queue.take()) this.#transmit(queued);
  }

  reconnect(): void {
    this.#hub.disconnect(this.identity);
  }

  async close(): Promise<void> {
    await Promise.resolve(); // what was sent before is delivered
    this.removeListeners();
    this.#hub.started.delete(this);
    if (this.#hub.isConnected(this)) this.#hub.disconnect(this.identity, true);
  }

  /** Called by the hub with bytes of the master. */
  receive(bytes: Buffer): void {
    this.deliver(bytes);
  }

  #transmit({ message, bytes }: QueuedMessage): void {
    const { identity } = this;
    this.#hub.transmit({ to: 'master', identity, message }, () => this.#hub.master?.receive(identity, bytes));
  }
}

export type { MemoryMasterLink, MemoryWorkerLink };
