import { describe, expect, it } from 'vitest';
import { Exchange } from '../../src/http/exchange.js';
import { SecondTry } from '../../src/http/second-try.js';

const refused = Object.assign(new Error('Stream closed with error code NGHTTP2_REFUSED_STREAM'), {
  code: 'ERR_HTTP2_STREAM_ERROR',
});

function newTry() {
  const settled: Exchange[] = [];
  const request = { origin: 'http://h', path: '/', method: 'GET', headers: [], body: null };
  const exchange = new Exchange(request, 100, (one) => settled.push(one));
  const sent: unknown[] = [];
  const handler = new SecondTry(exchange, (again) => sent.push(again));
  return { handler, exchange, settled, sent };
}

describe('a request that its server has turned away', () => {
  it.each([refused, Object.assign(new Error('x'), { code: 'ERR_HTTP2_GOAWAY_SESSION' })])(
    'is sent again, and nobody is told (%s)',
    (error) => {
      const { handler, settled, sent } = newTry();
      handler.onError(error);
      expect([sent, settled]).toEqual([[handler], []]);
      handler.onHeaders(200, [], () => {}, '');
      handler.onData(Buffer.from('abc'));
      handler.onComplete();
      expect(settled[0]).toMatchObject({ status: 200, error: null, receivedBytes: 3 });
    },
  );

  it('fails when it has been turned away ten times', () => {
    const { handler, settled, sent } = newTry();
    for (let i = 0; i < 10; i++) handler.onError(refused);
    expect(sent).toHaveLength(9);
    expect(settled).toMatchObject([{ status: 0, error: refused }]);
  });

  it('fails at once if an answer had begun, or for any other reason', () => {
    const begun = newTry();
    begun.handler.onHeaders(200, [], () => {}, '');
    begun.handler.onError(refused);
    expect([begun.sent, begun.settled.length]).toEqual([[], 1]);
    const reset = newTry();
    reset.handler.onError(new Error('Stream closed with error code NGHTTP2_INTERNAL_ERROR'));
    expect([reset.sent, reset.settled.length]).toEqual([[], 1]);
  });
});
