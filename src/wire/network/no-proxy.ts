/** Hosts that bypass the proxy: the rules of `NO_PROXY`. */
import { BlockList, isIP } from 'node:net';
import { parseHostPort } from './host-map.js';

/** Whether a host and port bypass the proxy. */
export type Bypass = (host: string, port: number) => boolean;

/**
 * Rules are separated by commas or spaces: `*` matches every host; `example.com`, `.example.com` and `*.example.com`
 * match that name and its subdomains; `10.0.0.0/8` and `fd00::/8` match addresses in URLs; `:8080` after a name or an
 * address restricts it to that port. Invalid rules match nothing.
 */
export function parseNoProxy(rules: string | readonly string[]): Bypass {
  const words = (typeof rules === 'string' ? [rules] : rules).flatMap((rule) => rule.split(/[\s,]+/));
  const tests = words.filter((word) => word !== '').map(parseRule);
  return (host, port) => tests.some((test) => test(host.toLowerCase(), port));
}

function parseRule(rule: string): Bypass {
  if (rule === '*') return () => true;
  const [, network = '', bits = ''] = /^(.+)\/(\d+)$/.exec(rule) ?? [];
  if (isIP(network) !== 0) return matchSubnet(network, Number(bits));
  const parsed = parseHostPort(rule);
  if (parsed === null) return () => false;
  const { host: written = '', port } = parsed;
  const matches =
    isIP(written) === 0
      ? matchDomain(written.replace(/^\*?\./, ''))
      : matchSubnet(written, isIP(written) === 4 ? 32 : 128);
  return (host, actualPort) => (port === undefined || port === actualPort) && matches(host, actualPort);
}

function matchDomain(domain: string): Bypass {
  return (host) => host === domain || host.endsWith(`.${domain}`);
}

function matchSubnet(network: string, bits: number): Bypass {
  const family = isIP(network) === 4 ? 'ipv4' : 'ipv6';
  if (bits > (family === 'ipv4' ? 32 : 128)) return () => false;
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return (host) => isIP(host) !== 0 && list.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');
}
