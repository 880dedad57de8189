import { describe, expect, it } from 'vitest';
import { Exchange } from '../../../src/http/response/exchange.js';
import { ForwardingHandler } from '../../../src/http/timing/forwarding-handler.js';

function createForwarding() {
  const request = { origin: 'http://h', path: '/', method: 'GET', headers: [], body: null };
  const ends: Exchange[] = [];
  const exchange = new Exchange(request, 5, { onSettled: (one) => ends.push(one) });
  return { exchange, forwarding: new ForwardingHandler(exchange), ends };
}

describe('ForwardingHandler', () => {
  it('forwards every call, in both directions', () => {
    const { exchange, forwarding, ends } = createForwarding();
    let releases = 0;
    const slot = { release: () => releases++ };
    forwarding.slot = slot;
    expect(forwarding.slot).toBe(slot);
    const aborted: Error[] = [];
    forwarding.onConnect((reason) => aborted.push(reason));
    expect(forwarding.onHeaders(200, [], () => {}, 'OK')).toBe(true);
    expect(forwarding.onData(Buffer.from('hello'))).toBe(true);
    forwarding.onData(Buffer.from('!'));
    expect(aborted).toHaveLength(1);
    forwarding.onComplete();
    expect([ends, releases, exchange.status]).toEqual([[exchange], 1, 200]);
  });

  it('forwards what inner handlers may have', () => {
    const calls: unknown[] = [];
    const inner = Object.assign(createForwarding().exchange, {
      onOpening: (opening: unknown) => calls.push(opening),
      onSending: (sentBytes: () => number) => calls.push(sentBytes()),
      onRequestSent: () => calls.push('sent'),
    });
    const forwarding = new ForwardingHandler(inner as never);
    forwarding.onOpening('opening' as never);
    forwarding.onSending(() => 7);
    forwarding.onRequestSent();
    expect(calls).toEqual(['opening', 7, 'sent']);
  });

  it('forwards an error', () => {
    const { exchange, forwarding, ends } = createForwarding();
    const error = new Error('lost');
    forwarding.onError(error);
    expect([ends, exchange.error]).toEqual([[exchange], error]);
  });
});
