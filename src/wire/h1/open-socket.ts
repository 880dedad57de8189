/**
 * Opens sockets and attaches them to their connections. For most events, all sockets share one listener function per event,
 * instead of a closure for each socket.
 */
import { connect, isIP, Socket, type SocketConstructorOpts } from 'node:net';
import { connect as connectSecurely, type TLSSocket } from 'node:tls';
import type { HostPort } from '../network/host-map.js';
import { openTunnel } from '../network/tunnel.js';
import type { Origin, SocketOptions } from './socket-settings.js';

/** Receives the events of its socket. */
export interface SocketOwner {
  readonly isPaused: boolean;
  /** The tunnel through a proxy is open: requests are written to `socket` from now on. */
  onReady(socket: Socket): void;
  /** The socket is connected, including TLS. */
  onOpen(): void;
  /** `bytes` were received; they may be kept. */
  onBytes(bytes: Buffer): void;
  /** The first `length` of `bytes` were received; they are overwritten by the next read. */
  onBorrowedBytes(bytes: Buffer, length: number): void;
  /** The server has closed its side. */
  onEnd(): void;
  onSocketError(error: Error): void;
  /** The last event. */
  onClose(): void;
}

const ownerKey: unique symbol = Symbol('owner');
type OwnedSocket = Socket & { [ownerKey]: SocketOwner };

// One read buffer for all sockets: data that is kept must be copied before the next read.
const readBuffer = Buffer.allocUnsafeSlow(65_536);
const onread = { buffer: readBuffer, callback: onSharedRead };

/** A socket to the origin, which may be written to at once. With a proxy, the socket to the proxy: see `onReady`. */
export function openSocket(origin: Origin, options: SocketOptions, owner: SocketOwner): Socket {
  const { host, port, isSecure } = origin.endpoint;
  if (options.proxy !== null) return openThroughProxy(origin, options.proxy, options, owner);
  if (isSecure) return openSecureSocket(origin, options, owner, { host, port });
  const socket = attachOwner(new Socket({ onread } as SocketConstructorOpts), owner);
  // Not the option `noDelay`: connect() ignores it for an existing socket.
  return socket.on('connect', onOpen).setNoDelay(true).connect({ host, port });
}

function openThroughProxy(origin: Origin, proxy: HostPort, options: SocketOptions, owner: SocketOwner): Socket {
  const { endpoint } = origin;
  const socket = connect({ ...proxy, noDelay: true }).on('error', (error) => owner.onSocketError(error));
  openTunnel(socket, endpoint, null).then(
    () => {
      const originSocket = endpoint.isSecure
        ? openSecureSocket(origin, options, owner, { socket })
        : attachOwner(socket, owner).on('data', onData);
      owner.onReady(originSocket);
      if (!endpoint.isSecure) owner.onOpen();
    },
    (error: Error) => owner.onSocketError(error),
  );
  return socket;
}

function openSecureSocket(
  origin: Origin,
  options: SocketOptions,
  owner: SocketOwner,
  target: HostPort | { readonly socket: Socket },
): TLSSocket {
  const { host } = origin.endpoint;
  const socket = connectSecurely({
    ...target,
    host, // what the certificate has to be for, if it is an address
    servername: isAddress(host) ? '' : host,
    // Otherwise Node decides: NODE_TLS_REJECT_UNAUTHORIZED may be set.
    ...(options.insecure ? { rejectUnauthorized: false } : {}),
    session: origin.tlsSession ?? undefined,
    ALPNProtocols: ['http/1.1'],
    ...('socket' in target ? {} : { onread }),
  });
  socket.setNoDelay(true);
  socket.on('session', (session) => {
    origin.tlsSession = session;
  });
  attachOwner(socket, owner).on('secureConnect', onOpen);
  // Node ignores `onread` for an existing socket.
  return 'socket' in target ? socket.on('data', onData) : socket;
}

function attachOwner<S extends Socket>(socket: S, owner: SocketOwner): S {
  (socket as unknown as OwnedSocket)[ownerKey] = owner;
  return socket.on('end', onEnd).on('error', onError).on('close', onClose);
}

function onSharedRead(this: unknown, length: number): boolean {
  const owner = (this as OwnedSocket)[ownerKey];
  owner.onBorrowedBytes(readBuffer, length);
  return !owner.isPaused;
}

function onOpen(this: Socket): void {
  (this as OwnedSocket)[ownerKey].onOpen();
}

function onData(this: Socket, bytes: Buffer): void {
  const owner = (this as OwnedSocket)[ownerKey];
  owner.onBytes(bytes);
  if (owner.isPaused) this.pause();
}

function onEnd(this: Socket): void {
  (this as OwnedSocket)[ownerKey].onEnd();
}

function onError(this: Socket, error: Error): void {
  (this as OwnedSocket)[ownerKey].onSocketError(error);
}

function onClose(this: Socket): void {
  (this as OwnedSocket)[ownerKey].onClose();
}

function isAddress(host: string): boolean {
  return isIP(host) !== 0;
}
