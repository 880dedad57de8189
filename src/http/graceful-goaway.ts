/** How an HTTP/2 server ends a connection: it answers what it has taken, and wants the rest to go elsewhere. */
import type { ClientHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';

/**
 * Calls `retire` when the server takes no more requests on the connection of `socket`; those that it has taken get their
 * answers. undici itself would drop them: its listener is left for servers that end a connection because of an error.
 */
export function onGracefulGoaway(socket: Socket, retire: () => void): void {
  const session = sessionOf(socket);
  if (session === null) return;
  const listeners = session.listeners('goaway');
  session.removeAllListeners('goaway');
  let isRetired = false; // servers may say it twice: when they make up their mind, and when they are done
  session.on('goaway', (code, ...more) => {
    if (code !== 0) {
      for (const listener of listeners) listener.call(session, code, ...more);
      return;
    }
    // The server closes its side with the last answer: undici would drop those of which a part is still to be read.
    for (const emitter of [session, socket]) {
      for (const listener of emitter.listeners('end')) {
        if (/^onHttp2\w+End$/.test(listener.name)) emitter.removeListener('end', listener as () => void);
      }
    }
    if (!isRetired) retire();
    isRetired = true;
  });
}

/** undici notes the session at its socket, and nowhere else. */
function sessionOf(socket: Socket): ClientHttp2Session | null {
  for (const symbol of Object.getOwnPropertySymbols(socket)) {
    if (symbol.description !== 'http2Session') continue;
    const session: unknown = Reflect.get(socket, symbol);
    return isSession(session) ? session : null;
  }
  return null;
}

function isSession(value: unknown): value is ClientHttp2Session {
  return typeof value === 'object' && value !== null && 'goaway' in value && 'removeAllListeners' in value;
}
