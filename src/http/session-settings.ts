/** What holds for all requests of a user's client unless they say otherwise; checked when it is set, not when it is used. */
import { type Auth, sharedCredentials } from './request/auth.js';
import type { RequestName } from './request/naming.js';
import { checkSetting } from './request/option-values.js';
import { type HeaderValues, headerValuesOf } from './request/request-headers.js';
import type { BaseUrl } from './request/target.js';
import { defaultReceiveOptions, type ReceiveOptions, receiveOptionsFor } from './timing/receive-options.js';
import type { Timeout } from './timing/timeout.js';

type MutableHeaders = Record<string, string | readonly string[] | null>;

/** Undefined sets a value back to what it was at first. */
export class SessionSettings {
  /** The values: requests read them here, since an accessor is a call. */
  protected readonly settings: Settings;

  constructor(base: BaseUrl) {
    this.settings = {
      base,
      headers: {},
      requestName: null,
      auth: null,
      maxRedirects: defaultMaxRedirects,
      receiveOptions: defaultReceiveOptions,
    };
  }

  /** Where it goes. */
  get base(): BaseUrl {
    return this.settings.base;
  }

  /** Sent with every request, wherever it goes; those of the request win. */
  get headers(): MutableHeaders {
    return this.settings.headers;
  }

  /** @throws {TslocError} `BAD_HEADERS` */
  set headers(headers: HeaderValues | Headers) {
    this.settings.headers = headerValuesOf(headers ?? {}) as MutableHeaders;
  }

  /** What requests without a `name` are called: a name, or what makes one of a request. null: their path and query. */
  get requestName(): RequestName | null {
    return this.settings.requestName;
  }

  /** @throws {TslocError} `BAD_REQUEST_OPTION` */
  set requestName(name: RequestName | null) {
    checkSetting('requestName', name);
    this.settings.requestName = name ?? null;
  }

  /** Credentials for the host; they go nowhere else. */
  get auth(): Auth | null {
    return this.settings.auth;
  }

  /** @throws {TslocError} `BAD_AUTH` */
  set auth(auth: Auth | null) {
    sharedCredentials(auth ?? null);
    this.settings.auth = auth ?? null;
  }

  /** Redirects that a request may follow before it fails; 30 unless changed. */
  get maxRedirects(): number {
    return this.settings.maxRedirects;
  }

  /** @throws {TslocError} `BAD_REQUEST_OPTION` */
  set maxRedirects(limit: number) {
    checkSetting('maxRedirects', limit);
    this.settings.maxRedirects = limit ?? defaultMaxRedirects;
  }

  /** Bytes that a body may have, decoded; a request with a larger one fails. 256 MiB unless changed. */
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

  /** How long its requests may take; a request's own replaces it. Null, the default, is for ever. */
  get timeout(): Timeout {
    return this.settings.receiveOptions.timeout;
  }

  /** @throws {TslocError} `BAD_TIMEOUT` */
  set timeout(timeout: Timeout) {
    this.settings.receiveOptions = receiveOptionsFor({ timeout: timeout ?? null }, this.settings.receiveOptions);
  }

  /** True notes where the time of each request goes: `response.phases`. */
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
  headers: MutableHeaders;
  requestName: RequestName | null;
  auth: Auth | null;
  maxRedirects: number;
  receiveOptions: ReceiveOptions;
}

const defaultMaxRedirects = 30;
