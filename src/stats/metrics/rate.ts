/** How often something was true: the share of cache hits. */

/** A rate as plain data, for another process. */
export interface RateDelta {
  readonly kind: 'rate';
  readonly name: string;
  readonly count: number;
  readonly trues: number;
}

/** Counts true and false. */
export class Rate {
  readonly kind = 'rate';
  readonly name: string;
  count = 0;
  trues = 0;

  constructor(name: string) {
    this.name = name;
  }

  record(isTrue: boolean): void {
    this.count++;
    if (isTrue) this.trues++;
  }

  /** 0 to 1; 0 without any. */
  get share(): number {
    return this.count === 0 ? 0 : this.trues / this.count;
  }

  /** What was recorded since the last call, as plain data; null if nothing was. */
  drain(): RateDelta | null {
    const { name, count, trues } = this;
    this.clear();
    return count === 0 ? null : { kind: 'rate', name, count, trues };
  }

  /** Adds what another one recorded. */
  absorb({ count, trues }: Omit<RateDelta, 'kind' | 'name'>): void {
    this.count += count;
    this.trues += trues;
  }

  clear(): void {
    this.count = 0;
    this.trues = 0;
  }
}
