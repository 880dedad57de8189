/** What goes wrong with a connection besides what the system says. */

/** An error of a connection. Its `code` is the one that undici has for it: failures have one name, whatever the wire. */
export class SocketError extends Error {
  override readonly name = 'SocketError';
  readonly code: string;

  constructor(kind: keyof typeof kinds) {
    const [code, message] = kinds[kind];
    super(message);
    this.code = code;
  }
}

const kinds = {
  closed: ['UND_ERR_SOCKET', 'The other side closed the connection.'],
  connectTimeout: ['UND_ERR_CONNECT_TIMEOUT', 'Connecting took too long.'],
  readTimeout: ['UND_ERR_HEADERS_TIMEOUT', 'Nothing came for too long.'],
} as const;
