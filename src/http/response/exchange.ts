/** One request on the wire and its response: the only handler object that a request needs. */

import { now } from '../../util/loop/clock.js';
import { pollTime } from '../../util/loop/poll-time.js';
import type { RawHeaders } from '../../wire/headers.js';
import type { RequestSlot, ResponseHandler, TransportRequest } from '../../wire/transport.js';
import { bodiesTooLarge, bodyTooLarge } from '../errors/failures.js';
import type { PhaseRecorder } from '../timing/phases.js';
import { bodyMemory } from './body-memory.js';
import { ChunkList } from './chunk-list.js';

/** Called once, when the exchange is complete or has failed; of a stream, when its headers have arrived. */
export interface ExchangeListener {
  onSettled(exchange: Exchange): void;
}

/** Collects a response; settles when the body is complete or the connection has failed. */
export class Exchange implements ResponseHandler {
  readonly request: TransportRequest;
  status = 0;
  statusText = '';
  rawHeaders: RawHeaders = noHeaders;
  /** Bytes of the body as received, compressed. */
  receivedBytes = 0;
  /** The poll timestamp of the last byte; {@link now} when it failed. */
  finishedAt = 0;
  error: Error | null = null;
  slot: RequestSlot | null = null;
  /** Null unless `phases` are measured. */
  recorder: PhaseRecorder | null = null;
  /** Nearly all bodies arrive in one piece. */
  #piece: Buffer | null = null;
  #rest: ChunkList | null = null;
  /** Counted in {@link bodyMemory}. */
  #heldBytes = 0;
  #abort: ((reason: Error) => void) | null = null;
  readonly #maxBytes: number;
  readonly #listener: ExchangeListener;

  /** A body of more than `maxBytes` fails the exchange and drops the connection. */
  constructor(request: TransportRequest, maxBytes: number, listener: ExchangeListener) {
    this.request = request;
    this.#maxBytes = maxBytes;
    this.#listener = listener;
  }

  /** The body; its pieces are joined by this call. */
  body(): Buffer {
    const piece = this.#piece;
    if (piece === null) return noBytes;
    return this.#rest === null ? piece : this.#rest.concat(piece, this.receivedBytes);
  }

  onConnect(abort: (reason: Error) => void): void {
    this.#abort = abort;
  }

  onHeaders(status: number, headers: RawHeaders, _resume: () => void, statusText: string): boolean {
    if (status < 200) return true; // informational: the response follows
    this.status = status;
    this.rawHeaders = headers;
    this.statusText = statusText;
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.receivedBytes += chunk.length;
    if (this.receivedBytes > this.#maxBytes) return this.#fail(bodyTooLarge(this.#maxBytes));
    if (this.#piece === null) this.#piece = chunk;
    else return this.#add(chunk, this.#piece);
    return true;
  }

  onComplete(): void {
    this.finishedAt = pollTime.timestamp();
    if (this.#heldBytes > 0) this.releaseMemory();
    this.slot?.release();
    this.#listener.onSettled(this);
  }

  onError(error: Error): void {
    this.finishedAt = now();
    this.error = error;
    if (this.#heldBytes > 0) this.releaseMemory();
    this.slot?.release();
    this.#listener.onSettled(this);
  }

  /** The body is received, or given up. */
  protected releaseMemory(): void {
    bodyMemory.release(this.#heldBytes);
    this.#heldBytes = 0;
  }

  #add(chunk: Buffer, first: Buffer): boolean {
    const bytes = this.#rest === null ? first.length + chunk.length : chunk.length;
    this.#heldBytes += bytes;
    if (!bodyMemory.hold(bytes)) return this.#fail(bodiesTooLarge(bodyMemory.maxBytes));
    this.#rest ??= new ChunkList();
    this.#rest.add(chunk);
    return true;
  }

  #fail(reason: Error): boolean {
    this.#piece = null;
    this.#rest = null;
    this.releaseMemory();
    this.#abort?.(reason);
    return true;
  }
}

const noBytes = Buffer.alloc(0);
const noHeaders: RawHeaders = Object.freeze([]);
