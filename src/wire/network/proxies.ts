/** The proxies of `static network`, and which of them a request uses. */

import { removeAllCredentials } from '../../util/secrets/secrets.js';
import { percentDecode } from '../../util/text/percent-decode.js';
import { defaultPort, unbracketed } from './endpoint.js';
import { type Bypass, parseNoProxy } from './no-proxy.js';

/** One proxy. */
export interface ProxyServer {
  readonly kind: 'http' | 'socks5';
  /** Whether the connection to the proxy is encrypted: `https://`. */
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** Whether the proxy looks up host names; otherwise this machine does. */
  readonly resolvesNames: boolean;
}

/** The values of `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`; empty for unset variables. */
export interface ProxyVariables {
  readonly http: string;
  readonly https: string;
  readonly noProxy: string;
}

/** A proxy per scheme, and the hosts that bypass it. */
export class Proxies {
  readonly #http: ProxyServer | null;
  readonly #https: ProxyServer | null;
  readonly #bypasses: Bypass;
  readonly #cache = new Map<string, ProxyServer | null>();

  /** URLs of proxies; an empty text means none. @throws {Error} whose message is an invalid URL, without its password */
  constructor(http: string, https: string, noProxy: string | readonly string[]) {
    this.#http = parseProxy(http);
    this.#https = parseProxy(https);
    this.#bypasses = parseNoProxy(noProxy);
  }

  /** The proxy for an origin such as `https://api.example.com`; null for a direct connection. */
  of(origin: string): ProxyServer | null {
    let proxy = this.#cache.get(origin);
    if (proxy === undefined) {
      const { protocol, hostname, port } = new URL(origin);
      const isSecure = protocol === 'https:';
      const isBypassed = this.#bypasses(unbracketed(hostname), Number(port) || defaultPort(isSecure));
      proxy = isBypassed ? null : isSecure ? this.#https : this.#http;
      this.#cache.set(origin, proxy);
    }
    return proxy;
  }
}

const ports: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'socks5:': 1080, 'socks5h:': 1080 };

function parseProxy(text: string): ProxyServer | null {
  if (text === '') return null;
  const written = /^[a-z\d]+:\/\//i.test(text) ? text : `http://${text}`; // curl accepts `proxy:3128` as well
  const url = URL.canParse(written) ? new URL(written) : null;
  const usualPort = url === null ? undefined : ports[url.protocol];
  if (url === null || usualPort === undefined || url.hostname === '')
    throw new Error(`'${removeAllCredentials(text)}'`);
  return {
    kind: url.protocol.startsWith('socks') ? 'socks5' : 'http',
    isSecure: url.protocol === 'https:',
    host: unbracketed(url.hostname),
    port: Number(url.port) || usualPort,
    username: percentDecode(url.username),
    password: percentDecode(url.password),
    resolvesNames: url.protocol !== 'socks5:',
  };
}

/** The value of `proxy-authorization`; null without credentials. */
export function proxyAuthorization({ username, password }: ProxyServer): string | null {
  if (username === '' && password === '') return null;
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
