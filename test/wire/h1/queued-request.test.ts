import { describe, expect, it } from 'vitest';
import { BodyStream } from '../../../src/wire/body-stream.js';
import { prepareRetry, type QueuedRequest } from '../../../src/wire/h1/queued-request.js';

const queuedRequest = (method: string, parts: Partial<QueuedRequest> = {}) =>
  ({ request: { method, body: null }, retries: 0, isResent: false, ...parts }) as QueuedRequest;

describe('a request that failed before any byte of a response', () => {
  it.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'])('is sent again, once, if it is a %s', (method) => {
    const again = prepareRetry(queuedRequest(method), true);
    expect(again).toMatchObject({ isResent: true, retries: 0 });
    expect(prepareRetry(again as QueuedRequest, true)).toBeNull();
    expect(prepareRetry(queuedRequest(method), false)).toBeNull();
  });

  it.each(['POST', 'PATCH', 'get'])('is not sent again if it is a %s', (method) => {
    expect(prepareRetry(queuedRequest(method), true)).toBeNull();
  });

  it('is also sent again up to its number of retries, whatever its method', () => {
    expect(prepareRetry(queuedRequest('POST', { retries: 2 }), true)).toMatchObject({ isResent: false, retries: 1 });
    expect(prepareRetry(queuedRequest('GET', { retries: 2, isResent: true }), true)).toMatchObject({ retries: 1 });
  });

  it('is not sent again if its body can be read only once', () => {
    const body = new BodyStream(() => [], null, false);
    const request = { method: 'PUT', body } as unknown as QueuedRequest['request'];
    expect(prepareRetry(queuedRequest('PUT', { request, retries: 1 }), true)).toBeNull();
  });
});
