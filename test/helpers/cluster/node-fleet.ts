/** A fleet of several nodes in this process, which join and leave: each of them a LocalFleet. */
import type { Environment } from '../../../src/core/environment.js';
import type { Fleet } from '../../../src/runner/fleet.js';
import { LocalFleet } from '../../../src/runner/local-fleet.js';
import type { Batch } from '../../../src/runner/ramp-steps.js';
import type { Shares } from '../../../src/runner/users-dispatcher.js';

export class NodeFleet implements Fleet {
  onNodesChanged: (() => void) | null = null;
  onEmptied: (() => void) | null = null;
  readonly #environment: Environment;
  readonly #nodes = new Map<string, LocalFleet>();

  constructor(environment: Environment, nodes: readonly string[] = []) {
    this.#environment = environment;
    for (const node of nodes) this.#add(node);
  }

  get nodes(): readonly string[] {
    return [...this.#nodes.keys()].sort();
  }

  join(node: string): void {
    this.#add(node);
    this.onNodesChanged?.();
  }

  /** Its users end with it. */
  leave(node: string): void {
    const fleet = this.#nodes.get(node);
    this.#nodes.delete(node);
    void fleet?.stopAll(0);
    this.onNodesChanged?.();
  }

  countsOf(node: string): Record<string, number> {
    return Object.fromEntries(this.#nodes.get(node)?.counts() ?? []);
  }

  counts(): ReadonlyMap<string, number> {
    const sums = new Map(this.#environment.userClasses.map(({ name }) => [name, 0]));
    for (const fleet of this.#nodes.values()) {
      for (const [name, count] of fleet.counts()) sums.set(name, (sums.get(name) ?? 0) + count);
    }
    return sums;
  }

  async apply(shares: Shares, batch: Batch, startedAt: number, signal: AbortSignal): Promise<void> {
    await Promise.all([...this.#nodes.values()].map((fleet) => fleet.apply(shares, batch, startedAt, signal)));
  }

  get isEmpty(): boolean {
    return [...this.#nodes.values()].every((fleet) => fleet.isEmpty);
  }

  get isExhausted(): boolean {
    return this.isEmpty && [...this.#nodes.values()].some((fleet) => fleet.isExhausted);
  }

  async stopAll(graceMs: number, onStuck?: () => void): Promise<void> {
    await Promise.all([...this.#nodes.values()].map((fleet) => fleet.stopAll(graceMs, onStuck)));
  }

  #add(node: string): void {
    const fleet = new LocalFleet(this.#environment, node);
    fleet.onEmptied = () => {
      if (this.isEmpty) this.onEmptied?.();
    };
    this.#nodes.set(node, fleet);
  }
}
