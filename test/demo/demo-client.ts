/** A service for one test, and the calls that most tests make. */
import { type DemoOptions, type DemoService, startDemoService } from '../../src/demo/service.js';
import { wavFile } from '../../users/wav.js';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever JSON came
  json: any;
}

export interface CallOptions {
  token?: string;
  headers?: Record<string, string>;
  json?: unknown;
  body?: RequestInit['body'];
}

export const apiKey = { 'x-api-key': 'demo-api-key' };
export const admin = { token: 'demo-admin-token' };

/** Starts a service without latency on a free port, and closes it when `use` has ended. */
export async function withService(
  use: (client: DemoClient) => Promise<void>,
  options: DemoOptions = {},
): Promise<void> {
  const service = await startDemoService({ port: 0, latencyScale: 0, ...options });
  try {
    await use(new DemoClient(service));
  } finally {
    await service.close();
  }
}

export class DemoClient {
  readonly service: DemoService;

  constructor(service: DemoService) {
    this.service = service;
  }

  async call(method: string, path: string, { token, headers, json, body }: CallOptions = {}): Promise<Answer> {
    const response = await fetch(this.service.url + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? (body ?? null) : JSON.stringify(json),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) };
  }

  async login(username = 'ann'): Promise<string> {
    const answer = await this.call('POST', '/auth/login', { json: { username, password: 'demo-password' } });
    return answer.json.token;
  }

  upload(
    token: string,
    fields: Record<string, string> = {},
    file: File = wavFile('song.wav', 1, 8000),
  ): Promise<Answer> {
    const body = new FormData();
    body.set('file', file);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return this.call('POST', '/files', { token, body });
  }
}
