/** One TCP connection that speaks ZMTP: greeting, handshake, then messages. */
import type { Socket } from 'node:net';
import { callAfterUnref } from '../../util/loop/clock.js';
import { type Command, errorCommandOf, parseCommand, pongOf, reasonOf } from './command.js';
import { commandFlag, type Frame, frameBytesOf } from './frame.js';
import { FrameReader } from './frame-reader.js';
import { checkGreeting, type Greeting, greetingBytes, greetingOf, parseGreeting } from './greeting.js';
import type { ByteBudget, ZmtpLimits } from './limits.js';
import type { Mechanism } from './mechanism.js';
import type { Metadata } from './metadata.js';
import { ProtocolError } from './protocol-error.js';

/** The events of a connection. */
export interface ConnectionEvents {
  /** The handshake is complete. @throws {ProtocolError} to refuse the peer */
  onReady(peer: Metadata): void;
  /** The first frame of a message, valid during the call; others are ignored, as Locust does. */
  onMessage(payload: Buffer): void;
  /** There is room for more after {@link ZmtpConnection.isFull}. */
  onDrain(): void;
  /** The last call. `reason` is why this end or the peer refused the connection; null if it was closed. */
  onClose(reason: string | null): void;
}

export class ZmtpConnection {
  readonly #socket: Socket;
  readonly #mechanism: Mechanism;
  readonly #limits: ZmtpLimits;
  readonly #reader: FrameReader;
  readonly #events: ConnectionEvents;
  readonly #cancelTimeout: () => void;
  #stage: 'greeting' | 'handshake' | 'ready' | 'ended' = 'greeting';
  #greeting: Buffer = Buffer.alloc(0);
  #isWithinMessage = false;
  #reason: string | null = null;

  /** Takes over a socket, connected or not yet. */
  constructor(socket: Socket, mechanism: Mechanism, limits: ZmtpLimits, budget: ByteBudget, events: ConnectionEvents) {
    this.#socket = socket;
    this.#mechanism = mechanism;
    this.#limits = limits;
    this.#events = events;
    this.#reader = new FrameReader(limits.handshakeFrameBytes, budget);
    const timeout = `Expected greeting and handshake within ${limits.handshakeMs / 1_000} s.`;
    this.#cancelTimeout = callAfterUnref(limits.handshakeMs, () => this.#refuse(timeout));
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('drain', () => this.#events.onDrain());
    socket.on('error', () => {}); // `close` follows
    socket.on('close', () => this.#onClosed());
    socket.write(greetingOf({ mechanism: mechanism.name, isServer: mechanism.isServer }));
  }

  /** Whether more should wait elsewhere, since the peer or the network is slow. */
  get isFull(): boolean {
    return this.#socket.writableLength >= maxBufferedBytes;
  }

  /** How many bytes wait in this process. */
  get queuedBytes(): number {
    return this.#socket.writableLength;
  }

  /** Sends a message of one frame; only when ready. `done` is called with whether the operating system has accepted all of it. */
  send(payload: Buffer, done: (isSent: boolean) => void): void {
    // A write that `destroy()` cuts off ends without an error.
    this.#socket.write(this.#mechanism.seal(payload, 0), (error) => done(!error && !this.#socket.destroyed));
  }

  /** Sends what is queued and closes; what arrives from now on is ignored. */
  end(): void {
    const wasReady = this.#stage === 'ready';
    this.#stage = 'ended';
    if (wasReady) this.#socket.end();
    else this.#socket.destroy();
  }

  /** Closes at once. */
  destroy(): void {
    this.#stage = 'ended';
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    try {
      const frames = this.#stage === 'greeting' ? this.#receiveGreeting(chunk) : chunk;
      if (frames) this.#receiveFrames(frames);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#refuse(error.message);
    }
  }

  /** What follows the greeting; null while it is incomplete. */
  #receiveGreeting(chunk: Buffer): Buffer | null {
    this.#greeting = this.#greeting.length === 0 ? chunk : Buffer.concat([this.#greeting, chunk]);
    checkGreeting(this.#greeting);
    if (this.#greeting.length < greetingBytes) return null;
    checkMechanism(this.#mechanism, parseGreeting(this.#greeting));
    this.#stage = 'handshake';
    const first = this.#mechanism.begin();
    if (first) this.#socket.write(frameBytesOf(first, commandFlag));
    const rest = this.#greeting.subarray(greetingBytes);
    this.#greeting = Buffer.alloc(0);
    return rest;
  }

  #receiveFrames(chunk: Buffer): void {
    if (this.#stage === 'ended') return;
    this.#reader.push(chunk);
    for (let frame = this.#reader.next(); frame; frame = this.#reader.next()) {
      if (this.#stage === 'handshake') this.#receiveHandshake(frame);
      else this.#receiveFrame(this.#mechanism.open(frame));
      if ((this.#stage as string) === 'ended') return;
    }
  }

  #receiveHandshake({ isCommand, body }: Frame): void {
    if (!isCommand) throw new ProtocolError('Expected a handshake, got a message.');
    const command = parseCommand(body);
    if (command.name === 'ERROR') throw peerError(command);
    const answer = this.#mechanism.receive(command);
    if (answer) this.#socket.write(frameBytesOf(answer, commandFlag));
    if (!this.#mechanism.peer) return;
    this.#cancelTimeout();
    this.#reader.maxBodyBytes = this.#limits.frameBytes;
    this.#events.onReady(this.#mechanism.peer);
    if ((this.#stage as string) !== 'ended') this.#stage = 'ready';
  }

  #receiveFrame({ isCommand, hasMore, body }: Frame): void {
    if (isCommand) {
      this.#receiveCommand(parseCommand(body));
      return;
    }
    const isFirst = !this.#isWithinMessage;
    this.#isWithinMessage = hasMore;
    if (isFirst) this.#events.onMessage(body);
  }

  /** Commands after the handshake. Unknown ones are of a later version, and need no answer. */
  #receiveCommand(command: Command): void {
    if (command.name === 'ERROR') throw peerError(command);
    if (command.name !== 'PING' || this.#socket.writableLength > maxQueuedBytesForPong) return;
    this.#socket.write(this.#mechanism.seal(pongOf(command), commandFlag));
  }

  /** Closes the connection; sends the reason first, if the peer can read it. */
  #refuse(reason: string): void {
    const stage = this.#stage;
    if (stage === 'ended') return;
    this.#reason = reason;
    this.#stage = 'ended';
    this.#reader.close();
    if (stage !== 'handshake' || this.#socket.connecting) return void this.#socket.destroy();
    this.#socket.end(frameBytesOf(errorCommandOf(reason), commandFlag));
    callAfterUnref(errorReadMs, () => this.#socket.destroy());
  }

  #onClosed(): void {
    this.#stage = 'ended';
    this.#cancelTimeout();
    this.#reader.close();
    this.#events.onClose(this.#reason);
  }
}

/** How long a refused peer has to read the error before its connection is closed. */
const errorReadMs = 1_000;

/** A burst of some thousand small messages. */
const maxBufferedBytes = 1_048_576;

/** A peer that sends `PING`s and reads nothing gets no more answers. */
const maxQueuedBytesForPong = 65_536;

function peerError(command: Command): ProtocolError {
  return new ProtocolError(`Expected to be accepted, got the error of the other node "${reasonOf(command)}".`);
}

/** @throws {ProtocolError} if the ends are secured in different ways */
function checkMechanism(own: Mechanism, peer: Greeting): void {
  if (own.name === 'NULL' && peer.mechanism === 'CURVE') {
    throw new ProtocolError('Expected a node without --master-token, got one with a token.');
  }
  if (own.name === 'CURVE' && peer.mechanism === 'NULL') {
    throw new ProtocolError('Expected a node with --master-token, got one without a token.');
  }
  if (own.name !== peer.mechanism) {
    throw new ProtocolError(`Expected mechanism ${own.name}, got ${peer.mechanism}.`);
  }
  if (own.isServer && peer.isServer) throw new ProtocolError('Expected a worker, got another master.'); // libzmq says false
}
