/** `--web-login`: sessions in signed cookies. The test decides who may log in. */
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { messageOf, TslocError } from '../../util/error.js';
import { epochSeconds } from '../../util/loop/clock.js';
import { findUnknownKey, optional, positiveNumber } from '../../util/rules.js';

/** What a test sets in a listener of `init`. */
export interface LoginSettings {
  /** Signs the session cookies; at least 16 characters. With the same secret, sessions outlive a restart. */
  secretKey: string;
  /** The user of a session id; null, undefined or false to refuse: Locust's `user_loader`. */
  loadUser: (id: string) => unknown;
  /** How long a session lasts; 12 hours by default. */
  sessionSeconds?: number;
}

const known: readonly (keyof LoginSettings)[] = ['secretKey', 'loadUser', 'sessionSeconds'];

const cookieName = 'tsloc_session';
const minKeyLength = 16;

/** The login of a page. Without `--web-login`, nothing requires a login. */
export class Login {
  readonly isEnabled: boolean;
  readonly #basePath: string;
  readonly #isSecure: boolean;
  #settings: LoginSettings | null = null;

  /** `isSecure`: the page is served by HTTPS, so cookies are sent over it only. */
  constructor(isEnabled: boolean, basePath: string, isSecure: boolean) {
    this.isEnabled = isEnabled;
    this.#basePath = basePath;
    this.#isSecure = isSecure;
  }

  /** @throws {TslocError} `BAD_LOGIN` */
  configure(settings: LoginSettings): void {
    const { secretKey, loadUser, sessionSeconds } = Object(settings) as LoginSettings;
    if (typeof secretKey !== 'string' || secretKey.length < minKeyLength)
      throw badLogin(`a secretKey of at least ${minKeyLength} characters`);
    if (typeof loadUser !== 'function') throw badLogin('loadUser to be a function that takes the id of a user');
    if (!optional(positiveNumber).accepts(sessionSeconds)) throw badLogin('sessionSeconds to be a number above 0');
    const unknown = findUnknownKey(settings, known);
    if (unknown !== undefined) throw badLogin(`only ${known.join(', ')} as settings, got '${unknown}'`);
    this.#settings = settings;
  }

  /** Logs a user in and redirects to `to`, a path of the page: the reply of a test's own login route. */
  async signIn(context: Context, id: string, to = `${this.#basePath}/`): Promise<Response> {
    const { secretKey, sessionSeconds = 12 * 3600 } = this.#requireSettings();
    const expires = Math.round(epochSeconds()) + sessionSeconds;
    await setSignedCookie(context, cookieName, `${expires}.${id}`, secretKey, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: this.#isSecure,
      maxAge: sessionSeconds,
    });
    return context.redirect(isLocalPath(to) ? to : `${this.#basePath}/`);
  }

  /** Ends the session of a request. */
  signOut(context: Context): void {
    deleteCookie(context, cookieName, { path: '/' });
  }

  /** Lets only logged-in users pass; others are redirected to the login page. For routes of a test, too. */
  readonly required: MiddlewareHandler = async (context, next) => {
    if (!this.isEnabled) return next();
    try {
      if (await this.#hasUser(context)) return await next();
    } catch (error) {
      const hint = 'Configure webUi.login in a listener of init, or leave out --web-login.';
      return context.html(`<!doctype html><p>Locust auth exception: ${escapeHtml(messageOf(error))}</p><p>${hint}</p>`);
    }
    const { search } = new URL(context.req.url);
    return context.redirect(`${this.#basePath}/login?next=${encodeURIComponent(context.req.path + search)}`);
  };

  async #hasUser(context: Context): Promise<boolean> {
    const { secretKey, loadUser } = this.#requireSettings();
    const value = await getSignedCookie(context, secretKey, cookieName);
    const [, expires = '0', id] = /^(\d+)\.(.*)$/s.exec(value || '') ?? [];
    if (id === undefined || Number(expires) < epochSeconds()) return false;
    return ((await loadUser(id)) ?? false) !== false;
  }

  #requireSettings(): LoginSettings {
    if (this.#settings === null) throw badLogin('webUi.login.configure({ secretKey, loadUser }) to be called');
    return this.#settings;
  }
}

/** Rejects `//host` and URLs: a login must not redirect to another host. Browsers remove tabs and line breaks from URLs. */
function isLocalPath(path: string): boolean {
  return /^\/(?![/\\])\P{Cc}*$/u.test(path);
}

function badLogin(expected: string): TslocError {
  const hint =
    'Write webUi.login.configure({ secretKey: process.env.SECRET_KEY, loadUser: (id) => users.get(id) ?? null }).';
  return new TslocError('BAD_LOGIN', `Expected ${expected}.`, { hint });
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
