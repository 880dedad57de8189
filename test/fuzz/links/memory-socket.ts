/** Two sockets joined by a function that may change what passes: as much of a Socket as connections use. */
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';

export class MemorySocket extends EventEmitter {
  readonly writableNeedDrain = false;
  readonly writableLength = 0;
  readonly connecting = false;
  destroyed = false;
  /** What the other end has sent and this one has not yet heard. */
  readonly incoming: Buffer[] = [];
  other: MemorySocket | null = null;
  readonly #change: (bytes: Buffer) => Buffer;

  constructor(change: (bytes: Buffer) => Buffer) {
    super();
    this.#change = change;
  }

  write(bytes: Buffer, done?: (error: Error | null) => void): boolean {
    if (!this.destroyed) this.other?.incoming.push(this.#change(bytes));
    done?.(null);
    return true;
  }

  end(bytes?: Buffer): void {
    if (bytes) this.write(bytes);
    this.destroy();
  }

  /** Closes both ends, after the other one has heard everything. */
  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('close');
  }

  /** Hears what has arrived, in pieces of at most `size` bytes. False if there was nothing. */
  hear(size: number): boolean {
    const bytes = this.incoming.shift();
    if (bytes === undefined) {
      if (this.other?.destroyed) this.destroy();
      return false;
    }
    for (let at = 0; at < bytes.length && !this.destroyed; at += size) this.emit('data', bytes.subarray(at, at + size));
    return true;
  }

  asSocket(): Socket {
    return this as unknown as Socket;
  }
}

/** Both ends; what the first sends passes `forth`, what the second sends passes `back`. */
export function socketPair(
  forth: (bytes: Buffer) => Buffer,
  back: (bytes: Buffer) => Buffer,
): [MemorySocket, MemorySocket] {
  const [one, two] = [new MemorySocket(forth), new MemorySocket(back)];
  one.other = two;
  two.other = one;
  return [one, two];
}
