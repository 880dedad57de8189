/** A worker of Boomer beside one of tsloc, under a tsloc master; skipped where Go is missing or cannot load its module. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCsv } from '../helpers/files/csv.js';
import { root } from '../helpers/files/source-files.js';
import { folderWith, freePort, requestsIn, startTsloc } from '../helpers/processes/cli.js';
import { visitorFile } from '../helpers/processes/visitors.js';
import { serve } from '../helpers/servers/server.js';
import { findProgram } from './service.js';

const program = build();

/** The path of the program; undefined where it cannot be built, which is printed. */
function build(): string | undefined {
  const go = findProgram('go', 'Boomer');
  if (go === undefined) return undefined;
  const path = join(folderWith(), 'boomer');
  const cwd = join(root, 'test/interop/boomer');
  const { status, stderr } = spawnSync(go, ['build', '-mod=readonly', '-o', path, '.'], { cwd, encoding: 'utf8' });
  if (status === 0) return path;
  console.log(`Boomer is not tested: go build fails: ${stderr}`);
  return undefined;
}

function startBoomer(url: string, port: string) {
  const child = spawn(program as string, [url, port], { stdio: ['ignore', 'ignore', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let log = '';
  child.stderr.on('data', (text) => (log += text));
  return new Promise<{ exitCode: number | null; log: string }>((resolve) => {
    child.once('close', (exitCode) => resolve({ exitCode, log }));
  });
}

describe.skipIf(program === undefined)('Boomer', { timeout: 180_000 }, () => {
  it('runs its tasks for a tsloc master, beside a tsloc worker: counts and failures are those of the server', async () => {
    const served = { '/a': 0, '/go': 0, '/bad': 0 };
    const server = await serve((request, response) => {
      served[request.url as keyof typeof served]++;
      response.statusCode = request.url === '/bad' ? 500 : 200;
      response.end('ok');
    });
    const cwd = folderWith({ 'users.ts': visitorFile });
    const prefix = join(cwd, 'out');
    const port = String(await freePort());
    const bind = ['--master', '--master-bind-host', '127.0.0.1', '--master-bind-port', port, '--expect-workers', '2'];
    const load = ['-H', server.url, '-u', '6', '-r', '6', '-t', '10', '-s', '20', '--csv', prefix, '--only-summary'];
    const master = startTsloc(['-f', 'users.ts', ...bind, ...load], { cwd });
    const worker = startTsloc(['-f', 'users.ts', '--worker', '--master-port', port], { cwd });
    await master.printed(/1 workers connected/); // Boomer ends if nothing listens
    const boomer = await startBoomer(server.url, port);
    const [{ exitCode, stderr }, { exitCode: ofWorker }] = await Promise.all([master.ended, worker.ended]);
    expect([exitCode, ofWorker, boomer.exitCode]).toEqual([1, 0, 0]); // requests have failed
    expect(boomer.log).toContain('Recv quit message from master');
    expect(stderr).toContain('All users spawned: {"Visitor": 6} (6 total users)');
    expect([served['/go'] + served['/bad'], served['/a'] > 20, served['/bad'] > 0]).toEqual([100, true, true]);
    const counts = readCsv(`${prefix}_stats.csv`).map((row) => [row.Name, Number(row['Request Count'])]);
    expect(Object.fromEntries(counts)).toEqual({ ...served, Aggregated: requestsIn(prefix) });
    expect(readFileSync(`${prefix}_failures.csv`, 'utf8')).toContain(
      `GET,/bad,500 Internal Server Error,${served['/bad']},`,
    );
  });
});
