/** Checks before a run whether anything listens at a host. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { settledWithin } from '../util/loop/clock.js';
import { firstHop } from '../wire/network/dial.js';
import type { HostPort } from '../wire/network/host-map.js';
import type { Network } from '../wire/network/network.js';

/** How long connecting may take, ms. */
const timeoutMs = 2_000;

/**
 * Why no connection to the host of `url` can be made, or to where the route there begins (in this network, at this
 * proxy): the system's error. Null if one can be made, and if nothing was decided in time.
 */
export async function findConnectError(
  url: string,
  network: Network | null = null,
  proxy: HostPort | null = null,
): Promise<NodeJS.ErrnoException | null> {
  if (!URL.canParse(url)) return null;
  const socket = connect(proxy ?? firstHop(network, new URL(url)));
  let error: NodeJS.ErrnoException | null = null;
  const connected = once(socket, 'connect').catch((thrown: NodeJS.ErrnoException) => {
    error = thrown;
  });
  await settledWithin(timeoutMs, connected);
  socket.destroy();
  return error;
}
