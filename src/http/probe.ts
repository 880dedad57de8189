/** Whether anything listens at a host, before a thousand users find out. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { settledWithin } from '../util/clock.js';

/** How long an answer may take, ms. */
const patience = 2_000;

/** False if a connection to the host of `url` is refused or cannot be made; true also where no answer came in time. */
export async function answersAt(url: string): Promise<boolean> {
  if (!URL.canParse(url)) return true;
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
  let failed = false;
  const connected = once(socket, 'connect').catch(() => {
    failed = true;
  });
  await settledWithin(patience, connected);
  socket.destroy();
  return !failed;
}
