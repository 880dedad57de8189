/** Opens connections: directly, to the address of a host map, or through a proxy. */
import { lookup } from 'node:dns';
import { type IpcNetConnectOpts, isIP, type Socket, type TcpNetConnectOpts } from 'node:net';
import { defaultPort, unbracketed } from './endpoint.js';
import type { HostPort } from './host-map.js';
import type { Network } from './network.js';
import { type ProxyServer, proxyAuthorization } from './proxies.js';
import { openSocksTunnel } from './socks.js';
import { openTunnel } from './tunnel.js';

/** The target of one connection; the fields are undici's. */
export interface ConnectTarget {
  readonly protocol: string;
  /** An IPv6 address without brackets. */
  readonly hostname: string;
  /** With the port, if the URL has one. */
  readonly host?: string | undefined;
  readonly port: string;
  readonly servername?: string | undefined;
  readonly localAddress?: string | null | undefined;
  /** An open connection to the target, which only lacks TLS. */
  readonly httpSocket?: Socket | undefined;
}

/**
 * Calls back once. The returned socket emits the connection's events; destroying it with a reason fails the connection with
 * that reason.
 */
export type Dial = (target: ConnectTarget, callback: (error: Error | null, socket?: Socket) => void) => Socket;

/** Creates one step of a route: a function that connects with options of `net.connect` and `tls.connect`. */
export type CreateStep = (options: Record<string, unknown>) => Dial;

/** The dial function of a user class. */
export function createDial(network: Network, createStep: CreateStep): Dial {
  const { socketPath, http2, serverName } = network;
  const path = socketPath === null ? {} : { socketPath };
  const toHost = cacheByFamily((family) => createStep({ ...stepOptions(network, family), ...path, allowH2: http2 }));
  const toFirstHop = cacheByFamily((family) => createStep(stepOptions(network, family)));
  return (target, callback) => {
    // Undefined: the name of the host; undici's depends on the Host header.
    const named = { ...target, servername: serverName ?? undefined };
    const family = familyOf(network, target);
    const route = findRoute(network, target);
    if (route === null) return toHost(family)(named, callback);
    return toFirstHop(family)({ ...target, ...route.firstHop }, (error, socket) => {
      if (error !== null || socket === undefined) return callback(error);
      socket.on('error', ignore); // the caller listens for errors as well
      route.continueTo(socket).then(
        () => {
          if (target.protocol === 'https:')
            linkSockets(socket, toHost(family)({ ...named, httpSocket: socket }, callback));
          else callback(null, socket);
        },
        (reason: Error) => {
          socket.destroy();
          callback(reason);
        },
      );
    });
  };
}

/** The first hop to the host of `url`, as options of `net.connect`: the host itself, a proxy or a Unix socket. */
export function firstHop(network: Network | null, url: URL): TcpNetConnectOpts | IpcNetConnectOpts {
  const { protocol, host, port } = url;
  const target = { protocol, host, port, hostname: unbracketed(url.hostname) };
  if (network === null) return { host: target.hostname, port: portOf(target) };
  if (network.socketPath !== null) return { path: network.socketPath };
  const hop = findRoute(network, target)?.firstHop ?? target;
  const [localAddress] = network.sourceAddresses;
  const from = localAddress === undefined ? {} : { localAddress };
  return { host: hop.hostname, port: portOf(hop), family: familyOf(network, from), ...from };
}

/** A route whose first hop is not the host. */
interface Route {
  readonly firstHop: Omit<ConnectTarget, 'localAddress'>;
  /** Extends a socket that is connected to the first hop to the host. */
  readonly continueTo: (socket: Socket) => Promise<void>;
}

function findRoute(network: Network, { protocol, hostname, host = '', port }: ConnectTarget): Route | null {
  const { hosts, proxies } = network;
  const target = { host: hostname, port: portOf({ protocol, port }) };
  const proxy = proxies?.of(`${protocol}//${host}`) ?? null;
  if (proxy !== null) {
    const proxyAddress = hosts?.find(proxy.host, proxy.port) ?? proxy;
    const continueTo = (socket: Socket) => passProxy(socket, proxy, protocol, target, network);
    return { firstHop: hopTo(proxyAddress, proxy), continueTo };
  }
  const address = hosts?.find(target.host, target.port) ?? target;
  if (address.host === target.host && address.port === target.port) return null;
  return { firstHop: hopTo(address, null), continueTo: async () => {} };
}

function portOf({ protocol, port }: Pick<ConnectTarget, 'protocol' | 'port'>): number {
  return Number(port) || defaultPort(protocol === 'https:');
}

function hopTo({ host, port }: HostPort, proxy: ProxyServer | null): Route['firstHop'] {
  const isSecure = proxy?.isSecure === true;
  const servername = isSecure && isIP(proxy.host) === 0 ? proxy.host : undefined;
  return { protocol: isSecure ? 'https:' : 'http:', hostname: host, host: undefined, port: String(port), servername };
}

async function passProxy(
  socket: Socket,
  proxy: ProxyServer,
  protocol: string,
  target: HostPort,
  network: Network,
): Promise<void> {
  if (proxy.kind === 'http') {
    // A request for http needs no tunnel: the proxy gets it with its full URL.
    if (protocol === 'https:') await openTunnel(socket, target, proxyAuthorization(proxy));
    return;
  }
  await openSocksTunnel(socket, proxy.resolvesNames ? target : await resolveHost(target, network), proxy);
}

/** The target with an address instead of a name. */
async function resolveHost(target: HostPort, network: Network): Promise<HostPort> {
  const { host, port } = network.hosts?.find(target.host, target.port) ?? target;
  if (isIP(host) !== 0) return { host, port };
  const address = await new Promise<string>((resolve, reject) => {
    (network.lookup ?? lookup)(host, { family: network.family ?? 0 }, (error, found) => {
      if (error === null) resolve(found as string);
      else reject(error);
    });
  });
  return { host: address, port };
}

/** Options of `net.connect` and `tls.connect` for each step. */
function stepOptions(network: Network, family: number): Record<string, unknown> {
  return {
    timeout: 0,
    ...network.tls,
    ...(network.lookup === null ? {} : { lookup: network.lookup }),
    ...(family === 0 ? {} : { family }),
  };
}

/** The family of addresses to connect to; a local address can reach only addresses of its own family. */
function familyOf({ family }: Network, { localAddress }: Pick<ConnectTarget, 'localAddress'>): number {
  return family ?? isIP(localAddress ?? '');
}

function cacheByFamily(create: (family: number) => Dial): (family: number) => Dial {
  const dials = new Map<number, Dial>();
  return (family) => {
    const dial = dials.get(family) ?? create(family);
    dials.set(family, dial);
    return dial;
  };
}

/** Until TLS is established, the owner of the first socket may destroy it with a reason; it emits `secureConnect`. */
function linkSockets(socket: Socket, secured: Socket): void {
  const end = (reason: Error) => secured.destroy(reason);
  socket.once('error', end);
  secured.once('secureConnect', () => {
    socket.off('error', end);
    socket.emit('secureConnect');
  });
}

function ignore(): void {}
