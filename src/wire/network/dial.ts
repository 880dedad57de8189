/** The way to a host: straight, to where the host map says, or through a proxy. */
import { lookup } from 'node:dns';
import { type IpcNetConnectOpts, isIP, type Socket, type TcpNetConnectOpts } from 'node:net';
import type { HostPort } from './host-map.js';
import type { Network } from './network.js';
import { type ProxyServer, proxyAuthorization } from './proxies.js';
import { openSocksTunnel } from './socks.js';
import { openTunnel } from './tunnel.js';

/** One connection that is wanted. */
export interface ConnectTarget {
  readonly protocol: string;
  /** Without brackets. */
  readonly hostname: string;
  /** With the port, if the URL has one. */
  readonly host?: string | undefined;
  readonly port: string;
  readonly servername?: string | undefined;
  readonly localAddress?: string | null | undefined;
  /** What leads there already: only TLS is missing. */
  readonly httpSocket?: Socket | undefined;
}

/** Calls back once. What it returns tells how far it is, and may be destroyed: the reason is then the error. */
export type Dial = (wanted: ConnectTarget, callback: (error: Error | null, socket?: Socket) => void) => Socket;

/** How the library below connects, with options of `net.connect` and `tls.connect`. */
export type CreateStep = (options: Record<string, unknown>) => Dial;

/** The way of a class; `make` makes the single steps of it. */
export function createDial(network: Network, make: CreateStep): Dial {
  const { socketPath, http2, serverName } = network;
  const path = socketPath === null ? {} : { socketPath };
  const toHost = byFamily((family) => make({ ...stepOptions(network, family), ...path, allowH2: http2 }));
  const toElsewhere = byFamily((family) => make(stepOptions(network, family)));
  return (wanted, callback) => {
    const named = serverName === null ? wanted : { ...wanted, servername: serverName };
    const family = familyOf(network, wanted);
    const detour = detourOf(network, wanted);
    if (detour === null) return toHost(family)(named, callback);
    return toElsewhere(family)({ ...wanted, ...detour.step }, (error, socket) => {
      if (error !== null || socket === undefined) return callback(error);
      socket.on('error', ignore); // whoever uses it hears of its errors too
      detour.lead(socket).then(
        () => {
          if (wanted.protocol === 'https:') join(socket, toHost(family)({ ...named, httpSocket: socket }, callback));
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

/** Where the way to the host of `url` begins, as `net.connect` takes it: the host itself, a proxy, a Unix socket. */
export function firstHop(network: Network | null, url: URL): TcpNetConnectOpts | IpcNetConnectOpts {
  const { protocol, host, port } = url;
  const wanted = { protocol, host, port, hostname: url.hostname.replace(/^\[|\]$/g, '') };
  if (network === null) return { host: wanted.hostname, port: portOf(wanted) };
  if (network.socketPath !== null) return { path: network.socketPath };
  const step = detourOf(network, wanted)?.step ?? wanted;
  const [localAddress] = network.sourceAddresses;
  const from = localAddress === undefined ? {} : { localAddress };
  return { host: step.hostname, port: portOf(step), family: familyOf(network, from), ...from };
}

/** A way that begins at another place than the host. */
interface Detour {
  readonly step: Omit<ConnectTarget, 'localAddress'>;
  /** Makes what is connected to that place lead on to the host. */
  readonly lead: (socket: Socket) => Promise<void>;
}

function detourOf(network: Network, { protocol, hostname, host = '', port }: ConnectTarget): Detour | null {
  const { hosts, proxies } = network;
  const target = { host: hostname, port: portOf({ protocol, port }) };
  const proxy = proxies?.of(`${protocol}//${host}`) ?? null;
  if (proxy !== null) {
    const place = hosts?.find(proxy.host, proxy.port) ?? proxy;
    return { step: stepTo(place, proxy), lead: (socket) => passProxy(socket, proxy, protocol, target, network) };
  }
  const place = hosts?.find(target.host, target.port) ?? target;
  if (place.host === target.host && place.port === target.port) return null;
  return { step: stepTo(place, null), lead: async () => {} };
}

function portOf({ protocol, port }: Pick<ConnectTarget, 'protocol' | 'port'>): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}

function stepTo({ host, port }: HostPort, proxy: ProxyServer | null): Detour['step'] {
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
    // A plain request is told to the proxy as a whole: it needs no tunnel.
    if (protocol === 'https:') await openTunnel(socket, target, proxyAuthorization(proxy));
    return;
  }
  await openSocksTunnel(socket, proxy.resolvesNames ? target : await looked(target, network), proxy);
}

/** The place with an address instead of a name. */
async function looked(target: HostPort, network: Network): Promise<HostPort> {
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

/** What is given to `net.connect` and `tls.connect` at every step. */
function stepOptions(network: Network, family: number): Record<string, unknown> {
  return {
    timeout: 0,
    ...network.tls,
    ...(network.lookup === null ? {} : { lookup: network.lookup }),
    ...(family === 0 ? {} : { family }),
  };
}

/** An address of this machine reaches only addresses of its own family. */
function familyOf({ family }: Network, { localAddress }: Pick<ConnectTarget, 'localAddress'>): number {
  return family ?? isIP(localAddress ?? '');
}

function byFamily(make: (family: number) => Dial): (family: number) => Dial {
  const made = new Map<number, Dial>();
  return (family) => {
    const known = made.get(family) ?? make(family);
    made.set(family, known);
    return known;
  };
}

/** Who has the first socket of a way hears when it is secured, and may end it with a reason until then. */
function join(socket: Socket, secured: Socket): void {
  const end = (reason: Error) => secured.destroy(reason);
  socket.once('error', end);
  secured.once('secureConnect', () => {
    socket.off('error', end);
    socket.emit('secureConnect');
  });
}

function ignore(): void {}
