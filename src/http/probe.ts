/** Whether anything listens at a host, before a thousand users find out. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { settledWithin } from '../util/loop/clock.js';
import { firstHop } from '../wire/network/dial.js';
import type { HostPort } from '../wire/network/host-map.js';
import type { Network } from '../wire/network/network.js';

/** How long an answer may take, ms. */
const patience = 2_000;

/**
 * False if a connection to the host of `url`, or to where the way there begins (in this network, at this proxy), is
 * refused or cannot be made; true also where no answer came in time.
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
  await settledWithin(patience, connected);
  socket.destroy();
  return !failed;
}
