/** What compiles of `static network`, and what does not: checked only by the type checker. */
import { HttpUser, type NetworkOptions, type TlsVersion } from 'tsloc';

class Base extends HttpUser {
  static override http2 = true;
  static override network: NetworkOptions = { ca: ['a.pem', Buffer.from('')], dnsCache: 'forever', family: 6 };
}

export class Narrow extends Base {
  static override network = { ...Base.network, connections: 1, minVersion: 'TLSv1.2' satisfies TlsVersion } as const;
}

export class Plain extends HttpUser {
  static override network = { verify: false, resolve: { 'a:443': '127.0.0.1:8443' }, sourceAddresses: ['127.0.0.2'] };
}

// @ts-expect-error no such option
export const misspelt: NetworkOptions = { verfy: false };
// @ts-expect-error a path of authorities goes into ca
export const verified: NetworkOptions = { verify: 'ca.pem' };
// @ts-expect-error no such version
export const versions: NetworkOptions = { minVersion: 'TLSv2' };
// @ts-expect-error no such version of IP
export const family: NetworkOptions = { family: 5 };
// @ts-expect-error no such scheme
export const proxies: NetworkOptions = { proxy: { ftp: 'http://proxy' } };
