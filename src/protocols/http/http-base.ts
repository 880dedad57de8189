/** The base of HTTP users: each has a session, which ends with the user. Subclasses choose the transport. */
import { type ActorClass, prepareClass } from '../../core/actor.js';
import type { Environment } from '../../core/environment.js';
import { setRequestTracker } from '../../core/request-tracker.js';
import { RunCache } from '../../core/run-cache.js';
import { StopUser } from '../../core/signals.js';
import { createFetch, type Fetch } from '../../http/fetch/fetch.js';
import { noContext, type RequestContext } from '../../http/request/context.js';
import { BaseUrl } from '../../http/request/target.js';
import { bodyMemory } from '../../http/response/body-memory.js';
import { HttpSession } from '../../http/session.js';
import type { Timeout } from '../../http/timing/timeout.js';
import { runTracked } from '../../http/tracking/tracking.js';
import { afterTask, beforeOnStop, onEnd, onKill, reportRequest } from '../../user/hooks.js';
import { User } from '../../user/user.js';
import { TslocError } from '../../util/error.js';
import type { Transport } from '../../wire/transport.js';

declare global {
  interface TslocClient extends HttpSession {}
}

setRequestTracker(runTracked);

/** Creates the transport of a new user. Called once by the constructor, before the fields of subclasses exist. */
export const openTransport: unique symbol = Symbol('openTransport');

/** The base of HttpUser and FastHttpUser. */
export abstract class HttpBase extends User {
  static override abstract = true;

  /** Timeout of requests: seconds, or `{ connect, headers, body, total }`. None by default. */
  static timeout: Timeout = null;

  /** Sends requests relative to the host, and reports each one. */
  readonly client: HttpSession;
  #fetch: Fetch | null = null;

  /** Sets the limit of bodies and checks the host before the first user is created. @throws {TslocError} `MISSING_HOST`, `BAD_HOST` */
  static [prepareClass](environment: Environment): void {
    bodyMemory.maxBytes = environment.parsedOptions.maxTotalBodyBytes || Number.POSITIVE_INFINITY;
    baseUrlFor(this as unknown as ActorClass<Environment>, environment);
  }

  /** @throws {TslocError} `MISSING_HOST`, `BAD_HOST`, `BAD_TIMEOUT` */
  constructor(environment: Environment) {
    super(environment);
    const base = baseUrlFor(this.constructor as ActorClass<Environment>, environment);
    this.client = new HttpSession(
      base,
      this[openTransport](),
      (sample) => this[reportRequest](sample),
      environment.requestsInFlight,
      this,
      (message) => warnOnce(environment, message),
    );
    const { timeout } = this.constructor as typeof HttpBase;
    if (timeout !== null) this.client.timeout = timeout;
  }

  /**
   * The standard `fetch` with this user's cookies and connections, for an SDK that takes one. Each call is named and
   * reported like a request of {@link client}. It needs no `this`, and a URL may be relative to the host.
   */
  get fetch(): Fetch {
    this.#fetch ??= createFetch(this.client);
    return this.#fetch;
  }

  abstract [openTransport](): Transport;

  /** Context of every request of this user, for listeners of the `request` event; a request's own context overrides it. */
  context(): RequestContext {
    return noContext;
  }

  override [afterTask](): void {
    this.client.settle();
  }

  override [onKill](reason: Error): void {
    this.client.cancel(reason);
  }

  override [beforeOnStop](): void {
    super[beforeOnStop]();
    if (!this.signal.aborted) this.client.reopen();
  }

  override [onEnd](): void {
    this.client.close(new StopUser('The user has ended.'));
  }
}

const warnings = new WeakMap<Environment, Set<string>>();

/** Each message once a run. */
function warnOnce(environment: Environment, message: string): void {
  const logged = warnings.get(environment) ?? new Set();
  warnings.set(environment, logged);
  if (logged.has(message)) return;
  logged.add(message);
  environment.log.logger('locust.user').warning(message);
}

const baseUrls = new RunCache<string, BaseUrl>();

/** Parsed once for all users of a host in a run. */
function baseUrlFor(userClass: ActorClass<Environment>, environment: Environment): BaseUrl {
  const host = environment.hostFor(userClass);
  if (host === null) {
    const hint = `Set static host in class ${userClass.name}, or give --host.`;
    throw new TslocError('MISSING_HOST', `Expected a host for class ${userClass.name}, got none.`, { hint });
  }
  return baseUrls.get(environment, host, () => new BaseUrl(host));
}
