/** The upper bound of undici: its `dispatch` with a minimal handler, one Client per connection. */
import { Client } from 'undici';
import { conclude, ending, orders } from './client.js';

type Options = Parameters<Client['dispatch']>[0];
type Handler = Parameters<Client['dispatch']>[1];

const request: Options = { path: '/', method: 'GET' };
let requests = 0;
let errors = 0;

for (let i = 0; i < orders.connections; i++)
  startConnection(new Client(orders.url, { headersTimeout: 0, bodyTimeout: 0 }));
ending.addEventListener('abort', () => conclude({ requests, errors }));

function startConnection(client: Client): void {
  const handler = {
    onConnect() {},
    onHeaders: () => true,
    onData: () => true,
    onComplete() {
      requests++;
      client.dispatch(request, handler as Handler);
    },
    onError() {
      errors++;
    },
  };
  client.dispatch(request, handler as Handler);
}
