/** The twin of peers.py: one user sends every request in PEERS, in order, and ends the run. */
import { setTimeout as sleep } from 'node:timers/promises';
import { FastHttpUser, HttpUser, type RequestOptions, StopTest, task } from 'tsloc';
import type { Ask } from './asks.js';

/** With the client of either class. */
async function askAll(client: HttpUser['client']): Promise<never> {
  for (const ask of JSON.parse(process.env.PEERS ?? '[]') as Ask[]) {
    using response = await client.request(ask.method, ask.url, optionsOf(ask));
    if (ask.failure !== undefined) response.failure(ask.failure);
    await sleep(20); // so that the end of a connection is seen before the next request
  }
  throw new StopTest();
}

function optionsOf({ name, data, json, headers, allow_redirects, failure }: Ask): RequestOptions {
  const options: Record<string, unknown> = { name, form: data, json, headers, allowRedirects: allow_redirects };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...given, ['catchResponse', failure !== undefined]]);
}

export class Plain extends HttpUser {
  @task async allOfIt() {
    await askAll(this.client);
  }
}

export class Network extends HttpUser {
  static override network = {};

  @task async allOfIt() {
    await askAll(this.client);
  }
}

export class Fast extends FastHttpUser {
  @task async allOfIt() {
    await askAll(this.client);
  }
}
