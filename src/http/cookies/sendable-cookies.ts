/** The cookies for one origin, prepared once: a request only selects by path. */

export interface SendableCookie {
  /** Percent-encoded as in requests. */
  readonly path: string;
  /** `name=value`. */
  readonly text: string;
}

/** Valid until one of its cookies expires or another one is set. */
export class SendableCookies {
  readonly #cookies: readonly SendableCookie[];
  readonly #validUntil: number;
  /** The header for all paths, if every cookie has the path `/`: the usual case. */
  readonly #forAllPaths: string | null;

  /**
   * @param cookies in sending order
   * @param validUntil epoch second at which the first of them expires; Infinity for never
   */
  constructor(cookies: readonly SendableCookie[], validUntil: number) {
    this.#cookies = cookies;
    this.#validUntil = validUntil;
    this.#forAllPaths = cookies.every(({ path }) => path === '/') ? joinCookies(cookies) : null;
  }

  /** Epoch second at which it becomes invalid. */
  get validUntil(): number {
    return this.#validUntil;
  }

  /** The value of the `Cookie` header for a path and query; an empty string for none. */
  header(path: string): string {
    if (this.#forAllPaths !== null) return this.#forAllPaths;
    const query = path.indexOf('?');
    const pathname = query < 0 ? path : path.slice(0, query);
    return joinCookies(this.#cookies.filter((cookie) => matchesPath(pathname, cookie.path)));
  }
}

function joinCookies(cookies: readonly SendableCookie[]): string {
  return cookies.map(({ text }) => text).join('; ');
}

/** RFC 6265, 5.1.4. */
function matchesPath(pathname: string, path: string): boolean {
  return (
    pathname.startsWith(path) &&
    (pathname.length === path.length || path.endsWith('/') || pathname[path.length] === '/')
  );
}
