/** The cookies that may go to one origin, made ready once: requests only choose by their path. */

/** One of them. */
export interface SendableCookie {
  readonly path: string;
  /** `name=value`. */
  readonly text: string;
}

/** Answers until one of its cookies expires or others are set. */
export class SendableCookies {
  readonly #cookies: readonly SendableCookie[];
  readonly #validUntil: number;
  /** The header of every path, if all of the cookies go everywhere: the usual case. */
  readonly #everywhere: string | null;

  /**
   * @param cookies in the order in which they are sent
   * @param validUntil epoch second at which the first of them expires; Infinity for never
   */
  constructor(cookies: readonly SendableCookie[], validUntil: number) {
    this.#cookies = cookies;
    this.#validUntil = validUntil;
    this.#everywhere = cookies.every(({ path }) => path === '/') ? joinCookies(cookies) : null;
  }

  /** The first second at which it is no longer true. */
  get validUntil(): number {
    return this.#validUntil;
  }

  /** The value of the `Cookie` header for a path with its query; an empty text for none. */
  header(path: string): string {
    if (this.#everywhere !== null) return this.#everywhere;
    const query = path.indexOf('?');
    const pathname = decodePath(query < 0 ? path : path.slice(0, query));
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

/** As the jar sees paths. */
function decodePath(pathname: string): string {
  try {
    return decodeURI(pathname);
  } catch {
    return pathname;
  }
}
