import { describe, expect, it } from 'vitest';
import { Exchange } from '../../../src/http/response/exchange.js';
import { EndableHandler } from '../../../src/http/timing/endable-handler.js';

class Endable extends EndableHandler {
  stop(): void {
    this.end(enough);
  }
}

const enough = new Error('enough');

function endable() {
  const request = { origin: 'http://h', path: '/', method: 'GET', headers: [], body: null };
  const settled: Exchange[] = [];
  const exchange = new Exchange(request, 100, { onSettled: (one) => settled.push(one) });
  return { handler: new Endable(exchange), exchange, settled };
}

describe('a request that may be ended', () => {
  it('ends through its connection, if it has one', () => {
    const { handler, exchange } = endable();
    handler.onConnect((reason) => handler.onError(reason));
    handler.stop();
    expect(exchange.error).toBe(enough);
  });

  it('ends through the connection that is being opened for it', () => {
    const { handler, exchange } = endable();
    handler.onOpening({ abort: (reason: Error) => handler.onError(reason) } as never);
    handler.stop();
    expect(exchange.error).toBe(enough);
  });

  it('ends at once without one, once; it is not sent, and releases its slot when it is dequeued', () => {
    const { handler, exchange, settled } = endable();
    let places = 0;
    handler.slot = { release: () => places++ };
    handler.stop();
    expect([exchange.error, settled.length, places]).toEqual([enough, 1, 0]);
    const aborts: Error[] = [];
    handler.onOpening({ abort: (reason: Error) => aborts.push(reason) } as never);
    expect(aborts).toEqual([enough]);
    expect(() => handler.onConnect(() => {})).toThrow(enough);
    handler.onError(enough);
    expect([settled.length, places]).toEqual([1, 1]);
  });
});
