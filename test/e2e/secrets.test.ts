/** Secrets that a test uses are in none of its outputs: not in those of tsloc, that is; `--trace` prints headers on request. */

import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Command, folderWith, freePort, startTsloc, tsloc } from '../helpers/processes/cli.js';

/** Every secret contains it. */
const mark = 'hush';
/** How it looks in Base64, by its position in what is encoded. */
const encodings = [0, 1, 2].map((before) =>
  Buffer.from(`${'x'.repeat(before)}${mark}`)
    .toString('base64')
    .slice(before === 0 ? 0 : before + 1, -2)
    .replace(/=+$/, ''),
);

const locustfile = (dead: number) => `
  import http from 'node:http';
  import { constant, events, HttpUser, task } from 'tsloc';

  events.initCommandLineParser.addListener(({ parser }) => {
    parser.addArgument('--api-key', { isSecret: true, default: 'hush-default', env: 'API_KEY' });
    parser.addArgument('--pin', { isSecret: true, type: 'integer', default: 4711 });
    parser.addArgument('--stage-key', { isSecret: true, choices: ['test', 'live'], default: 'test' });
  });

  type Attempt = (user: Agent) => unknown;
  const at = (userinfo: string, user: Agent) => user.environment.host!.replace(/\\/\\/.*@/, '//' + userinfo + '@');
  const attempts: Attempt[] = [
    ({ client }) => client.get('/fine', { auth: { bearer: 'hush-bearer\\n' } }),
    ({ client }) => client.get('/missing', { auth: { bearer: 'hush-bearer' } }),
    ({ client }) => client.get('/fine', { auth: { token: 'hush-misspelt' } as never }),
    ({ client }) => client.get('/fine', { auth: 'hush-text' as never }),
    ({ client }) => client.get('/fine', { auth: ['user', ['hush-list']] as never }),
    ({ client }) => client.get('/fine', { auth: () => 'hush-returned' as never }),
    ({ client }) => client.get('/fine', { auth: () => ({ authorization: 'hush-of-function\\n' }) }),
    ({ client }) => client.get('/broken', { auth: ['user', 'hush-basic'] }),
    ({ client }) => client.get('/fine', { headers: { authorization: 'Bearer hush-line\\r\\nx: y' } }),
    ({ client }) => client.get('/fine', { headers: { 'x-key': 'hush-\\u043a' } }),
    ({ client }) => client.get('/fine', { headers: { 'x-key': Symbol('hush-symbol') as never } }),
    ({ client }) => client.get('/fine', { headers: 'x-key: hush-text' as never }),
    ({ client }) => client.post('/fine', { headers: { 'content-length': 'hush-length' }, body: 'x' }),
    ({ client }) => client.post('/fine', { headers: { 'transfer-encoding': 'hush-coding' }, body: 'x' }),
    ({ client }) => client.post('/fine', { form: { password: Symbol('hush-form') as never } }),
    ({ client }) => client.post('/fine', { json: { password: 'hush-json', n: 1n } }),
    ({ client }) => client.post('/fine', { body: { password: 'hush-body' } as never }),
    ({ client }) => client.cookies.set('sid', 'hush-cookie;'),
    ({ client }) => client.cookies.set('sid', 'hush-cookie', { domain: 'some domain' }),
    ({ client }) => client.cookies.restore({ cookies: [{ name: 'sid', value: 'hush-restored\\n', domain: '127.0.0.1', path: '/' } as never] }),
    ({ client }) => client.cookies.restore('hush-saved' as never),
    ({ client }) => { client.headers = { authorization: 'hush-setting\\n' }; return client.get('/fine').finally(() => { client.headers = {}; }); },
    ({ client }) => { client.auth = 'hush-setting' as never; },
    (user) => user.client.get(at('user:hush-url', user) + '/missing'),
    (user) => user.client.get(at('hush-key:', user) + '/fine'),
    (user) => user.client.get(at('user:hush/slash', user) + '/fine'),
    ({ client }) => client.get('ftp://user:hush-ftp@127.0.0.1/'),
    ({ client }) => client.get('user:hush-plain@127.0.0.1/'),
    ({ client }) => client.get('http://user:hush-port@127.0.0.1:99999/'),
    ({ client }) => client.get('http://user:hush-dead@127.0.0.1:${dead}/'),
    ({ client }) => client.get('/to-ftp'),
    ({ client }) => client.get('/to-nowhere'),
    ({ client }) => client.get('/to-dead'),
    ({ client }) => client.get('/to-itself', { maxRedirects: 2 }),
    
    (user) => user.fetch(at('user:hush-fetch', user) + '/missing'),
    (user) => user.fetch('/fine', { headers: { authorization: 'hush-fetch\\n' } }),
    (user) => user.trackRequests(() => fetch(at('user:hush-native', user) + '/fine')),
    (user) => user.trackRequests(() => new Promise((resolve, reject) => http.get(at('user:hush-node', user) + '/missing', resolve).on('error', reject))),
  ];

  export class Agent extends HttpUser {
    static override waitTime = constant(0.02);
    #next = 0;
    @task async attempt(): Promise<void> {
      await attempts[this.#next++ % attempts.length]!(this);
    }
  }

  export class Proxied extends HttpUser {
    static override waitTime = constant(0.1);
    static override network = { proxy: 'http://user:hush-proxy@127.0.0.1:${dead}' };
    @task async get(): Promise<void> {
      await this.client.get('/fine');
    }
  }
  export const attemptCount = attempts.length;
`;

const server = createServer((request, response) => {
  const headers = { 'set-cookie': 'sid=hush-set; Path=/' };
  const targets: Record<string, string> = {
    '/to-ftp': 'ftp://user:hush-location@127.0.0.1/',
    '/to-nowhere': 'http://user:hush-location@[/',
    '/to-dead': 'http://user:hush-location@127.0.0.1:1/',
    '/to-itself': `http://user:hush-location@127.0.0.1:${(server.address() as AddressInfo).port}/to-itself`,
  };
  const location = targets[request.url ?? ''];
  const status = location ? 302 : request.url === '/missing' ? 404 : request.url === '/broken' ? 500 : 200;
  response.writeHead(status, location ? { ...headers, location } : headers).end('fine');
});
const port = () => (server.address() as AddressInfo).port;
const host = () => `http://boss:hush-host@127.0.0.1:${port()}`;
let dead = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  dead = await freePort();
});
afterAll(() => void server.close());

/** The lines of a text with a secret in them; the compressed data of a report is read, too. */
function leaks(text: string): string[] {
  const readable = text.replace(/(?<=id="feed">)[^<]+/, (data) =>
    inflateRawSync(Buffer.from(data, 'base64')).toString(),
  );
  return readable.split('\n').filter((line) => line.includes(mark) || encodings.some((one) => line.includes(one)));
}

const routes = [
  ...['/', '/stats/requests', '/stats/report', '/stats/report?download=1&theme=dark', '/exceptions', '/tasks', '/logs'],
  ...[
    '/stats/requests/csv',
    '/stats/failures/csv',
    '/stats/metrics/csv',
    '/stats/requests_full_history/csv',
    '/exceptions/csv',
    '/metrics',
  ],
  '/worker-count',
];

async function textsOfPage(url: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const route of routes) {
    const response = await fetch(url + route);
    expect([route, response.status]).toEqual([route, 200]);
    texts.set(route, await response.text());
  }
  texts.set('/stats/stream', await beginningOf(`${url}/stats/stream`));
  return texts;
}

/** The data that arrives within a second and a half. */
async function beginningOf(url: string): Promise<string> {
  let text = '';
  const response = await fetch(url, { signal: AbortSignal.timeout(1_500) });
  try {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) text += Buffer.from(chunk).toString();
  } catch {} // the time is over
  return text;
}

describe('a run with secrets', () => {
  it('shows none of them in its files, on its page or in its log', async () => {
    const folder = folderWith({ 'locustfile.ts': locustfile(dead) });
    const web = await freePort();
    const files = [
      '--csv',
      'out',
      '--csv-full-history',
      '--json-file',
      'out',
      '--html',
      'out.html',
      '--request-log',
      'out.jsonl',
    ];
    const command: Command = startTsloc(
      [
        ...['--host', host(), '--api-key', 'hush-option', '-u', '4', '-r', '100'],
        ...['--autostart', '--web-port', String(web), '-L', 'debug', '--logfile', 'out.log', ...files],
      ],
      { cwd: folder, env: { LOCUST_HEADLESS: 'false', API_KEY: 'hush-variable' } },
    );
    await expect
      .poll(() => beginningOf(`http://127.0.0.1:${web}/exceptions`).catch(() => ''), { timeout: 30_000 })
      .toContain('Expected a domain of sid');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const swarm = await fetch(`http://127.0.0.1:${web}/swarm`, {
      method: 'POST',
      body: new URLSearchParams({
        user_count: '3',
        spawn_rate: '10',
        host: host(),
        pin: 'hush-pin',
        stage_key: 'hush-wrong',
      }),
    });
    const texts = await textsOfPage(`http://127.0.0.1:${web}`);
    texts.set('/swarm', await swarm.text());
    command.kill('SIGTERM');
    const { stdout, stderr } = await command.ended;
    texts.set('stdout', stdout).set('stderr', stderr);
    for (const name of readdirSync(folder)) {
      if (name !== 'locustfile.ts') texts.set(name, readFileSync(join(folder, name), 'utf8'));
    }
    expect([...texts.keys()]).toEqual(
      expect.arrayContaining(['out.log', 'out.json', 'out.html', 'out.jsonl', 'out_failures.csv']),
    );
    expect([...texts].flatMap(([name, text]) => leaks(text).map((line) => `${name}: ${line}`))).toEqual([]);
  });

  it.concurrent.each([
    ['a page that is not reached', ['--host', 'http://boss:hush-host@127.0.0.1:1', '-t', '1'], ''],
    ['JSON on stdout, and the log on stderr', ['--host', 'http://boss:hush-host@127.0.0.1:1', '-t', '1', '--json'], ''],
    ['a list of options', ['config', '--api-key', 'hush-option'], ''],
    ['an invalid secret option', ['--pin', 'hush-pin'], ''],
    ['a host of another kind', ['--host', 'ftp://boss:hush/host@127.0.0.1'], ''],
    ['a host without a scheme', ['--host', 'boss:hush-host@127.0.0.1:1'], ''],
    ['a proxy that is none', [], `static override network = { proxy: 'ftp://user:hush/proxy@proxy' };`],
    ['a proxy of a wrong type', [], `static override network = { proxy: ['http://user:hush-proxy@proxy'] as never };`],
    ['a passphrase of a wrong type', [], `static override network = { passphrase: { text: 'hush-phrase' } as never };`],
    ['a file that is not there', ['-f', 'http://user:hush-file@127.0.0.1:1/x.ts'], ''],
  ])('shows none of them with %s', async (_, args, attribute) => {
    const text = locustfile(dead).replace('#next = 0;', `${attribute} #next = 0;`);
    const folder = folderWith({ 'locustfile.ts': text });
    const { stdout, stderr } = await tsloc(args, { cwd: folder, env: { http_proxy: 'http://user:hush-env@[' } });
    expect(stdout + stderr).not.toBe('');
    expect(leaks(stdout + stderr)).toEqual([]);
  });
});
