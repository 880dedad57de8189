/** Which hosts are reached without proxy: the rules of `NO_PROXY`. */
import { BlockList, isIP } from 'node:net';
import { parseHostPort } from './host-map.js';

/** Says whether a host and port go past the proxy. */
export type Bypass = (host: string, port: number) => boolean;

/**
 * Rules are separated by commas or spaces: `*` is every host; `example.com`, `.example.com` and `*.example.com` are that
 * name and all below it; `10.0.0.0/8` and `fd00::/8` are addresses as they stand in a URL; `:8080` after a name or an
 * address means only that port. What is none of these is a name that no host has.
 */
export function parseNoProxy(rules: string | readonly string[]): Bypass {
  const words = (typeof rules === 'string' ? [rules] : rules).flatMap((rule) => rule.split(/[\s,]+/));
  const tests = words.filter((word) => word !== '').map(testOf);
  return (host, port) => tests.some((test) => test(host.toLowerCase(), port));
}

function testOf(rule: string): Bypass {
  if (rule === '*') return () => true;
  const [, network = '', bits = ''] = /^(.+)\/(\d+)$/.exec(rule) ?? [];
  if (isIP(network) !== 0) return inside(network, Number(bits));
  const place = parseHostPort(rule);
  if (place === null) return () => false;
  const { host: written = '', port } = place;
  const fits =
    isIP(written) === 0 ? below(written.replace(/^\*?\./, '')) : inside(written, isIP(written) === 4 ? 32 : 128);
  return (host, itsPort) => (port === undefined || port === itsPort) && fits(host, itsPort);
}

function below(domain: string): Bypass {
  return (host) => host === domain || host.endsWith(`.${domain}`);
}

function inside(network: string, bits: number): Bypass {
  const family = isIP(network) === 4 ? 'ipv4' : 'ipv6';
  if (bits > (family === 'ipv4' ? 32 : 128)) return () => false;
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return (host) => isIP(host) !== 0 && list.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
}
