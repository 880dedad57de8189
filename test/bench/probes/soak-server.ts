/** A server that misbehaves by its paths, and tells at `/__count` of another port how many requests it got. Prints both URLs. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startMisbehavingServer } from '../../helpers/misbehaving/misbehaving-server.js';

const hostile = await startMisbehavingServer();
const counter = createServer((_, response) => response.end(String(hostile.asked.length)));
counter.listen(0, '127.0.0.1', () => {
  const { port } = counter.address() as AddressInfo;
  console.log(JSON.stringify({ url: hostile.url, countUrl: `http://127.0.0.1:${port}/` }));
});
