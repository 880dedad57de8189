/** Makes sockets and ties them to their connections, with one function for each event and not one a connection. */
import { connect, isIP, Socket, type SocketConstructorOpts } from 'node:net';
import { connect as connectSecurely, type TLSSocket } from 'node:tls';
import { openTunnel } from '../network/tunnel.js';
import type { Origin, SocketOptions } from './socket-settings.js';

/** Is told what becomes of its socket. */
export interface SocketOwner {
  readonly isPaused: boolean;
  /** The way through a proxy has been made: this is the socket to write to from now on. */
  onReady(socket: Socket): void;
  /** It is connected, with TLS and all. */
  onOpen(): void;
  /** `bytes` are the owner's to keep. */
  onBytes(bytes: Buffer): void;
  /** The first `length` of these bytes have come; they are overwritten afterwards. */
  onBorrowedBytes(bytes: Buffer, length: number): void;
  /** The other side says no more. */
  onEnd(): void;
  onSocketError(error: Error): void;
  /** The last event. */
  onClose(): void;
}

const owner: unique symbol = Symbol('owner');
type OwnedSocket = Socket & { [owner]: SocketOwner };

// What is kept of it is copied before anything else is read: it serves all sockets.
const shared = Buffer.allocUnsafeSlow(65_536);
const onread = { buffer: shared, callback: takeShared };

/** A socket to the origin; it may be written to at once. Through a proxy, it is that to the proxy: see `onReady`. */
export function openSocket(origin: Origin, options: SocketOptions, of: SocketOwner): Socket {
  const { host, port, isSecure } = origin.endpoint;
  if (options.proxy !== null) return openByProxy(origin, options.proxy, options, of);
  if (isSecure) return openSecureSocket(origin, options, of, { host, port });
  const socket = own(new Socket({ onread } as SocketConstructorOpts), of);
  // Not by the option of the same name: of a socket that is there, connect() does not look at it.
  return socket.on('connect', onOpen).setNoDelay(true).connect({ host, port });
}

function openByProxy(origin: Origin, proxy: Place, options: SocketOptions, of: SocketOwner): Socket {
  const { endpoint } = origin;
  const socket = connect({ ...proxy, noDelay: true }).on('error', (error) => of.onSocketError(error));
  openTunnel(socket, endpoint, null).then(
    () => {
      const end = endpoint.isSecure
        ? openSecureSocket(origin, options, of, { socket })
        : own(socket, of).on('data', onData);
      of.onReady(end);
      if (!endpoint.isSecure) of.onOpen();
    },
    (error: Error) => of.onSocketError(error),
  );
  return socket;
}

interface Place {
  readonly host: string;
  readonly port: number;
}

function openSecureSocket(
  origin: Origin,
  options: SocketOptions,
  of: SocketOwner,
  way: Place | { readonly socket: Socket },
): TLSSocket {
  const { host } = origin.endpoint;
  const socket = connectSecurely({
    ...way,
    servername: isAddress(host) ? '' : host,
    // Else it is up to Node, which may have been told otherwise.
    ...(options.insecure ? { rejectUnauthorized: false } : {}),
    session: origin.tlsSession ?? undefined,
    ALPNProtocols: ['http/1.1'],
    ...('socket' in way ? {} : { onread }),
  });
  socket.setNoDelay(true);
  socket.on('session', (session) => {
    origin.tlsSession = session;
  });
  own(socket, of).on('secureConnect', onOpen);
  // With a socket that is there already, Node does not take the buffer.
  return 'socket' in way ? socket.on('data', onData) : socket;
}

function own<S extends Socket>(socket: S, of: SocketOwner): S {
  (socket as unknown as OwnedSocket)[owner] = of;
  return socket.on('end', onEnd).on('error', onError).on('close', onClose);
}

function takeShared(this: unknown, length: number): boolean {
  const of = (this as OwnedSocket)[owner];
  of.onBorrowedBytes(shared, length);
  return !of.isPaused;
}

function onOpen(this: Socket): void {
  (this as OwnedSocket)[owner].onOpen();
}

function onData(this: Socket, bytes: Buffer): void {
  const of = (this as OwnedSocket)[owner];
  of.onBytes(bytes);
  if (of.isPaused) this.pause();
}

function onEnd(this: Socket): void {
  (this as OwnedSocket)[owner].onEnd();
}

function onError(this: Socket, error: Error): void {
  (this as OwnedSocket)[owner].onSocketError(error);
}

function onClose(this: Socket): void {
  (this as OwnedSocket)[owner].onClose();
}

function isAddress(host: string): boolean {
  return isIP(host) !== 0;
}
