/** A typed SDK with the user's `fetch`: each of its calls is reported as a request. */
import { constant, type Fetch, HttpUser, task } from 'tsloc';

interface Order {
  readonly id: number;
  readonly total: number;
}

/** Stands for a generated client, or one shared with the application, that takes a `fetch`. */
class ShopClient {
  readonly #fetch: Fetch;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  order(id: number): Promise<Order> {
    return this.#call<Order>(`/orders/${id}`);
  }

  place(items: readonly string[]): Promise<Order> {
    return this.#call<Order>('/orders', { method: 'POST', body: JSON.stringify({ items }) });
  }

  async #call<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await this.#fetch(path, { ...init, headers: { 'content-type': 'application/json' } });
    if (!response.ok) throw new Error(`The shop answered ${path} with status ${response.status}.`);
    return (await response.json()) as T;
  }
}

export class Customer extends HttpUser {
  static override waitTime = constant(0.1);
  readonly shop = new ShopClient(this.fetch);

  override onStart() {
    this.client.requestName = ({ path }) => path.replace(/\d+/g, ':id'); // one row of statistics for all orders
  }

  @task
  async buy() {
    const { id } = await this.shop.place(['milk', 'bread']);
    const order = await this.shop.order(id);
    if (order.total <= 0) throw new Error(`Order ${id} is free.`);
  }
}
