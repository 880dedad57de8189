/** Settings of a user's client, which each request may override; checked when they are set, not at each request. */

import type { RequestName } from '../stats/request-name.js';
import { type Auth, sharedCredentials } from './request/auth.js';
import { checkSetting } from './request/option-values.js';
import { type HeaderValues, headerValuesOf } from './request/request-headers.js';
import type { BaseUrl } from './request/target.js';
import { defaultReceiveOptions, type ReceiveOptions, receiveOptionsFor } from './timing/receive-options.js';
import type { Timeout } from './timing/timeout.js';

type MutableHeaders = Record<string, string | readonly string[] | null>;

/** Assigning undefined restores the default: that of tsloc, not a value of the user class. */
export class SessionSettings {
  /** Requests read these fields directly: an accessor would cost a call each. */
  protected readonly settings: Settings;

  constructor(base: BaseUrl, warn: (message: string) => void) {
    this.settings = {
      base,
      headers: {},
      requestName: null,
      auth: null,
      maxRedirects: defaultMaxRedirects,
      warn,
      receiveOptions: defaultReceiveOptions,
    };
  }

  /** The host that relative URLs belong to. */
  get base(): BaseUrl {
    return this.settings.base;
  }

  /** Sent with every request, to any host; headers of the request override them. */
  get headers(): MutableHeaders {
    return this.settings.headers;
  }

  /** @throws {TslocError} `BAD_HEADERS` */
  set headers(headers: HeaderValues | Headers) {
    this.settings.headers = headerValuesOf(headers ?? {}) as MutableHeaders;
  }

  /** Names requests that have no `name`: a name, or a function of the request. null: path and query. */
  get requestName(): RequestName | null {
    return this.settings.requestName;
  }

  /** @throws {TslocError} `BAD_REQUEST_OPTION` */
  set requestName(name: RequestName | null) {
    checkSetting('requestName', name);
    this.settings.requestName = name ?? null;
  }

  /** Credentials for the host; they are not sent to other hosts. */
  get auth(): Auth | null {
    return this.settings.auth;
  }

  /** @throws {TslocError} `BAD_AUTH` */
  set auth(auth: Auth | null) {
    sharedCredentials(auth ?? null);
    this.settings.auth = auth ?? null;
  }

  /** Redirects that a request follows before it fails; 30 by default. */
  get maxRedirects(): number {
    return this.settings.maxRedirects;
  }

  /** @throws {TslocError} `BAD_REQUEST_OPTION` */
  set maxRedirects(limit: number) {
    checkSetting('maxRedirects', limit);
    this.settings.maxRedirects = limit ?? defaultMaxRedirects;
  }

  /** Maximum size of a decoded body, bytes; a request with a larger one fails. 256 MiB by default. */
  get maxBodyBytes(): number {
    return this.settings.receiveOptions.maxBodyBytes;
  }

  /** @throws {TslocError} `BAD_BODY_LIMIT` */
  set maxBodyBytes(bytes: number) {
    this.settings.receiveOptions = receiveOptionsFor(
      { maxBodyBytes: bytes ?? defaultReceiveOptions.maxBodyBytes },
      this.settings.receiveOptions,
    );
  }

  /** Limits in seconds; the request's own `timeout` replaces them. Null, the default: no limit. */
  get timeout(): Timeout {
    return this.settings.receiveOptions.timeout;
  }

  /** @throws {TslocError} `BAD_TIMEOUT` */
  set timeout(timeout: Timeout) {
    this.settings.receiveOptions = receiveOptionsFor({ timeout: timeout ?? null }, this.settings.receiveOptions);
  }

  /** Whether to measure the phases of each request: `response.phases`. */
  get phases(): boolean {
    return this.settings.receiveOptions.phases;
  }

  /** @throws {TslocError} `BAD_REQUEST_OPTION` */
  set phases(phases: boolean) {
    checkSetting('phases', phases);
    this.settings.receiveOptions = receiveOptionsFor({ phases: phases ?? false }, this.settings.receiveOptions);
  }
}

interface Settings {
  readonly base: BaseUrl;
  readonly warn: (message: string) => void;
  headers: MutableHeaders;
  requestName: RequestName | null;
  auth: Auth | null;
  maxRedirects: number;
  receiveOptions: ReceiveOptions;
}

const defaultMaxRedirects = 30;
