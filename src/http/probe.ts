/** Whether anything listens at a host, before a thousand users find out. */
import { connect } from 'node:net';

/** How long an answer may take, ms. */
const patience = 2_000;

/** False if a connection to the host of `url` is refused or cannot be made; true also where no answer came in time. */
export function answersAt(url: string): Promise<boolean> {
  if (!URL.canParse(url)) return Promise.resolve(true);
  const { hostname, port, protocol } = new URL(url);
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
  });
  return new Promise((resolve) => {
    const answer = (listens: boolean) => {
      socket.destroy();
      resolve(listens);
    };
    socket.setTimeout(patience, () => answer(true));
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
