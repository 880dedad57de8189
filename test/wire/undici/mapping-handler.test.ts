import { errors } from 'undici';
import { expect, it } from 'vitest';
import type { RequestSlot, ResponseHandler } from '../../../src/wire/transport.js';
import { MappingHandlers } from '../../../src/wire/undici/mapping-handler.js';

/** Notes what it is told. */
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

function started(handlers = new MappingHandlers()) {
  const recorder = new Recorder();
  return { recorder, handler: handlers.around(recorder) };
}

it('passes on everything, and the answers', () => {
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

it('is used again for the next request, with nothing of the last one', () => {
  const handlers = new MappingHandlers();
  const first = started(handlers);
  const beside = started(handlers);
  first.handler.onHeaders(204, [], ignore, '');
  first.handler.onComplete();
  const next = started(handlers);
  expect(next.handler).toBe(first.handler);
  expect(next.handler).not.toBe(beside.handler);
  next.handler.onError(new errors.ResponseContentLengthMismatchError());
  expect(next.recorder.seen).toMatchObject([{ kind: 'malformed-response' }]);
  expect(first.recorder.seen).toEqual([204, 'complete']);
});
