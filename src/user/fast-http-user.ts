/** A user with a fast HTTP client: HTTP/1.1 on raw sockets, for more requests from each core. */
import { type SocketOptions, SocketSettings } from '../http/socket-settings.js';
import { SocketTransport } from '../http/socket-transport.js';
import type { Transport } from '../http/transport.js';
import { HttpBase, openTransport } from './http-base.js';

/** HttpUser's client on another wire. Locust's FastHttpUser. Class attributes are read when the first user is made. */
export class FastHttpUser extends HttpBase {
  static override abstract = true;
  /** Seconds without a byte after which a request fails. */
  static networkTimeout = 60;
  /** Seconds after which connecting fails. */
  static connectionTimeout = 60;
  /** How often a request is sent again that got no byte of an answer. */
  static maxRetries = 0;
  /** True accepts any certificate. */
  static insecure = true;
  /** Sent with every request. */
  static defaultHeaders: Readonly<Record<string, string>> | null = null;
  /** Connections of a user to one origin, for requests that overlap. */
  static concurrency = 10;

  override [openTransport](): Transport {
    return new SocketTransport(settingsOf(this.constructor as typeof FastHttpUser));
  }
}

const settings = new WeakMap<typeof FastHttpUser, SocketSettings>();

function settingsOf(userClass: typeof FastHttpUser): SocketSettings {
  let known = settings.get(userClass);
  if (known === undefined) {
    known = new SocketSettings(optionsOf(userClass));
    settings.set(userClass, known);
  }
  return known;
}

function optionsOf(userClass: typeof FastHttpUser): SocketOptions {
  return {
    connectTimeout: userClass.connectionTimeout * 1_000,
    readTimeout: userClass.networkTimeout * 1_000,
    retries: userClass.maxRetries,
    insecure: userClass.insecure,
    connections: userClass.concurrency,
  };
}
