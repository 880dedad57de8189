/** Where a socket goes, taken from an origin once for all users. */

/** One server. */
export interface Endpoint {
  /** As a socket takes it: IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** As the `Host` header has it: without the port where that goes without saying. */
  readonly authority: string;
}

/** The endpoint of an origin such as `http://127.0.0.1:8000`, which has been checked before. */
export function parseEndpoint(origin: string): Endpoint {
  const url = new URL(origin);
  const isSecure = url.protocol === 'https:';
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port, isSecure, authority: url.host };
}
