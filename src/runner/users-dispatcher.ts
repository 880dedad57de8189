/** Which class the next user comes from, and which node gets it: Locust's order. Pure: no clock, no users. */
import { TslocError } from '../util/error.js';

/** What the dispatcher needs of a class. */
export interface Dispatchable {
  readonly name: string;
  readonly weight: number;
  readonly fixedCount: number;
}

/** Absolute counts of users: node → class name → how many there should be. */
export type Shares = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Assigns users to nodes one by one up to a number, and removes the last assigned first. Source: Locust's UsersDispatcher. */
export class UsersDispatcher {
  readonly #classes: readonly Dispatchable[];
  #nodes: readonly string[] = [];
  #assigned: { readonly node: string; readonly name: string }[] = [];
  /** The classes that added users come from. */
  #chosen: readonly Dispatchable[];
  #weighted: Generator<string>;
  #fixed: string[] = [];
  #fixedIsDue = true;
  #nextNode = 0;

  /** `nodes` in the order in which they get users. */
  constructor(classes: readonly Dispatchable[], nodes: readonly string[]) {
    this.#classes = classes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    this.#chosen = this.#classes;
    this.#weighted = this.#createSequence();
    this.setNodes(nodes);
  }

  /**
   * Distributes the users over these nodes from scratch, as Locust does when a worker joins or leaves: the order of classes
   * and nodes starts over. Without a node the users keep their places until one joins.
   */
  setNodes(nodes: readonly string[]): void {
    this.#nodes = [...nodes];
    this.#nextNode = 0;
    if (nodes.length === 0) return;
    const { count } = this;
    this.#assigned = [];
    this.#weighted = this.#createSequence();
    this.#fixedIsDue = true;
    while (this.count < count && this.#assignOne());
  }

  /** {@link setNodes}, if they are not the nodes that it has; returns whether it was needed. */
  updateNodes(nodes: readonly string[]): boolean {
    if (nodes.length === this.#nodes.length && nodes.every((node, i) => node === this.#nodes[i])) return false;
    this.setNodes(nodes);
    return true;
  }

  /** From now on, added users come from the classes of these names; the order of classes starts over if they change. */
  choose(names: readonly string[]): void {
    const chosen = this.#classes.filter(({ name }) => names.includes(name));
    if (chosen.length === 0) {
      const known = this.#classes.map(({ name }) => name).join(', ');
      throw new TslocError(
        'BAD_SHAPE',
        `Expected a shape to name classes of this run (${known}), got ${names.join(', ')}.`,
      );
    }
    if (chosen.length === this.#chosen.length && chosen.every((one) => this.#chosen.includes(one))) return;
    this.#chosen = chosen;
    this.#weighted = this.#createSequence();
    this.#fixedIsDue = true;
  }

  /** Users assigned now. */
  get count(): number {
    return this.#assigned.length;
  }

  /** Adds or removes up to `batch` users towards `target`; false if no more can be added: fixed counts, no node. */
  moveTowards(target: number, batch: number): boolean {
    if (target < this.count) {
      this.#remove(Math.min(batch, this.count - target));
      return true;
    }
    const wanted = Math.min(batch, target - this.count);
    for (let added = 0; added < wanted; added++) {
      if (!this.#assignOne()) return added > 0;
    }
    return true;
  }

  /** The counts that should be running; every class and node is in it. */
  shares(): Shares {
    const shares = new Map(this.#nodes.map((node) => [node, new Map(this.#classes.map(({ name }) => [name, 0]))]));
    for (const { node, name } of this.#assigned) {
      const counts = shares.get(node);
      counts?.set(name, (counts.get(name) ?? 0) + 1);
    }
    return shares;
  }

  #createSequence(): Generator<string> {
    return greedySequence(this.#chosen.filter((one) => one.fixedCount === 0 && one.weight > 0));
  }

  #assignOne(): boolean {
    if (this.#nodes.length === 0) return false;
    const name = this.#nextFixed() ?? (this.#weighted.next().value as string | undefined);
    if (name === undefined) return false;
    const node = this.#nodes[this.#nextNode++ % this.#nodes.length] as string;
    this.#assigned.push({ node, name });
    return true;
  }

  #remove(count: number): void {
    this.#assigned.splice(-count);
    this.#fixedIsDue = true;
  }

  /** Missing users of fixed counts come first, interleaved by how many of each class are missing. */
  #nextFixed(): string | undefined {
    if (this.#fixedIsDue) {
      this.#fixedIsDue = false;
      this.#fixed = this.#listMissingFixed();
    }
    return this.#fixed.shift();
  }

  #listMissingFixed(): string[] {
    const missing = this.#chosen
      .filter((one) => one.fixedCount > 0)
      .map((one) => ({ ...pick(one), weight: one.fixedCount - this.#countOf(one.name) }))
      .filter((one) => one.weight > 0);
    const total = missing.reduce((sum, one) => sum + one.weight, 0);
    const sequence = greedySequence(missing);
    return Array.from({ length: total }, () => sequence.next().value as string);
  }

  #countOf(name: string): number {
    return this.#assigned.reduce((count, one) => (one.name === name ? count + 1 : count), 0);
  }
}

/**
 * Names in an endless order that keeps their counts as near to their weights as possible at every point: the next is
 * the one with the smallest (w·log2((w+c)/(w+c+1)), w+c+1, w, name), c being its picks so far.
 * Source: the Kullback–Leibler order of Locust's dispatcher.
 */
export function* greedySequence(
  classes: readonly { readonly name: string; readonly weight: number }[],
): Generator<string> {
  const states = classes.map(({ name, weight }) => ({ name, weight, picks: 0 }));
  for (;;) {
    let best: { state: (typeof states)[number]; rank: readonly (number | string)[] } | undefined;
    for (const state of states) {
      const sum = state.weight + state.picks;
      const rank = [state.weight * Math.log2(sum / (sum + 1)), sum + 1, state.weight, state.name] as const;
      if (best === undefined || isBefore(rank, best.rank)) best = { state, rank };
    }
    if (best === undefined) return;
    best.state.picks++;
    yield best.state.name;
  }
}

function isBefore(a: readonly (number | string)[], b: readonly (number | string)[]): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return (a[i] as number) < (b[i] as number);
  }
  return false;
}

function pick({ name }: Dispatchable): { name: string } {
  return { name };
}
