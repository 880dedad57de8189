/**
 * A server of known latency, which stamps its own truth. Arguments: the port, the shape of its latency. It answers any
 * GET with 100 bytes; of those with a path that begins with /m it keeps the time from having the request to handing over
 * the answer. It knows that time within bounds: a request came between two looks for news, and an answer is handed over
 * between the beginning and the end of a write. SIGTERM ends it; it prints its account as JSON, a {@link ServerAccount}.
 */
import { createServer, type Socket } from 'node:net';
import { type Due, DueQueue } from './due-queue.js';
import { type LatencyShape, latencyOf } from './latencies.js';
import { Times } from './times.js';
import type { ServerAccount } from './verdict.js';

const [port, shape] = process.argv.slice(2);
const latency = latencyOf(shape as LatencyShape);
const isInstant = shape === 'none';
const answer = `HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 100\r\n\r\n${'x'.repeat(100)}`;
const queue = new DueQueue<Connection>();
const shortest = new Times();
const longest = new Times();
/** When this turn of the event loop began to read; 0 before. Whatever it reads was there by then. */
let turnAt = 0;
/** When it was about to look for news, in this turn and in the one before: what it reads now was not there by then. */
let lookAt = 0;
let lookBefore = 0;

/** One client; it has one request under way at most. */
class Connection implements Due {
  due = 0;
  readonly #socket: Socket;
  #since = 0;
  #notBefore = 0;
  #isMeasured = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#receive(bytes)).on('error', () => socket.destroy());
  }

  answer(): void {
    if (this.#isMeasured) shortest.add(performance.now() - this.#since);
    this.#socket.write(answer, 'latin1');
    if (this.#isMeasured) longest.add(performance.now() - this.#notBefore);
  }

  #receive(bytes: Buffer): void {
    if (bytes.toString('latin1', bytes.length - 4) !== '\r\n\r\n')
      throw new Error('Expected one whole request a read.');
    if (turnAt === 0) turnAt = performance.now();
    this.#since = turnAt;
    this.#notBefore = lookBefore;
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
  lookBefore = lookAt;
  lookAt = performance.now();
  setImmediate(answerWhatIsDue);
}

createServer({ noDelay: true }, (socket) => new Connection(socket)).listen(
  { host: '127.0.0.1', port: Number(port), backlog: 4096 },
  answerWhatIsDue,
);
process.once('SIGTERM', () => {
  const account: ServerAccount = { ...shortest.account(), atMost: longest.account().percentiles };
  process.stdout.write(`${JSON.stringify(account)}\n`, () => process.exit());
});
