/** Where hosts are, by the word of the user instead of the DNS. */

/** A place on the network. */
export interface HostPort {
  /** A name or an address; one of IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/** `static network = { resolve }`, taken apart. */
export class HostMap {
  readonly #places = new Map<string, Partial<HostPort>>();

  /**
   * Keys are `host:port`, or `host` for any port; `*` is any host. Values are an address, or an address and a port.
   * @throws {Error} naming what is neither
   */
  constructor(map: Readonly<Record<string, string>>) {
    for (const [from, to] of Object.entries(map)) {
      const source = parseHostPort(from);
      const target = parseHostPort(to);
      if (source === null || target === null || target.host === '*') throw new Error(`'${from}': '${to}'`);
      this.#places.set(keyOf(source.host as string, source.port), target);
    }
  }

  /** The place of a host: `host:port` is looked up first, then `host`, `*:port` and `*`; by default the host itself. */
  find(host: string, port: number): HostPort {
    const name = host.toLowerCase();
    const keys = [keyOf(name, port), keyOf(name), keyOf('*', port), keyOf('*')];
    const place = keys.map((key) => this.#places.get(key)).find((one) => one !== undefined);
    return { host: place?.host ?? host, port: place?.port ?? port };
  }
}

/** `host`, `host:80`, `::1` or `[::1]:80`; null if it is none of them. */
export function parseHostPort(text: string): Partial<HostPort> | null {
  const [, bracketed, name, digits] = /^(?:\[([\da-f:.]+)\]|([^\s:/[\]]+))(?::(\d+))?$/i.exec(text) ?? [];
  const host = bracketed ?? name ?? (/^[\da-f.]*:[\da-f:.]*:[\da-f:.]*$/i.test(text) ? text : undefined);
  if (host === undefined) return null;
  const place = { host: host.toLowerCase() };
  if (digits === undefined) return place;
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? { ...place, port } : null;
}

function keyOf(host: string, port?: number): string {
  return port === undefined ? host : `${host} ${port}`;
}
