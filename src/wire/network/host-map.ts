/** Overrides name lookup: a map from hosts to addresses, as in /etc/hosts, with ports. */

/** A host and a port. */
export interface HostPort {
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/** `static network = { resolve }`, parsed. */
export class HostMap {
  readonly #targets = new Map<string, Partial<HostPort>>();

  /**
   * Keys are `host:port`, or `host` for any port; `*` is any host. Values are an address, or an address and a port.
   * @throws {Error} whose message is the invalid entry
   */
  constructor(map: Readonly<Record<string, string>>) {
    for (const [from, to] of Object.entries(map)) {
      const source = parseHostPort(from);
      const target = parseHostPort(to);
      if (source === null || target === null || target.host === '*') throw new Error(`'${from}': '${to}'`);
      this.#targets.set(keyOf(source.host as string, source.port), target);
    }
  }

  /** The target for a host. The most specific key wins: `host:port`, `host`, `*:port`, `*`; without one, the host itself. */
  find(host: string, port: number): HostPort {
    const name = host.toLowerCase();
    const keys = [keyOf(name, port), keyOf(name), keyOf('*', port), keyOf('*')];
    const target = keys.map((key) => this.#targets.get(key)).find((one) => one !== undefined);
    return { host: target?.host ?? host, port: target?.port ?? port };
  }
}

/** Parses `host`, `host:80`, `::1` or `[::1]:80`; null for anything else. */
export function parseHostPort(text: string): Partial<HostPort> | null {
  const [, bracketed, name, digits] = /^(?:\[([\da-f:.]+)\]|([^\s:/[\]]+))(?::(\d+))?$/i.exec(text) ?? [];
  const host = bracketed ?? name ?? (/^[\da-f.]*:[\da-f:.]*:[\da-f:.]*$/i.test(text) ? text : undefined);
  if (host === undefined) return null;
  const withoutPort = { host: host.toLowerCase() };
  if (digits === undefined) return withoutPort;
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? { ...withoutPort, port } : null;
}

function keyOf(host: string, port?: number): string {
  return port === undefined ? host : `${host} ${port}`;
}
