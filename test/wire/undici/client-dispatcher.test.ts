import { errors } from 'undici';
import { expect, it } from 'vitest';
import { StaleTracker } from '../../../src/wire/resend-rules.js';
import type { RequestSlot, ResponseHandler } from '../../../src/wire/transport.js';
import { ClientDispatcher } from '../../../src/wire/undici/client-dispatcher.js';

/** Records its calls. */
class Recorder implements ResponseHandler {
  slot: RequestSlot | null = null;
  readonly seen: unknown[] = [];
  onConnect() {
    this.seen.push('connect');
  }
  onRequestSent() {
    this.seen.push('sent');
  }
  onHeaders(status: number) {
    this.seen.push(status);
    return false;
  }
  onData(chunk: Buffer) {
    this.seen.push(String(chunk));
    return true;
  }
  onComplete() {
    this.seen.push('complete');
  }
  onError(error: Error) {
    this.seen.push(error);
  }
}

const ignore = () => {};
const get = { method: 'GET' };

/** A dispatcher whose client only records the handlers of its requests. */
function startDispatcher(request: { method: string; body?: unknown } = get) {
  const handlers: ResponseHandler[] = [];
  let resends = 0;
  const client = { dispatch: (_: unknown, handler: ResponseHandler) => handlers.push(handler), destroy: ignore };
  const stale = new StaleTracker(60);
  const dispatcher = new ClientDispatcher(client, stale, () => resends++);
  const dispatch = () => {
    const recorder = new Recorder();
    dispatcher.dispatch(request, recorder);
    return recorder;
  };
  const sent = async (count: number) => {
    while (handlers.length < count) await new Promise(setImmediate);
    return handlers[count - 1] as ResponseHandler;
  };
  return { dispatcher, stale, handlers, dispatch, sent, resends: () => resends };
}

function started() {
  const { dispatch, handlers } = startDispatcher();
  const recorder = dispatch();
  return { recorder, handler: handlers[0] as ResponseHandler };
}

it('passes on requests and responses', () => {
  const { recorder, handler } = started();
  handler.onConnect(ignore);
  handler.onRequestSent?.();
  expect(handler.onHeaders(200, [], ignore, 'OK')).toBe(false);
  expect(handler.onData(Buffer.from('a'))).toBe(true);
  handler.onComplete();
  expect(recorder.seen).toEqual(['connect', 'sent', 200, 'a', 'complete']);
});

it('maps errors of undici by whether the head has been received, 1xx not counted', () => {
  const mismatch = new errors.ResponseContentLengthMismatchError();
  const kindAfter = (...statuses: number[]) => {
    const { recorder, handler } = started();
    for (const status of statuses) handler.onHeaders(status, [], ignore, '');
    handler.onError(mismatch);
    return recorder.seen.at(-1);
  };
  expect(kindAfter()).toMatchObject({ kind: 'malformed-response' });
  expect(kindAfter(103)).toMatchObject({ kind: 'malformed-response' });
  expect(kindAfter(103, 200)).toMatchObject({ kind: 'closed' });
});

it.each([204, 304])('completes a response of %i that announces a length', (status) => {
  const { recorder, handler } = started();
  handler.onHeaders(status, [], ignore, '');
  handler.onError(new errors.ResponseContentLengthMismatchError());
  expect(recorder.seen).toEqual([status, 'complete']);
});

it('reuses a handler for the next request, without state of the last one', async () => {
  const { dispatch, sent, handlers } = startDispatcher();
  const first = dispatch();
  dispatch();
  expect(handlers[1]).not.toBe(handlers[0]);
  handlers[0]?.onHeaders(204, [], ignore, '');
  handlers[0]?.onComplete();
  const next = dispatch();
  const handler = await sent(3);
  expect(handler).toBe(handlers[0]);
  handler.onError(new errors.ResponseContentLengthMismatchError());
  expect(next.seen).toMatchObject([{ kind: 'malformed-response' }]);
  expect(first.seen).toEqual([204, 'complete']);
});

const closed = () => new errors.SocketError('other side closed');

/** A request after a first one that was answered. */
async function second(request: { method: string; body?: unknown }) {
  const started = startDispatcher(request);
  started.dispatch();
  started.handlers[0]?.onComplete();
  const recorder = started.dispatch();
  const handler = await started.sent(2);
  return { ...started, recorder, handler };
}

it.each([get, { method: 'PUT', body: 'x' }])('sends %j again, once, if its connection was stale', async (request) => {
  const { recorder, handler, sent, resends, stale } = await second(request);
  handler.onError(closed());
  expect([recorder.seen, stale.isExpected(0)]).toEqual([[], true]);
  const again = await sent(3);
  again.onError(closed());
  expect([recorder.seen, resends()]).toEqual([[expect.objectContaining({ kind: 'closed' })], 1]);
});

it.each([
  ['a POST', { method: 'POST', body: 'x' }, closed(), false],
  ['a stream', { method: 'PUT', body: (async function* () {})() }, closed(), false],
  ['another error', get, new errors.HeadersTimeoutError(), false],
  ['a response that has begun', get, closed(), true],
])('does not send again: %s', async (_, request, error, hasHead) => {
  const { recorder, handler, resends } = await second(request);
  if (hasHead) handler.onHeaders(100, [], ignore, '');
  handler.onError(error);
  expect([recorder.seen.at(-1), resends()]).toEqual([expect.objectContaining({ name: 'WireError' }), 0]);
});

it('does not send again on a first connection', () => {
  const { dispatch, handlers, resends } = startDispatcher();
  const recorder = dispatch();
  handlers[0]?.onError(closed());
  expect([recorder.seen, resends()]).toEqual([[expect.objectContaining({ kind: 'closed' })], 0]);
});

it('fails a request that waits for the next poll with the reason of its destruction', async () => {
  const { dispatch, dispatcher, handlers } = startDispatcher();
  dispatch();
  handlers[0]?.onComplete();
  const recorder = dispatch();
  const reason = new Error('over');
  dispatcher.destroy(reason, ignore);
  while (recorder.seen.length === 0) await new Promise(setImmediate);
  expect([recorder.seen, handlers.length]).toEqual([[reason], 1]);
});

it('sends a request that the failure of another one allows when undici has removed that one', async () => {
  const { dispatch, handlers } = startDispatcher();
  const first = dispatch();
  first.onError = () => void dispatch();
  handlers[0]?.onError(new Error('refused'));
  expect(handlers).toHaveLength(1);
  await Promise.resolve();
  expect(handlers).toHaveLength(2);
});
