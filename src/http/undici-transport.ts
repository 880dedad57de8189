/** Requests by undici; the only file that knows it. One connection a user and origin, kept alive, as a browser tab. */
import { buildConnector, Client, FormData as UndiciFormData } from 'undici';
import type { ResponseHandler, Transport, TransportRequest } from './transport.js';

type DispatchOptions = Parameters<Client['dispatch']>[0];
type DispatchHandler = Parameters<Client['dispatch']>[1];

const clientOptions: Client.Options = {
  // As Locust's HttpUser: a request may take as long as it takes.
  headersTimeout: 0,
  bodyTimeout: 0,
  // One for all users: a connector of its own would cost each of them a cache of TLS sessions.
  connect: buildConnector({ timeout: 0 }),
  // Idle connections are kept until the server closes them; undici's own limit would reconnect at each long wait.
  keepAliveTimeout: 600_000,
  keepAliveMaxTimeout: 600_000,
};

/** The transport of {@link HttpUser}. */
export class UndiciTransport implements Transport {
  #origin = '';
  #client: Client | null = null;
  #others: Map<string, Client> | null = null;

  send(request: TransportRequest, handler: ResponseHandler): void {
    const sameOrigin = request.origin === this.#origin && this.#client !== null;
    const client = sameOrigin ? (this.#client as Client) : this.#clientOf(request.origin);
    const options = isUnusual(request) ? adapted(request) : request;
    // Of a handler, undici calls the five methods of ours; its types ask for one with more.
    client.dispatch(options as DispatchOptions, handler as unknown as DispatchHandler);
  }

  drop(reason: Error): void {
    const clients = [this.#client, ...(this.#others?.values() ?? [])];
    this.#client = null;
    this.#others = null;
    for (const client of clients) client?.destroy(reason, ignore);
  }

  #clientOf(origin: string): Client {
    const known = this.#others?.get(origin);
    if (known !== undefined) return known;
    const client = new Client(origin, clientOptions);
    if (this.#client === null) {
      this.#origin = origin;
      this.#client = client;
    } else {
      this.#others ??= new Map();
      this.#others.set(origin, client);
    }
    return client;
  }
}

function isUnusual({ method, body }: TransportRequest): boolean {
  return method === 'HEAD' || body instanceof FormData;
}

/** Without a word against it, undici closes the connection after each HEAD. */
function adapted(request: TransportRequest) {
  const { body } = request;
  return { ...request, body: body instanceof FormData ? toUndici(body) : body, reset: false };
}

/** undici encodes only forms of its own class; it streams the files in them, so that nothing is copied a user. */
function toUndici(form: FormData): UndiciFormData {
  const copy = new UndiciFormData();
  for (const [name, value] of form) {
    if (typeof value === 'string') copy.append(name, value);
    else copy.append(name, value, value.name);
  }
  return copy;
}

function ignore(): void {}
