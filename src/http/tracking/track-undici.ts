/** Tracks requests of undici, any copy of it: Node's global `fetch` too. */
import { subscribe } from 'node:diagnostics_channel';
import type { Tracking } from '../../stats/tracking.js';
import { fromUndici } from '../../wire/undici/undici-error.js';
import { TrackedRequest } from './tracked-request.js';

/** Subscribes permanently; `current` says how the running code is tracked; null if it is not. */
export function trackUndici(current: () => Tracking | null): void {
  const open = new WeakMap<object, TrackedRequest>();
  listen('create', ({ request }) => {
    const tracking = current();
    if (tracking === null || request.method === 'CONNECT' || request.upgrade) return; // tunnels and upgrades
    open.set(request, new TrackedRequest(tracking, targetOf(request)));
  });
  listen('headers', ({ request, response }) => {
    if (response === undefined || response.statusCode < 200) return;
    const { statusCode: status, statusText = '', headers } = response;
    open.get(request)?.receiveHead({ status, statusText, lengthBytes: lengthOf(headers), response });
  });
  listen('bodyChunkReceived', ({ request, chunk }) => {
    const one = open.get(request);
    if (one !== undefined) one.receivedBytes += chunk?.length ?? 0;
  });
  const end = ({ request, error }: Message) => {
    const one = open.get(request);
    open.delete(request);
    one?.end(error === undefined ? null : fromUndici(error, one.hasHead));
  };
  listen('trailers', ({ request }) => end({ request }));
  listen('error', end);
}

/** Messages that undici publishes. */
interface Message {
  readonly request: UndiciRequest;
  readonly response?: { statusCode: number; statusText?: string; headers: readonly (Buffer | string)[] };
  readonly chunk?: Uint8Array;
  readonly error?: Error;
}

interface UndiciRequest {
  readonly method: string;
  readonly origin: string | URL;
  readonly path: string;
  readonly upgrade?: string | null;
}

function listen(event: string, listener: (message: Message) => void): void {
  subscribe(`undici:request:${event}`, (message) => listener(message as Message));
}

function targetOf({ method, origin, path }: UndiciRequest) {
  return { method, origin: new URL(origin).origin, path };
}

function lengthOf(headers: readonly (Buffer | string)[]): number | null {
  const at = headers.findIndex((name, i) => i % 2 === 0 && /^content-length$/i.test(String(name)));
  return at < 0 ? null : Number(String(headers[at + 1]));
}
