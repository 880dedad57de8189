/** Joins a master: `client_ready` until it is acknowledged. */
import { TslocError } from '../../util/error.js';
import type { Logger } from '../../util/log/log.js';
import { Conditions } from '../condition.js';
import { masterTimeoutMs } from './master-watch.js';

/** Locust's wait for `ack`, and how often it asks: about five minutes. */
const ackWaitMs = 5_000;
const maxTries = 61;
/** After a first `ack`: a worker leaves a master that does not answer for a minute, also between two tests. */
const maxTriesAgain = masterTimeoutMs / ackWaitMs;
/** Failed tries that are not logged. */
const quietTries = 6;
/** A connection without an answer to so many tries may be dead. */
const triesPerConnection = 2;

/** Locust's master does not compare versions with this one. */
const anyVersion = -1;

/** One for each worker; joins again after each test. */
export class WorkerRegistration {
  readonly #send: (type: string, data: unknown) => void;
  readonly #logger: Logger;
  readonly #reconnect: () => void;
  readonly #changes = new Conditions();
  readonly #left = new AbortController();
  #isJoined = false;
  #hasJoined = false;
  #joining: Promise<void> | null = null;

  /** `reconnect` replaces a connection, if there is one, that may be dead without either end knowing. */
  constructor(send: (type: string, data: unknown) => void, logger: Logger, reconnect: () => void) {
    this.#reconnect = reconnect;
    this.#send = send;
    this.#logger = logger;
  }

  /** True while the master knows this worker as connected. */
  get isJoined(): boolean {
    return this.#isJoined;
  }

  /**
   * Resolves when the master has acknowledged, or {@link leave} was called.
   * @throws {TslocError} `MASTER_NOT_FOUND` after five minutes without an answer; after one if a master has answered before
   */
  join(): Promise<void> {
    this.#joining ??= this.#join().finally(() => {
      this.#joining = null;
    });
    return this.#joining;
  }

  /** The master has acknowledged. */
  acknowledge(): void {
    this.#isJoined = true;
    this.#hasJoined = true;
    this.#changes.check();
  }

  /** The master does not use this worker until it joins again. */
  forget(): void {
    this.#isJoined = false;
  }

  /** Gives up for good. */
  leave(): void {
    this.#left.abort();
  }

  async #join(): Promise<void> {
    this.#isJoined = false;
    const most = this.#hasJoined ? maxTriesAgain : maxTries;
    for (let tries = 1; tries <= most && !this.#left.signal.aborted; tries++) {
      this.#send('client_ready', anyVersion);
      const isAcknowledged = await this.#changes
        .until(() => this.#isJoined, ackWaitMs, this.#left.signal)
        .catch(() => false);
      if (isAcknowledged || this.#left.signal.aborted) return;
      if (tries % triesPerConnection === 0) this.#reconnect();
      const message = `Failed to connect to master, retry ${tries}/${most - 1}.`;
      if (tries <= quietTries) this.#logger.debug(message);
      else this.#logger.info(message);
    }
    if (this.#left.signal.aborted) return;
    const hint = 'Check --master-host and --master-port, and that a master listens there.';
    const time = this.#hasJoined ? 'a minute' : 'five minutes';
    throw new TslocError('MASTER_NOT_FOUND', `Expected a master to answer, got no answer in ${time}.`, {
      hint,
      exitCode: 255,
    });
  }
}
