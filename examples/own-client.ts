/** The team's own typed SDK as the load: it is given the user's fetch, and each of its calls is a request of the user. */
import { constant, type Fetch, HttpUser, task } from 'tsloc';

interface Order {
  readonly id: number;
  readonly total: number;
}

/** Stands for a client that is generated or shared with the application: all that it needs is a `fetch`. */
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
    if (!response.ok) throw new Error(`The shop said ${response.status} to ${path}.`);
    return (await response.json()) as T;
  }
}

export class Customer extends HttpUser {
  static override waitTime = constant(0.1);
  readonly shop = new ShopClient(this.fetch);

  override onStart() {
    this.client.requestName = ({ path }) => path.replace(/\d+/g, ':id'); // one row for all orders
  }

  @task
  async buy() {
    const { id } = await this.shop.place(['milk', 'bread']);
    const order = await this.shop.order(id);
    if (order.total <= 0) throw new Error(`Order ${id} is free.`);
  }
}
