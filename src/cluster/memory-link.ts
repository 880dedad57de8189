/** Links within one process: one hub joins a master and its workers. For tests, and for both roles in one process. */
import { decodeMessage, encodeMessage } from './codec.js';
import { newIdentity } from './identity.js';
import type { MasterLink, WorkerLink } from './link.js';
import type { ClusterMessage } from './message.js';
import { MessageQueue, maxQueuedMessages } from './message-queue.js';

/** One message on its way. */
export interface Passage {
  readonly to: 'master' | 'worker';
  /** Of the worker that sends or receives it. */
  readonly identity: string;
  readonly message: ClusterMessage;
}

/** Calls `deliver` when the message arrives: later, twice, or never. */
export type Carrier = (passage: Passage, deliver: () => void) => void;

/** Delivers in order, outside of the sender's call. */
const carryAtOnce: Carrier = (_passage, deliver) => queueMicrotask(deliver);

/** Where the master and the workers of one test meet. */
export class MemoryHub {
  /** Null while no master has started. */
  master: MemoryMasterLink | null = null;
  readonly workers = new Map<string, MemoryWorkerLink>();
  /** Started workers, connected or not. */
  readonly started = new Set<MemoryWorkerLink>();
  readonly carry: Carrier;

  /** `carry` decides when a message arrives. */
  constructor(carry: Carrier = carryAtOnce) {
    this.carry = carry;
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

class MemoryMasterLink implements MasterLink {
  onMessage: MasterLink['onMessage'] = null;
  onRejected: MasterLink['onRejected'] = null;
  onConnected: MasterLink['onConnected'] = null;
  onDisconnected: MasterLink['onDisconnected'] = null;
  onDropped: MasterLink['onDropped'] = null;
  readonly #hub: MemoryHub;

  constructor(hub: MemoryHub) {
    this.#hub = hub;
  }

  async start(): Promise<void> {
    this.#hub.master = this;
    for (const worker of this.#hub.started) this.#hub.connect(worker);
  }

  send(identity: string, message: ClusterMessage): void {
    const copy = copyOf(message);
    if (!this.#hub.workers.has(identity)) {
      queueMicrotask(() => this.onDropped?.(identity, message));
      return;
    }
    this.#hub.carry({ to: 'worker', identity, message: copy }, () => {
      this.#hub.workers.get(identity)?.onMessage?.(copy);
    });
  }

  async close(): Promise<void> {
    await Promise.resolve(); // what was sent before is delivered
    this.onMessage = this.onRejected = this.onConnected = this.onDisconnected = this.onDropped = null;
    if (this.#hub.master !== this) return;
    this.#hub.master = null;
    for (const identity of [...this.#hub.workers.keys()]) this.#hub.disconnect(identity);
  }
}

class MemoryWorkerLink implements WorkerLink {
  readonly identity: string;
  onMessage: WorkerLink['onMessage'] = null;
  onRejected: WorkerLink['onRejected'] = null;
  onConnected: WorkerLink['onConnected'] = null;
  onDisconnected: WorkerLink['onDisconnected'] = null;
  onDropped: WorkerLink['onDropped'] = null;
  readonly #hub: MemoryHub;
  readonly #queue = new MessageQueue<ClusterMessage>(maxQueuedMessages, (message) => message);

  constructor(hub: MemoryHub, identity: string) {
    this.#hub = hub;
    this.identity = identity;
  }

  async start(): Promise<void> {
    this.#hub.started.add(this);
    this.#hub.connect(this);
  }

  send(message: ClusterMessage): void {
    const dropped = this.#queue.add(copyOf(message));
    if (dropped) queueMicrotask(() => this.onDropped?.(dropped));
    if (this.#hub.isConnected(this)) this.sendQueued();
  }

  /** Called by the hub when the worker is connected. */
  sendQueued(): void {
    for (let message = this.#queue.take(); message; message = this.#queue.take()) this.#carry(message);
  }

  reconnect(): void {
    this.#hub.disconnect(this.identity);
  }

  async close(): Promise<void> {
    await Promise.resolve(); // what was sent before is delivered
    this.onMessage = this.onRejected = this.onConnected = this.onDisconnected = this.onDropped = null;
    this.#hub.started.delete(this);
    if (this.#hub.isConnected(this)) this.#hub.disconnect(this.identity, true);
  }

  #carry(message: ClusterMessage): void {
    this.#hub.carry({ to: 'master', identity: this.identity, message }, () => {
      this.#hub.master?.onMessage?.(this.identity, message);
    });
  }
}

/** What the other end reads of a message that travels as bytes. */
function copyOf(message: ClusterMessage): ClusterMessage {
  return decodeMessage(encodeMessage(message));
}

export type { MemoryMasterLink, MemoryWorkerLink };
