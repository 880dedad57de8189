/** autocannon, with its defaults: one request at a time per connection. */
import autocannon from 'autocannon';
import { conclude, ending, orders } from './client.js';

const { url, connections, lifetimeSeconds } = orders;
const instance = autocannon({ url, connections, duration: lifetimeSeconds + 1 });
ending.addEventListener('abort', () => instance.stop());
const result = await instance;
conclude({ requests: result.requests.sent, errors: result.errors + result.non2xx });
