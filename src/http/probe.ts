/** Whether anything listens at a host: asked once, before the users start. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { settledWithin } from '../util/loop/clock.js';
import { firstHop } from '../wire/network/dial.js';
import type { HostPort } from '../wire/network/host-map.js';
import type { Network } from '../wire/network/network.js';

const connectTimeoutMs = 2_000;

/**
 * False if connecting to the host of `url`, or to the proxy on the way to it, fails; true if it succeeds, or has not
 * failed within 2 s.
 */
export async function answersAt(
  url: string,
  network: Network | null = null,
  proxy: HostPort | null = null,
): Promise<boolean> {
  if (!URL.canParse(url)) return true;
  const socket = connect(proxy ?? firstHop(network, new URL(url)));
  let failed = false;
  const connected = once(socket, 'connect').catch(() => {
    failed = true;
  });
  await settledWithin(connectTimeoutMs, connected);
  socket.destroy();
  return !failed;
}
