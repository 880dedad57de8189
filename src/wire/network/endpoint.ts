/** The parsed address of an origin, shared by all users. */

/** One server. */
export interface Endpoint {
  /** As `net.connect` expects it: IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** The value of the `Host` header: without the default port. */
  readonly authority: string;
}

/** The endpoint of a valid origin such as `http://127.0.0.1:8000`. */
export function parseEndpoint(origin: string): Endpoint {
  const url = new URL(origin);
  const isSecure = url.protocol === 'https:';
  const port = url.port === '' ? defaultPort(isSecure) : Number(url.port);
  return { host: unbracketed(url.hostname), port, isSecure, authority: url.host };
}

/** The `hostname` of a URL as `net.connect` expects it: IPv6 without brackets. */
export function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** The port of a URL without one, of the scheme `https` or `http`. */
export function defaultPort(isSecure: boolean): number {
  return isSecure ? 443 : 80;
}
