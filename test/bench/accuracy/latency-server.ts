/**
 * A server of known latency, which measures itself. Arguments: port and latency distribution. It answers any GET with 100
 * bytes; for paths that begin with /m it records the time from receiving the request to writing the response. It knows that
 * time within bounds: a request arrived between two polls of the event loop, and a response is sent between the beginning
 * and the end of a write. On SIGTERM it prints a {@link ServerAccount} as JSON and ends.
 */
import { createServer, type Socket } from 'node:net';
import { BinaryHeap, type HeapItem } from '../../../src/util/loop/binary-heap.js';
import { type LatencyShape, latencyOf } from './latencies.js';
import { Times } from './times.js';
import type { ServerAccount } from './verdict.js';

const [port, shape] = process.argv.slice(2);
const latency = latencyOf(shape as LatencyShape);
const isInstant = shape === 'none';
const response = `HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 100\r\n\r\n${'x'.repeat(100)}`;
const waiting = new BinaryHeap<Connection>();
const shortest = new Times();
const longest = new Times();
/** When this event-loop tick began to read; 0 before. Everything that it reads had arrived before that. */
let tickAt = 0;
/** Time before this poll, and before the last one: what is read now had not arrived by the latter. */
let pollAt = 0;
let lastPollAt = 0;

/** One client, with at most one request in flight. */
class Connection implements HeapItem {
  dueAt = 0;
  heapIndex = -1;
  readonly #socket: Socket;
  #receivedBy = 0;
  #notReceivedBy = 0;
  #isMeasured = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#receive(bytes)).on('error', () => socket.destroy());
  }

  answer(): void {
    if (this.#isMeasured) shortest.add(performance.now() - this.#receivedBy);
    this.#socket.write(response, 'latin1');
    if (this.#isMeasured) longest.add(performance.now() - this.#notReceivedBy);
  }

  #receive(bytes: Buffer): void {
    if (bytes.toString('latin1', bytes.length - 4) !== '\r\n\r\n')
      throw new Error('Expected one whole request per read.');
    if (tickAt === 0) tickAt = performance.now();
    this.#receivedBy = tickAt;
    this.#notReceivedBy = lastPollAt;
    this.#isMeasured = bytes[5] === 0x6d;
    this.dueAt = tickAt + latency();
    if (isInstant) this.answer();
    else waiting.add(this);
  }
}

/** Busy: timers have a resolution of 1 ms. */
function answerDue(): void {
  tickAt = 0;
  for (let { first } = waiting; first !== undefined && first.dueAt <= performance.now(); first = waiting.first) {
    waiting.remove(first);
    first.answer();
  }
  lastPollAt = pollAt;
  pollAt = performance.now();
  setImmediate(answerDue);
}

createServer({ noDelay: true }, (socket) => new Connection(socket)).listen(
  { host: '127.0.0.1', port: Number(port), backlog: 4096 },
  answerDue,
);
process.once('SIGTERM', () => {
  const account: ServerAccount = { ...shortest.account(), atMost: longest.account().percentiles };
  process.stdout.write(`${JSON.stringify(account)}\n`, () => process.exit());
});
