/** Hono's router with another order: middleware of a test runs before tsloc's own routes, which are added first. */
import { Hono } from 'hono';

type HonoRouter = Hono['router'];
type Entry = Parameters<HonoRouter['add']>[2];
type Route = Entry[1];

/** The first handler that is added, for every path, stays the first one. */
export class PageRouter implements HonoRouter {
  readonly name = 'PageRouter';
  /** Whether the handlers that are added are those of the test; tsloc's own come before. */
  isOfTest = false;
  /** Routes and middleware of the test. */
  readonly testRoutes: Route[] = [];
  readonly #router = new Hono().router;
  readonly #ownRoutes = new Set<Entry>();
  readonly #testMiddleware = new Set<Entry>();

  add(method: string, path: string, entry: Entry): void {
    this.#router.add(method, path, entry);
    const isMiddleware = method === 'ALL';
    if (this.isOfTest) this.testRoutes.push(entry[1]);
    if (this.isOfTest && isMiddleware) this.#testMiddleware.add(entry);
    if (!this.isOfTest && !isMiddleware) this.#ownRoutes.add(entry);
  }

  match(method: string, path: string): ReturnType<HonoRouter['match']> {
    const result = this.#router.match(method, path);
    const [first, ...others] = result[0];
    // Where the test alone has routes, its handlers run in the order in which it adds them.
    if (first === undefined || !others.some(([entry]) => this.#ownRoutes.has(entry))) return result;
    const isEarly = ([entry]: (typeof others)[number]) => this.#testMiddleware.has(entry);
    const sorted = [first, ...others.filter(isEarly), ...others.filter((one) => !isEarly(one))];
    return [sorted, ...result.slice(1)] as ReturnType<HonoRouter['match']>;
  }
}
