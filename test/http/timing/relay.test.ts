import { describe, expect, it } from 'vitest';
import { Exchange } from '../../../src/http/response/exchange.js';
import { Relay } from '../../../src/http/timing/relay.js';

function relayed() {
  const request = { origin: 'http://h', path: '/', method: 'GET', headers: [], body: null };
  const ends: Exchange[] = [];
  const exchange = new Exchange(request, 5, { settle: (one) => ends.push(one) });
  return { exchange, relay: new Relay(exchange), ends };
}

describe('Relay', () => {
  it('forwards every call, in both directions', () => {
    const { exchange, relay, ends } = relayed();
    let releases = 0;
    const slot = { release: () => releases++ };
    relay.slot = slot;
    expect(relay.slot).toBe(slot);
    const aborted: Error[] = [];
    relay.onConnect((reason) => aborted.push(reason));
    expect(relay.onHeaders(200, [], () => {}, 'OK')).toBe(true);
    expect(relay.onData(Buffer.from('hello'))).toBe(true);
    relay.onData(Buffer.from('!'));
    expect(aborted).toHaveLength(1);
    relay.onComplete();
    expect([ends, releases, exchange.status]).toEqual([[exchange], 1, 200]);
  });

  it('forwards an error', () => {
    const { exchange, relay, ends } = relayed();
    const error = new Error('lost');
    relay.onError(error);
    expect([ends, exchange.error]).toEqual([[exchange], error]);
  });
});
