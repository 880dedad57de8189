/** A server that plays a simulated test to the page: the live feed, the commands, and the requested paths. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TargetResult } from '../../../src/core/results/target-result.js';
import type { FeedEvents } from '../../../src/web/contracts/feed.js';
import { liveDocument, pageFolder } from '../../../src/web/html/page-document.js';
import type { LoginArguments, PageArguments } from '../../../src/web/page/page-arguments.js';
import { SimulatedTest, type SimulationSettings } from './simulated-test.js';

export interface PageServerSettings {
  readonly told?: PageArguments;
  /** Makes it show the login form. */
  readonly login?: LoginArguments;
  readonly test?: Partial<SimulationSettings>;
  readonly port?: number;
}

/** A command that the page sent. */
export interface SentCommand {
  readonly path: string;
  readonly body: string;
}

const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };

export class PageServer {
  readonly commands: SentCommand[] = [];
  /** The response to the next command, instead of success. */
  commandError: string | null = null;
  test: SimulatedTest;
  log: { readonly node: string; readonly text: string }[] = [];
  workers: FeedEvents['snapshot']['workers'] = null;
  targets: readonly TargetResult[] = [];
  /** The arguments of its documents. */
  told: PageArguments;
  readonly #settings: PageServerSettings;
  readonly #server: Server;
  readonly #viewers = new Set<ServerResponse>();
  /** What a test told the viewers, for those that connect again: on a busy machine, a page takes the silence for a loss. */
  #toldEvents: string[] = [];

  private constructor(settings: PageServerSettings) {
    this.#settings = settings;
    this.told = settings.told ?? {};
    this.test = this.#newTest();
    this.test.state = 'ready';
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async start(settings: PageServerSettings = {}): Promise<PageServer> {
    const made = new PageServer(settings);
    await new Promise<void>((resolve) => made.#server.listen(settings.port ?? 0, '127.0.0.1', resolve));
    return made;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** Pages that are connected to the feed. */
  get viewerCount(): number {
    return this.#viewers.size;
  }

  /** Advances the test by `seconds`, and sends each second to the viewers. */
  play(seconds: number): void {
    for (let i = 0; i < seconds; i++) {
      const point = this.test.step();
      if (this.#viewers.size > 0) this.#send('snapshot', { ...this.test.snapshot(point), ...this.#beside() });
    }
  }

  /** Starts the simulated test; viewers get its history. */
  begin(): void {
    this.test = this.#newTest();
    this.#toldEvents = [];
    this.#send('history', this.test.history());
    this.play(1);
  }

  /** A snapshot without a new second. */
  tellState(state: string): void {
    this.test.state = state;
    this.#send('snapshot', { ...this.test.snapshot(), ...this.#beside() });
  }

  /** Sends an event that is not of the simulated test, also to pages that connect later. */
  tell<K extends keyof FeedEvents>(kind: K, data: FeedEvents[K]): void {
    this.#toldEvents.push(eventText(kind, data));
    this.#send(kind, data);
  }

  async close(): Promise<void> {
    for (const viewer of this.#viewers) viewer.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #send<K extends keyof FeedEvents>(kind: K, data: FeedEvents[K]): void {
    for (const viewer of this.#viewers) viewer.write(eventText(kind, data));
  }

  #newTest(): SimulatedTest {
    const settings = { names: 6, users: 200, spawnRate: 20, startTime: Math.floor(Date.now() / 1000) };
    return new SimulatedTest({ ...settings, ...this.#settings.test });
  }

  #beside() {
    const log = this.log;
    this.log = [];
    return { log, workers: this.workers, ...(this.targets.length === 0 ? {} : { targets: this.targets }) };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
    if (request.method === 'POST') await this.#command(pathname.slice(1), request, response);
    else if (pathname === '/') this.#page(response);
    else if (pathname === '/stats/stream') this.#stream(response);
    else if (pathname === '/stats/history')
      json(response, this.test.row(searchParams.get('method') ?? '', searchParams.get('name') ?? ''));
    else if (pathname === '/tasks') json(response, ratios);
    else if (pathname === '/stats/requests') json(response, {});
    else if (pathname.startsWith('/assets/')) await asset(pathname, response);
    else response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
  }

  async #command(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    this.commands.push({ path, body });
    if (this.commandError !== null) {
      json(response, { success: false, message: this.commandError });
      return;
    }
    json(response, { success: true, message: 'done' });
    if (path === 'swarm' && this.test.state !== 'running' && this.test.state !== 'spawning') this.begin();
    else if (path === 'swarm') this.#changeLoad(new URLSearchParams(body));
    else if (path === 'stop') this.tellState('stopped');
    else if (path === 'stats/reset') this.begin();
  }

  #changeLoad(fields: URLSearchParams): void {
    this.test.targetUsers = Number(fields.get('user_count'));
    this.#send('marker', {
      at: this.test.settings.startTime + this.test.seconds,
      kind: 'load',
      text: `${fields.get('user_count')} users`,
    });
    this.play(1);
  }

  #page(response: ServerResponse): void {
    const nonce = 'made-up';
    const { login } = this.#settings;
    const parts = login
      ? ({ variable: 'authArgs', value: login } as const)
      : ({ variable: 'templateArgs', value: { state: this.test.state, version: '1.0', ...this.told } } as const);
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'self'; script-src 'self' 'nonce-${nonce}'; frame-ancestors 'none'`,
    });
    response.end(liveDocument({ ...parts, theme: null, nonce }));
  }

  #stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    this.#viewers.add(response);
    response.on('close', () => this.#viewers.delete(response));
    response.write(eventText('history', this.test.history()));
    response.write(eventText('snapshot', { ...this.test.snapshot(), ...this.#beside() }));
    for (const text of this.#toldEvents) response.write(text);
  }
}

const ratios = {
  per_class: { AudioUser: { ratio: 1, tasks: { upload: { ratio: 0.75 }, poll: { ratio: 0.25 } } } },
  total: { AudioUser: { ratio: 1, tasks: { upload: { ratio: 0.75 }, poll: { ratio: 0.25 } } } },
};

function eventText<K extends keyof FeedEvents>(kind: K, data: FeedEvents[K]): string {
  return `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(value === null ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function asset(path: string, response: ServerResponse): Promise<void> {
  const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type }).end(await readFile(join(pageFolder, path)));
}
