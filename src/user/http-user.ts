/** A user with an HTTP client of its own: cookies and a kept-alive connection, as a browser tab has. */
import type { ActorClass } from '../core/actor.js';
import type { Environment } from '../core/environment.js';
import { StopUser } from '../core/signals.js';
import { HttpSession } from '../http/session.js';
import { BaseUrl } from '../http/target.js';
import { UndiciTransport } from '../http/undici-transport.js';
import { TslocError } from '../util/error.js';
import { afterTask, gone, killed, leaving } from './life.js';
import { User } from './user.js';

/** The base of users that speak HTTP. Locust's HttpUser. */
export class HttpUser extends User {
  static override abstract = true;

  /** Sends requests relative to the host, and reports each of them. */
  readonly client: HttpSession;

  /** @throws {TslocError} `MISSING_HOST`, `BAD_HOST` */
  constructor(environment: Environment) {
    super(environment);
    const { request } = environment.events;
    const base = baseUrlFor(this.constructor as typeof HttpUser, environment);
    this.client = new HttpSession(base, new UndiciTransport(), (sample) => request.report(sample));
  }

  override [afterTask](): void {
    this.client.settle();
  }

  override [killed](reason: Error): void {
    this.client.cancel(reason);
  }

  override [leaving](): void {
    super[leaving]();
    this.client.reopen();
  }

  override [gone](): void {
    this.client.cancel(new StopUser('The user has ended.'));
  }
}

/** Checks early what the first user would trip over. @throws {TslocError} `MISSING_HOST`, `BAD_HOST` */
export function requireHost(userClass: ActorClass<Environment>, environment: Environment): void {
  if (userClass.prototype instanceof HttpUser) baseUrlFor(userClass, environment);
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
