/**
 * A server of known latency, which stamps its own truth. Arguments: the port, the shape of its latency. It answers any
 * GET with 100 bytes; of those with a path that begins with /m it keeps the exact time from having the request to
 * handing over the answer. SIGTERM ends it; it prints its account as JSON.
 */
import { createServer, type Socket } from 'node:net';
import { type Due, DueQueue } from './due-queue.js';
import { type LatencyShape, latencyOf } from './latencies.js';
import { Times } from './times.js';

const [port, shape] = process.argv.slice(2);
const latency = latencyOf(shape as LatencyShape);
const isInstant = shape === 'none';
const answer = `HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 100\r\n\r\n${'x'.repeat(100)}`;
const queue = new DueQueue<Connection>();
const times = new Times();
/** When this turn of the event loop began to read; 0 before. Whatever it reads was there by then. */
let turnAt = 0;

/** One client; it has one request under way at most. */
class Connection implements Due {
  due = 0;
  readonly #socket: Socket;
  #since = 0;
  #isMeasured = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#receive(bytes)).on('error', () => socket.destroy());
  }

  answer(): void {
    if (this.#isMeasured) times.add(performance.now() - this.#since);
    this.#socket.write(answer, 'latin1');
  }

  #receive(bytes: Buffer): void {
    if (bytes.toString('latin1', bytes.length - 4) !== '\r\n\r\n')
      throw new Error('Expected one whole request a read.');
    if (turnAt === 0) turnAt = performance.now();
    this.#since = turnAt;
    this.#isMeasured = bytes[5] === 0x6d;
    this.due = turnAt + latency();
    if (isInstant) this.answer();
    else queue.add(this);
  }
}

/** Timers count whole milliseconds: this looks at the clock all the time. */
function answerWhatIsDue(): void {
  turnAt = 0;
  for (let next = queue.take(performance.now()); next !== null; next = queue.take(performance.now())) next.answer();
  setImmediate(answerWhatIsDue);
}

createServer({ noDelay: true }, (socket) => new Connection(socket)).listen(
  { host: '127.0.0.1', port: Number(port), backlog: 4096 },
  answerWhatIsDue,
);
process.once('SIGTERM', () => {
  process.stdout.write(`${JSON.stringify(times.account())}\n`, () => process.exit());
});
