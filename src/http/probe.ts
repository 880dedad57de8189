/** Checks before a run whether anything listens at a host. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { settlesWithin } from '../util/loop/clock.js';
import { firstHop } from '../wire/network/dial.js';
import type { HostPort } from '../wire/network/host-map.js';
import type { Network } from '../wire/network/network.js';

/** How long connecting may take, ms. */
const timeoutMs = 2_000;

/**
 * Tries to connect to the first hop to the host of `url`: the host itself, its mapped address or a proxy. Returns the
 * system's error; null if the connection succeeds, or if neither happens in time.
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
  await settlesWithin(timeoutMs, connected);
  socket.destroy();
  return error;
}
