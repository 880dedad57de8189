/** Tells whether a connection has timed out, and whether the server may have closed it while it was idle. */
import { isConnectionClosed } from '../resend-rules.js';
import type { Origin, SocketSettings } from './socket-settings.js';

/** The activity of one connection, which calls the `on…` methods. Times are in ticks of the settings' ticker. */
export class ConnectionActivity {
  readonly #settings: SocketSettings;
  readonly #origin: Origin;
  /** The tick at which the last byte was sent or received. */
  #lastActiveTick: number;
  #sentBytes = 0;
  #hasResponded = false;
  /** Whether a second request was sent: the server keeps this connection open after a response. */
  #isReused = false;
  /** Whether the request was sent within a tick of the response before it. */
  #wasActiveInSameTick = false;

  constructor(settings: SocketSettings, origin: Origin) {
    this.#settings = settings;
    this.#origin = origin;
    this.#lastActiveTick = settings.ticker.tick;
  }

  /**
   * True if the server may have closed this idle connection: it has not been reused yet, it was idle for a tick, the
   * server has closed others, or a tick is overdue.
   */
  get mayBeStale(): boolean {
    const { ticker } = this.#settings;
    const { stale } = this.#origin;
    return !this.#isReused || ticker.tick > this.#lastActiveTick || stale.isExpected(ticker.tick) || ticker.isOverdue;
  }

  /** A request is sent. */
  onRequest(): void {
    this.#isReused = this.#hasResponded;
    const { tick } = this.#settings.ticker;
    this.#wasActiveInSameTick = tick === this.#lastActiveTick;
    this.#lastActiveTick = tick;
  }

  /** The connection was opened, bytes were received, or reading resumes after a pause. */
  onActive(): void {
    this.#lastActiveTick = this.#settings.ticker.tick;
  }

  /** A response is complete. */
  onResponse(): void {
    if (this.#isReused) this.#origin.stale.onReused();
    this.#hasResponded = true;
  }

  /**
   * The server closed this connection while it was idle. If the connection was active in this tick, or others were closed
   * before, more stale connections are expected.
   */
  onIdleEnd(): void {
    const { tick } = this.#settings.ticker;
    const { stale } = this.#origin;
    const isActiveInThisTick = tick === this.#lastActiveTick;
    if (isActiveInThisTick || stale.isExpected(tick)) stale.onStale(tick, isActiveInThisTick);
  }

  /**
   * True if a request without a response failed because it was sent on a stale connection; more stale connections are
   * expected then.
   */
  checkStale(error: Error): boolean {
    const wasStale = this.#hasResponded && isConnectionClosed(error);
    if (wasStale) this.#origin.stale.onStale(this.#settings.ticker.tick, this.#wasActiveInSameTick);
    return wasStale;
  }

  /**
   * True at the tick `tick` if nothing was sent or received for longer than the limit: the read timeout of an open
   * connection, else the connect timeout. `sentBytes` is the number of bytes passed to the operating system since the
   * connection was created.
   */
  checkTimeout(tick: number, sentBytes: number, isOpen: boolean): boolean {
    if (sentBytes !== this.#sentBytes) this.#lastActiveTick = tick;
    this.#sentBytes = sentBytes;
    const { connectTicks, readTicks } = this.#settings;
    return tick - this.#lastActiveTick > (isOpen ? readTicks : connectTicks);
  }
}
