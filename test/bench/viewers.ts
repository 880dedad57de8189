/** What the web page costs a run: 50 viewers of its stream against none, and a page without a viewer against no page. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Pinned, startPinned } from './pinned.js';
import { type BenchServer, freePort } from './server.js';
import { median } from './table.js';

const bin = fileURLToPath(new URL('../../bin/tsloc.js', import.meta.url));
const viewerCount = 50;
/** The least that a page may leave of the rate. */
const goal = 0.99;

/** Prints the ratios, each the median of rounds that alternate; returns the missed goals. */
export async function measureViewers(server: BenchServer, rounds: number, seconds: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tsloc-viewers-'));
  writeFileSync(join(folder, 'locustfile.ts'), locustfile);
  try {
    const viewed = await compareViewers(server, folder, rounds, seconds);
    const paged = await comparePages(server, folder, rounds, seconds);
    console.log(`\nviewers: requests per second of a client core, ${rounds} rounds of ${seconds} s`);
    return [
      report(`with ${viewerCount} viewers of the page, to without`, viewed),
      report('with a page that nobody views, to without a page', paged),
    ].flat();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(name: string, values: readonly number[]): string[] {
  const ratio = median(values);
  const isGood = ratio >= goal;
  const line = `${ratio.toFixed(3)} ${name} (${values.map((value) => value.toFixed(3)).join(' ')}): goal ${goal}`;
  console.log(`  ${line} ${isGood ? 'reached' : 'MISSED'}`);
  return isGood ? [] : [line];
}

/** In one run: viewers come and go. */
async function compareViewers(server: BenchServer, folder: string, rounds: number, seconds: number): Promise<number[]> {
  const port = await freePort();
  const child = startRun(server, folder, ['--autostart', '--web-port', String(port)]);
  try {
    await child.during(server.untilConnected(userCount));
    await sleep(2_000);
    const ratios: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const alone = await rateOf(server, child, seconds);
      const viewers = await openViewers(`http://127.0.0.1:${port}/stats/stream`);
      await sleep(2_000); // each gets the history of the run first
      const viewed = await rateOf(server, child, seconds);
      viewers.abort();
      ratios.push(viewed / alone);
      await sleep(500);
    }
    return ratios;
  } finally {
    await child.end();
    await server.untilQuiet();
  }
}

async function comparePages(server: BenchServer, folder: string, rounds: number, seconds: number): Promise<number[]> {
  const rateWith = async (args: readonly string[]) => {
    const child = startRun(server, folder, args);
    try {
      await child.during(server.untilConnected(userCount));
      await sleep(2_000);
      return await rateOf(server, child, seconds);
    } finally {
      await child.end();
      await server.untilQuiet();
    }
  };
  const ratios: number[] = [];
  for (let i = 0; i < rounds; i++) {
    // In turn the first: a machine that becomes slower or faster favours neither.
    const isPageFirst = i % 2 === 1;
    const before = isPageFirst ? await rateWith(await pageArgs()) : await rateWith(['--headless']);
    const after = isPageFirst ? await rateWith(['--headless']) : await rateWith(await pageArgs());
    ratios.push(isPageFirst ? before / after : after / before);
  }
  return ratios;
}

async function pageArgs(): Promise<string[]> {
  return ['--autostart', '--web-port', String(await freePort())];
}

const userCount = 20;

function startRun(server: BenchServer, folder: string, args: readonly string[]): Pinned {
  const load = ['-u', String(userCount), '-r', '1000', '--only-summary', '--csv', ''];
  return startPinned('client', [bin, '-f', join(folder, 'locustfile.ts'), '--host', server.url, ...load, ...args]);
}

/** Requests per second of the client's core; where the system does not tell that, per second. */
async function rateOf(server: BenchServer, child: Pinned, seconds: number): Promise<number> {
  const [before, coreBefore] = [await server.status(), child.coreSeconds()];
  await child.during(sleep(seconds * 1_000));
  const [after, coreAfter] = [await server.status(), child.coreSeconds()];
  const span = coreBefore === null || coreAfter === null ? (after.at - before.at) / 1_000 : coreAfter - coreBefore;
  return (after.requests - before.requests) / span;
}

/** Readers of the stream, until they are aborted. */
async function openViewers(url: string): Promise<AbortController> {
  const viewers = new AbortController();
  const read = async (response: Response) => {
    for await (const _ of response.body as unknown as AsyncIterable<Uint8Array>);
  };
  for (let i = 0; i < viewerCount; i++) {
    const response = await fetch(url, { signal: viewers.signal });
    read(response).catch(() => {}); // aborted at the end
  }
  return viewers;
}

const locustfile = `
  import { FastHttpUser, task } from 'tsloc';
  export class Visitor extends FastHttpUser {
    #count = 0;
    @task async visit(): Promise<void> { await this.client.get('/', { name: '/page ' + (this.#count++ % 20) }); }
  }
`;
