/** The cookies of one user, by tough-cookie (RFC 6265); nothing is built before the first cookie is set. */
import { CookieJar } from 'tough-cookie';

/** Remembers what servers set, and says what to send. */
export class Cookies {
  #jar: CookieJar | null = null;

  /** Keeps the cookies of `Set-Cookie` headers that came from `url`; malformed ones are dropped, as browsers do. */
  store(setCookies: readonly string[], url: string): void {
    this.#jar ??= new CookieJar(undefined, { rejectPublicSuffixes: false });
    for (const cookie of setCookies) this.#jar.setCookieSync(cookie, url, { ignoreError: true });
  }

  /** The value of the `Cookie` header for `origin` and `path`; an empty string for none. */
  header(origin: string, path: string): string {
    return this.#jar === null ? '' : this.#jar.getCookieStringSync(origin + path);
  }

  /** Forgets all of them. */
  clear(): void {
    this.#jar = null;
  }
}
