import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestSlot, ResponseHandler } from '../../../src/wire/transport.js';
import { ConnectionSlot, SlotPool } from '../../../src/wire/undici/connection-slot.js';

/** A request that the test ends. */
class Pending implements ResponseHandler {
  slot: RequestSlot | null = null;
  error: Error | null = null;
  onConnect() {}
  onHeaders() {
    return true;
  }
  onData() {
    return true;
  }
  onComplete() {
    this.slot?.release();
  }
  onError(error: Error) {
    this.error = error;
    this.slot?.release();
  }
}

/** Slots that record their requests: the first one and, through its pool, up to `limit`. */
function linesUpTo(limit: number) {
  const wires: { readonly sent: number[]; readonly underWay: Pending[]; dropped: Error | null }[] = [];
  const open = () => {
    const wire = { sent: [] as number[], underWay: [] as Pending[], dropped: null as Error | null };
    wires.push(wire);
    return new ConnectionSlot<number>({
      dispatch: (request, handler) => {
        wire.sent.push(request);
        wire.underWay.push(handler as Pending);
      },
      destroy: (reason) => {
        wire.dropped = reason;
        for (const one of wire.underWay.splice(0)) one.onError(reason);
      },
    });
  };
  const first = open();
  const handlers: Pending[] = [];
  const send = () => {
    const handler = new Pending();
    const request = handlers.push(handler) - 1;
    if (first.isFree) first.send(request, handler);
    else (first.pool ?? new SlotPool(first, limit, open)).send(() => request, handler);
  };
  const finish = (wire: number, place = 0) => wires[wire]?.underWay.splice(place, 1)[0]?.onComplete();
  return { wires, first, send, finish, handlers, underWay: () => wires.map((wire) => wire.underWay.length) };
}

describe('the slots of a user', () => {
  it('are one while requests follow one another', () => {
    const { wires, first, send, finish } = linesUpTo(10);
    for (let i = 0; i < 5; i++) {
      send();
      finish(0);
    }
    expect([wires.length, first.pool]).toEqual([1, null]);
  });

  it('are as many as requests overlap, up to the limit, and are reused', () => {
    const { wires, send, finish, underWay } = linesUpTo(3);
    for (let i = 0; i < 5; i++) send();
    expect(underWay()).toEqual([1, 1, 1]);
    for (const wire of [1, 2, 0, 1, 2]) finish(wire);
    expect(underWay()).toEqual([0, 0, 0]);
    send();
    send();
    expect(wires.map(({ sent }) => sent)).toEqual([
      [0, 5],
      [1, 3, 6],
      [2, 4],
    ]);
  });

  it('send all requests on one if it speaks HTTP/2, and wait until that is known', () => {
    const { wires, first, send, underWay } = linesUpTo(3);
    first.isNegotiating = true;
    for (let i = 0; i < 50; i++) send();
    expect(underWay()).toEqual([1]);
    first.isNegotiating = false;
    first.capacity = Number.POSITIVE_INFINITY;
    first.pool?.sendWaiting(first);
    expect([wires.length, underWay()]).toEqual([1, [50]]);
  });

  it('open at once for all waiting requests if the first one turns out to speak HTTP/1.1', () => {
    const { first, send, underWay } = linesUpTo(3);
    first.isNegotiating = true;
    for (let i = 0; i < 5; i++) send();
    first.isNegotiating = false;
    first.pool?.sendWaiting(first);
    expect(underWay()).toEqual([1, 1, 1]);
  });

  it('try the next request if the first connection fails', () => {
    const { wires, first, send } = linesUpTo(3);
    first.isNegotiating = true;
    send();
    send();
    wires[0]?.underWay.splice(0, 1)[0]?.onError(new Error('refused'));
    expect(wires.map(({ sent }) => sent)).toEqual([[0, 1]]);
  });

  it('fail all pending and waiting requests with the reason of their destruction, and accept no more', () => {
    const { wires, first, send, handlers } = linesUpTo(2);
    for (let i = 0; i < 4; i++) send();
    const reason = new Error('over');
    first.pool?.destroy(reason);
    first.destroy(reason);
    expect(handlers.map(({ error }) => error)).toEqual(Array(4).fill(reason));
    expect(wires.map(({ sent, dropped }) => [sent, dropped])).toEqual([
      [[0], reason],
      [[1], reason],
    ]);
  });

  it('are never idle while a request waits, keep to the limit, and serve in order', () => {
    const step = fc.oneof(fc.constant('send' as const), fc.record({ wire: fc.nat({ max: 4 }), place: fc.constant(0) }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 60 }), (limit, steps) => {
        const { wires, send, finish, handlers, underWay } = linesUpTo(limit);
        let finished = 0;
        for (const one of steps) {
          if (one === 'send') send();
          else if ((wires[one.wire]?.underWay.length ?? 0) > 0) {
            finish(one.wire);
            finished++;
          }
          const running = underWay().reduce((sum, count) => sum + count, 0);
          expect(running).toBe(Math.min(limit, handlers.length - finished));
          expect(Math.max(...underWay())).toBeLessThanOrEqual(1);
          for (const { sent } of wires) expect(sent).toEqual(sent.toSorted((a, b) => a - b));
          const started = wires.flatMap(({ sent }) => sent).sort((a, b) => a - b);
          expect(started).toEqual(started.map((_, i) => i));
        }
      }),
    );
  });
});
