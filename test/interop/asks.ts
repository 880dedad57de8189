/** The requests of a real Locust and of tsloc to a misbehaving server. */
import { badPeers } from '../contracts/bad-peers.js';
import type { MisbehavingServer } from '../helpers/misbehaving/misbehaving-server.js';
import { hangsLocust } from './peer-differences.js';

/** One request, with Locust's option names. */
export interface Ask {
  readonly method: string;
  readonly url: string;
  readonly name?: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly allow_redirects?: boolean;
  /** Failed with catchResponse, for this reason. */
  readonly failure?: string;
}

/** Every kind of misbehaviour, each under its own name. */
export function contractAsks(): Ask[] {
  const paths = Object.keys(badPeers).filter((path) => !hangsLocust.includes(path));
  return paths.map((path) => ({ method: badPeers[path]?.method ?? 'GET', url: path, name: path }));
}

/** Methods, bodies, names that come from URLs, and names that several URLs share. */
export function plainAsks(): Ask[] {
  return [
    get('/fine'),
    get('/fine?q=two words&r=ä#part'),
    get('/fine', { name: '/files/[id]' }),
    get('/fine?id=2', { name: '/files/[id]' }),
    { method: 'POST', url: '/fine', data: { a: '1', b: 'two words' } },
    { method: 'PUT', url: '/fine', json: { a: [1, 'ä'] } },
    { method: 'PATCH', url: '/fine', json: null },
    { method: 'DELETE', url: '/fine' },
    { method: 'OPTIONS', url: '/fine' },
    { method: 'HEAD', url: '/redirect/fine' },
    get('/redirect/twice?unnamed'),
    get('/redirect/scheme', { allow_redirects: false, name: 'not followed' }),
  ];
}

/** Failures that are grouped, quoted or judged, and ports that take no requests. */
export function failingAsks({ url, resettingUrl, closingUrl, deadUrl }: MisbehavingServer): Ask[] {
  return [
    get('/missing?unnamed'),
    get('/missing?a=1', { name: "/it's [grouped]" }),
    get('/missing?a=2', { name: "/it's [grouped]" }),
    get('/broken', { name: "/it's [grouped]" }),
    { method: 'POST', url: '/missing', json: {} },
    get('/redirect/missing?unnamed'),
    get('/redirect/dead?unnamed'),
    get('/redirect/reset?unnamed'),
    get(`${resettingUrl}/`, { name: 'a port that resets' }),
    get(`${closingUrl}/`, { name: 'a port that closes' }),
    get(`${deadUrl}/`, { name: 'a dead port' }),
    get('/fine', { name: 'judged', failure: 'too slow, it\'s a "judgement"' }),
    get(`${url}/reset`, { name: 'judged, broken', failure: 'no use' }),
  ];
}

function get(url: string, more: Partial<Ask> = {}): Ask {
  return { method: 'GET', url, ...more };
}
