/** Wraps a handler and forwards every call: the base class of handlers for optional features. */
import type { ConnectTimes } from '../../wire/connect-times.js';
import type { RawHeaders } from '../../wire/headers.js';
import type { RequestSlot, ResponseHandler } from '../../wire/transport.js';

/** Changes nothing; each subclass adds one thing. */
export class ForwardingHandler implements ResponseHandler {
  protected readonly inner: ResponseHandler;

  constructor(inner: ResponseHandler) {
    this.inner = inner;
  }

  get slot(): RequestSlot | null {
    return this.inner.slot;
  }

  set slot(slot: RequestSlot | null) {
    this.inner.slot = slot;
  }

  get cancelledBy(): Error | null {
    return this.inner.cancelledBy ?? null;
  }

  onOpening(opening: ConnectTimes): void {
    this.inner.onOpening?.(opening);
  }

  onConnect(abort: (reason: Error) => void): void {
    this.inner.onConnect(abort);
  }

  onSending(sentBytes: () => number): void {
    this.inner.onSending?.(sentBytes);
  }

  onRequestSent(): void {
    this.inner.onRequestSent?.();
  }

  onHeaders(status: number, headers: RawHeaders, resume: () => void, statusText: string): boolean {
    return this.inner.onHeaders(status, headers, resume, statusText);
  }

  onData(chunk: Buffer): boolean {
    return this.inner.onData(chunk);
  }

  onComplete(): void {
    this.inner.onComplete();
  }

  onError(error: Error): void {
    this.inner.onError(error);
  }
}
