/** What every user that speaks HTTP has: a session of its own, which ends with it. The wire below it is the class's. */
import { type ActorClass, prepareClass } from '../../core/actor.js';
import type { Environment } from '../../core/environment.js';
import { StopUser } from '../../core/signals.js';
import { type Fetch, fetchBy } from '../../http/fetch/fetch.js';
import { noContext, type RequestContext } from '../../http/request/context.js';
import { BaseUrl } from '../../http/request/target.js';
import { HttpSession } from '../../http/session.js';
import type { Timeout } from '../../http/timing/timeout.js';
import { afterTask, gone, killed, leaving } from '../../user/hooks.js';
import { User } from '../../user/user.js';
import { TslocError } from '../../util/error.js';
import type { Transport } from '../../wire/transport.js';

/** What carries the requests of a new user. Called once, while the user is being made: its fields are not there yet. */
export const openTransport: unique symbol = Symbol('openTransport');

/** The base of HttpUser and FastHttpUser. */
export abstract class HttpBase extends User {
  static override abstract = true;

  /** How long requests may take: seconds, or `{ connect, headers, body, total }`. For ever unless set. */
  static timeout: Timeout = null;

  /** Sends requests relative to the host, and reports each of them. */
  readonly client: HttpSession;
  #fetch: Fetch | null = null;

  /** Finds a missing host before the first user is made. @throws {TslocError} `MISSING_HOST`, `BAD_HOST` */
  static [prepareClass](environment: Environment): void {
    baseUrlFor(this as unknown as ActorClass<Environment>, environment);
  }

  /** @throws {TslocError} `MISSING_HOST`, `BAD_HOST`, `BAD_TIMEOUT` */
  constructor(environment: Environment) {
    super(environment);
    const { request } = environment.events;
    const base = baseUrlFor(this.constructor as ActorClass<Environment>, environment);
    const cut = () => environment.unansweredRequests++;
    this.client = new HttpSession(base, this[openTransport](), (sample) => request.report(sample), cut, this);
    const { timeout } = this.constructor as typeof HttpBase;
    if (timeout !== null) this.client.timeout = timeout;
  }

  /**
   * The web's `fetch` with this user's cookies and connections, for an SDK that takes one: each call is a request like
   * those of {@link client}, named and reported. It needs no `this`, and a URL may be relative to the host.
   */
  get fetch(): Fetch {
    this.#fetch ??= fetchBy(this.client);
    return this.#fetch;
  }

  abstract [openTransport](): Transport;

  /** Said of every request of this user to the listeners of the `request` event, beneath what the request says. */
  context(): RequestContext {
    return noContext;
  }

  override [afterTask](): void {
    this.client.settle();
  }

  override [killed](reason: Error): void {
    this.client.cancel(reason);
  }

  override [leaving](): void {
    super[leaving]();
    if (!this.signal.aborted) this.client.reopen();
  }

  override [gone](): void {
    this.client.close(new StopUser('The user has ended.'));
  }
}

const baseUrls = new Map<string, BaseUrl>();

/** Taken apart once for all users of a host. */
function baseUrlFor(userClass: ActorClass<Environment>, environment: Environment): BaseUrl {
  const host = environment.hostFor(userClass);
  if (host === null) {
    const hint = `Set static host in class ${userClass.name}, or give --host.`;
    throw new TslocError('MISSING_HOST', `Expected a host for class ${userClass.name}, got none.`, { hint });
  }
  let baseUrl = baseUrls.get(host);
  if (baseUrl === undefined) {
    baseUrl = new BaseUrl(host);
    baseUrls.set(host, baseUrl);
  }
  return baseUrl;
}
