/** The same situations for Locust and for tsloc: exit codes, and what is printed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { describe, expect, it } from 'vitest';
import { read, root } from '../helpers/files/source-files.js';
import { folderWith } from '../helpers/processes/cli.js';
import { python, skipped } from './locust.js';
import { type Situation, situations } from './situations.js';
import { serveSuite } from './suite-server.js';

const theirFile = ({ members, code }: Situation) => `
from locust import HttpUser, LoadTestShape, User, constant, events, task
from locust.exception import StopUser
class Shopper(HttpUser):
    wait_time = constant(0.1)
    @task
    def browse(self):
        self.client.get("/page")
${members?.[0] ?? ''}
${code?.[0] ?? ''}`;
const ourFile = ({ members, code }: Situation) => `
import { constant, events, HttpUser, LoadShape, StopUser, task, User } from 'tsloc';
export class Shopper extends HttpUser {
  static override waitTime = constant(0.1);
  @task async browse(): Promise<void> { await this.client.get('/page'); }
${members?.[1] ?? ''}}
${code?.[1] ?? ''}`;

const host = serveSuite((request, response) => {
  response.statusCode = request.url?.startsWith('/broken') ? 500 : 200;
  response.end('ok');
});

interface Outcome {
  readonly code: number | null;
  readonly text: string;
}

/** Each process takes most of a core while it starts. */
const limit = pLimit(3);

async function execute(command: readonly string[], cwd: string, situation: Situation): Promise<Outcome> {
  const { args = [], isBare = false, variables = {}, signals = [] } = situation;
  const fill = (text: string) =>
    text
      .replaceAll('HOST', host())
      .replaceAll('PORT', new URL(host()).port)
      .replaceAll('EXT', command[1] === '-m' ? 'py' : 'ts');
  const usual = isBare ? [] : ['-H', host(), '-u', '1', '-t', '1'];
  const own = Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, fill(text)]));
  const child = spawn(command[0] as string, [...command.slice(1), ...usual, ...args.map(fill)], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, LOCUST_HEADLESS: 'true', PYTHONDONTWRITEBYTECODE: '1', ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
  let text = '';
  let isSent = false;
  const collect = (chunk: Buffer) => {
    text += chunk;
    if (isSent || !text.includes('All users spawned')) return;
    isSent = true;
    signals.forEach((signal, i) => {
      setTimeout(() => child.kill(signal), 300 * (i + 1));
    });
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(late);
  return { code, text };
}

async function both(situation: Situation): Promise<readonly [Outcome, Outcome]> {
  const [theirs, ours] = situation.file ?? [theirFile(situation), ourFile(situation)];
  const files = { 'locustfile.py': theirs, 'locustfile.ts': ours, ...situation.files };
  const run = (command: readonly string[]) => limit(() => execute(command, folderWith(files), situation));
  return Promise.all([run([python, '-m', 'locust']), run([process.execPath, join(root, 'bin/tsloc.js'), '--csv', ''])]);
}

describe.skipIf(skipped)('the command line', () => {
  it.concurrent.each(Object.entries(situations))('ends as Locust does after %s', async (_, situation) => {
    const [theirs, ours] = await both(situation);
    const { codes = [theirs.code, theirs.code] } = situation.differs ?? {};
    expect([theirs.code, ours.code], `${theirs.text}\n\n${ours.text}`).toEqual(codes);
    if (situation.printed === undefined) return;
    expect(theirs.text).toMatch(situation.printed);
    expect(ours.text).toMatch(situation.printed);
  });
});

describe('each difference', () => {
  const differing = Object.entries(situations).flatMap(([name, { differs }]) =>
    differs ? [[name, differs.row] as const] : [],
  );

  it.each(differing)('of %s is documented', (_, row) => {
    expect(read('docs/locust-differences.md')).toContain(`\n| ${row}`);
  });
});
